//! Timestamps in RFC 3339. There is no clock here: `timestamp` and `plantimestamp` are refused.

use jiff::SignedDuration;
use jiff::civil::{DateTime, Weekday};

use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{Number, Value};

/// A time of day somewhere.
#[derive(Debug, Clone, Copy)]
struct Timestamp {
    local: DateTime,
    /// Minutes by which the clock there is ahead of UTC.
    offset: i16,
}

impl Timestamp {
    /// `2006-01-02T15:04:05.999+07:00` or with `Z`, in capitals
    fn parse(text: &str) -> Option<Timestamp> {
        let number = |range: std::ops::Range<usize>| {
            let digits = text.get(range)?;
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<i16>().ok())?
        };
        let part = |range| number(range).and_then(|number| i8::try_from(number).ok());
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
        if text.len() < 20 || !marks.iter().all(|(at, mark)| text.as_bytes()[*at] == *mark) {
            return None;
        }
        let (fraction, zone) = split_fraction(text.get(19..)?);
        let nanoseconds = parse_fraction(fraction)?;
        let second = part(17..19).filter(|second| *second < 60)?;
        let date = jiff::civil::Date::new(number(0..4)?, part(5..7)?, part(8..10)?).ok()?;
        let time = jiff::civil::Time::new(part(11..13)?, part(14..16)?, second, nanoseconds).ok()?;
        Some(Timestamp { local: date.to_datetime(time), offset: parse_zone(zone)? })
    }

    /// As Go's `time.Parse` reads it: also an hour of one digit, a comma before the fraction, and a zone a day away.
    fn parse_as_go(text: &str) -> Option<Timestamp> {
        if let Some(timestamp) = Timestamp::parse(text) {
            return Some(timestamp);
        }
        let (date, time) = text.split_once('T')?;
        let (clock, zone) = time.split_at(time.find(['Z', '+', '-'])?);
        let hour = if clock.as_bytes().get(1) == Some(&b':') { "0" } else { "" };
        let (whole, offset) = match zone.get(1..) {
            Some("24:00") => ("Z", 24 * 60),
            Some(zone) if zone.ends_with(":60") => {
                ("Z", zone.get(..2)?.parse::<i16>().ok().filter(|hours| *hours < 24)? * 60 + 60)
            }
            _ => (zone, 0),
        };
        let timestamp = Timestamp::parse(&format!("{date}T{hour}{}{whole}", clock.replace(',', ".")))?;
        Some(match offset {
            0 => timestamp,
            _ if zone.starts_with('-') => Timestamp { offset: -offset, ..timestamp },
            _ => Timestamp { offset, ..timestamp },
        })
    }

    fn utc(self) -> Option<DateTime> {
        self.local.checked_sub(SignedDuration::from_mins(self.offset.into())).ok()
    }

    /// `+07:00`, with `colon`; `Z` for UTC when `zulu`.
    fn zone(self, colon: bool, zulu: bool) -> String {
        if zulu && self.offset == 0 {
            return "Z".into();
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (self.offset.abs() / 60, self.offset.abs() % 60);
        format!("{sign}{hours:02}{}{minutes:02}", if colon { ":" } else { "" })
    }

    fn text(self) -> String {
        let (date, time) = (self.local.date(), self.local.time());
        format!(
            "{}{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
            if date.year() < 0 { "-" } else { "" },
            date.year().unsigned_abs(),
            date.month(),
            date.day(),
            time.hour(),
            time.minute(),
            time.second(),
            self.zone(true, true),
        )
    }
}

fn split_fraction(text: &str) -> (&str, &str) {
    let end = text.strip_prefix('.').map_or(0, |digits| 1 + digits.bytes().take_while(u8::is_ascii_digit).count());
    if end == 1 { ("", text) } else { text.split_at(end) }
}

fn parse_fraction(text: &str) -> Option<i32> {
    match text.strip_prefix('.') {
        Some(digits) => format!("{digits:0<9.9}").parse().ok(),
        None => Some(0),
    }
}

fn parse_zone(text: &str) -> Option<i16> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, rest) = match text.bytes().next()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let two = |text: &str, limit: i16| {
        let valid = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i16>().ok().filter(|number| valid && *number < limit)
    };
    Some(sign * (two(hours, 24)? * 60 + two(minutes, 60)?))
}

const NO_TIMESTAMP: &str = "this is no timestamp such as `2006-01-02T15:04:05Z`";

pub(super) fn add(arguments: &Arguments<'_>) -> Outcome {
    let timestamp = Timestamp::parse(arguments.text(0)).ok_or(NO_TIMESTAMP)?;
    let duration = parse_duration(arguments.text(1)).ok_or("this is no duration such as `1h30m`")?;
    let local = timestamp.local.checked_add(duration).map_err(|_| "the result is out of range")?;
    Ok(Value::string(&Timestamp { local, ..timestamp }.text()))
}

pub(super) fn compare(arguments: &Arguments<'_>) -> Outcome {
    let instant = |index: usize| {
        let timestamp = Timestamp::parse_as_go(arguments.text(index)).and_then(Timestamp::utc);
        timestamp.ok_or_else(|| Failure::Argument(index, NO_TIMESTAMP.into()))
    };
    let order = instant(0)?.cmp(&instant(1)?);
    Ok(Number::from(i64::from(order as i8)).into())
}

/// `-1h30m`, `1.5h`, `300ms`: as Go's `time.ParseDuration`.
fn parse_duration(text: &str) -> Option<SignedDuration> {
    const UNITS: [(&str, i64); 8] = [
        ("ns", 1),
        ("us", 1000),
        ("µs", 1000),
        ("μs", 1000),
        ("ms", 1_000_000),
        ("s", 1_000_000_000),
        ("m", 60_000_000_000),
        ("h", 3_600_000_000_000),
    ];
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(SignedDuration::ZERO);
    }
    let mut total: i64 = 0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|char: char| !char.is_ascii_digit() && char != '.')?;
        let (number, after) = rest.split_at(digits);
        let (name, unit) =
            UNITS.iter().filter(|(name, _)| after.starts_with(name)).max_by_key(|(name, _)| name.len())?;
        rest = &after[name.len()..];
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
            return None;
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        total = total.checked_add(whole.checked_mul(*unit)?)?.checked_add(part_of(fraction, *unit)?)?;
    }
    Some(SignedDuration::from_nanos(if negative { -total } else { total }))
}

/// `0.FRACTION` of a unit, in whole nanoseconds.
fn part_of(fraction: &str, unit: i64) -> Option<i64> {
    let digits = &fraction[..fraction.len().min(18)];
    if digits.is_empty() {
        return Some(0);
    }
    let scale = 10i128.checked_pow(u32::try_from(digits.len()).ok()?)?;
    i64::try_from(i128::from(digits.parse::<i64>().ok()?) * i128::from(unit) / scale).ok()
}

/// Letters are verbs, repeated for a variant; what stands in `'` is printed as it is.
pub(super) fn format_date(arguments: &Arguments<'_>) -> Outcome {
    let timestamp = Timestamp::parse(arguments.text(1)).ok_or_else(|| Failure::Argument(1, NO_TIMESTAMP.into()))?;
    let wrong = |message: &str| Failure::Argument(0, message.into());
    let mut out = String::new();
    let mut rest = arguments.text(0);
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '\'' => quoted(rest, &mut out).ok_or_else(|| wrong("the closing quote is missing"))?,
            'A'..='Z' | 'a'..='z' => {
                let len = rest.len() - rest.trim_start_matches(first).len();
                let verb = format_verb(timestamp, &rest[..len]);
                out.push_str(&verb.ok_or_else(|| wrong("the date format has a verb that there is not"))?);
                len
            }
            _ => {
                out.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    Ok(Value::string(&out))
}

/// Prints what stands between quotes, in which `''` is a quote, and returns its length; `''` alone is a quote too. The format
/// may end with `''` in the place of the closing quote, which is then both.
fn quoted(text: &str, out: &mut String) -> Option<usize> {
    if text.starts_with("''") {
        out.push('\'');
        return Some(2);
    }
    let mut at = 1;
    loop {
        let Some(end) = text[at..].find('\'').map(|end| at + end) else {
            return (at > 1 && at == text.len()).then_some(at);
        };
        out.push_str(&text[at..end]);
        at = end + 1;
        if !text[at..].starts_with('\'') {
            return Some(at);
        }
        out.push('\'');
        at += 1;
    }
}

fn format_verb(timestamp: Timestamp, verb: &str) -> Option<String> {
    let (date, time) = (timestamp.local.date(), timestamp.local.time());
    let one_or_two = |number: i8| match verb.len() {
        1 => Some(number.to_string()),
        2 => Some(format!("{number:02}")),
        _ => None,
    };
    let hour = time.hour();
    match (verb.chars().next()?, verb.len()) {
        ('Y', 2) => Some(format!("{:02}", date.year() % 100)),
        ('Y', 4) => Some(format!("{:04}", date.year())),
        ('M', 3) => Some(month(date.month())[..3].into()),
        ('M', 4) => Some(month(date.month()).into()),
        ('M', _) => one_or_two(date.month()),
        ('D', _) => one_or_two(date.day()),
        ('E', 3) => Some(weekday(date.weekday())[..3].into()),
        ('E', 4) => Some(weekday(date.weekday()).into()),
        ('h', _) => one_or_two(hour),
        ('H', _) => one_or_two(if hour % 12 == 0 { 12 } else { hour % 12 }),
        ('A', 2) => Some(if hour < 12 { "AM" } else { "PM" }.into()),
        ('a', 2) => Some(if hour < 12 { "am" } else { "pm" }.into()),
        ('m', _) => one_or_two(time.minute()),
        ('s', _) => one_or_two(time.second()),
        ('Z', 1) => Some(timestamp.zone(true, true)),
        ('Z', 3) if timestamp.offset == 0 => Some("UTC".into()),
        ('Z', 3 | 4) => Some(timestamp.zone(false, false)),
        ('Z', 5) => Some(timestamp.zone(true, false)),
        _ => None,
    }
}

fn month(number: i8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(number - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("January")
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// A date, or a date and time, as YAML writes them, in RFC 3339.
pub(super) fn from_yaml(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('-')?;
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (date, time) = match rest.find(['T', 't', ' ']) {
        Some(at) => (&rest[..at], Some((rest.as_bytes()[at], &rest[at + 1..]))),
        None => (rest, None),
    };
    let (month, day) = date.split_once('-')?;
    let mut padded = format!("{year}-{}-{}T", two_digits(month)?, two_digits(day)?);
    match time {
        None => padded.push_str("00:00:00Z"),
        Some((separator, time)) => {
            let end = time.find(|char: char| !char.is_ascii_digit() && char != ':' && char != '.');
            let (clock, zone) = time.split_at(end.unwrap_or(time.len()));
            let (clock, fraction) = clock.split_at(clock.find('.').unwrap_or(clock.len()));
            let parts: Option<Vec<String>> = clock.split(':').map(two_digits).collect();
            padded.push_str(&parts.filter(|parts| parts.len() == 3)?.join(":"));
            padded.push_str(fraction);
            // Only the form with a space has no zone, and it never has one.
            padded.push_str(if separator == b' ' && zone.is_empty() { "Z" } else { zone });
            if separator == b' ' && !zone.is_empty() {
                return None;
            }
        }
    }
    Timestamp::parse(&padded).map(Timestamp::text)
}

fn two_digits(text: &str) -> Option<String> {
    let valid = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| format!("{text:0>2}"))
}
