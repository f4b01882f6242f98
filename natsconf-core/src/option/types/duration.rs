//! Durations. The server has five ways to take one, each with its own type here; they differ in what they make of a
//! bare number.

use std::fmt;

use crate::option::{OptionType, Reader, Shape, Unit, through_value};
use crate::value::{Kind, Value, ValueRef};

const UNITS: [(&str, u64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

const SECOND: i64 = 1_000_000_000;

/// A span of time, to the nanosecond; negative ones exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Interval(i64);

impl Interval {
    /// So many nanoseconds.
    pub const fn from_nanoseconds(nanoseconds: i64) -> Self {
        Interval(nanoseconds)
    }

    /// So many seconds, wrapping as Go does.
    pub const fn from_seconds(seconds: i64) -> Self {
        Interval(seconds.wrapping_mul(SECOND))
    }

    /// In nanoseconds.
    pub const fn nanoseconds(self) -> i64 {
        self.0
    }

    /// Reads `1h30m`, `1.5s`, `-10ms`, as Go's `time.ParseDuration`.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, mut rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if rest == "0" {
            return Some(Interval(0));
        }
        if rest.is_empty() {
            return None;
        }
        let mut sum: u64 = 0;
        while !rest.is_empty() {
            let (part, after) = term(rest)?;
            sum = sum.checked_add(part).filter(|sum| *sum <= 1 << 63)?;
            rest = after;
        }
        if negative { 0_i64.checked_sub_unsigned(sum) } else { i64::try_from(sum).ok() }.map(Interval)
    }
}

/// One number with its unit, in nanoseconds, and what follows.
fn term(text: &str) -> Option<(u64, &str)> {
    let (whole, rest) = digits(text);
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => digits(rest),
        None => ("", rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let end = rest.find(|next: char| next == '.' || next.is_ascii_digit()).unwrap_or(rest.len());
    let (unit, rest) = rest.split_at(end);
    let (_, unit) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
    let number: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let whole = number.checked_mul(unit).filter(|nanoseconds| *nanoseconds <= 1 << 63)?;
    Some((whole.checked_add(part_of(fraction, unit))?, rest))
}

/// What the digits behind a point make of a unit, rounded as Go does: it leaves out digits that its integer cannot hold.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "as Go")]
fn part_of(digits: &str, unit: u64) -> u64 {
    let (mut number, mut scale) = (0_u64, 1.0);
    for digit in digits.bytes() {
        let longer = number.checked_mul(10).and_then(|number| number.checked_add(u64::from(digit - b'0')));
        let Some(longer) = longer.filter(|longer| *longer <= 1 << 63) else { break };
        number = longer;
        scale *= 10.0;
    }
    (number as f64 * (unit as f64 / scale)) as u64
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

impl fmt::Display for Interval {
    /// `2m`, `1h30m`, `1.5s`, `250ms`: what [`Interval::parse`] reads back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let mut rest = self.0.unsigned_abs();
        if rest == 0 {
            return f.write_str("0s");
        }
        for (name, unit) in [UNITS[7], UNITS[6]] {
            if rest >= unit {
                write!(f, "{}{name}", rest / unit)?;
                rest %= unit;
            }
        }
        let Some((name, unit)) = [UNITS[5], UNITS[4], UNITS[1], UNITS[0]].into_iter().find(|(_, unit)| rest >= *unit)
        else {
            return Ok(());
        };
        write!(f, "{}", rest / unit)?;
        if !rest.is_multiple_of(unit) {
            let width = unit.ilog10() as usize;
            let fraction = format!("{:0width$}", rest % unit);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        f.write_str(name)
    }
}

/// Text, and nothing else (`time.ParseDuration`).
impl OptionType for Interval {
    const SHAPE: Shape = Shape::Duration;

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        let text = reader.text(value, &Self::SHAPE)?;
        parse(&text, value, reader)
    }

    fn write(&self) -> Value {
        Value::String(self.to_string())
    }

    fn amount(&self) -> Option<i64> {
        Some(self.0)
    }
}

fn parse(text: &str, value: ValueRef<'_>, reader: &mut Reader) -> Option<Interval> {
    let duration = Interval::parse(text);
    if duration.is_none() {
        let message = format!("expected a duration such as \"10s\", found the text `{}`", super::shorten(text));
        reader.bad_duration(value, message, in_hours(text));
    }
    duration
}

/// What days are in hours, which Go knows.
fn in_hours(text: &str) -> Option<String> {
    let days: u32 = text.strip_suffix('d')?.parse().ok()?;
    Some(format!("{}h", u64::from(days) * 24))
}

/// Text, or a bare number of seconds, of which the server warns (`parseDuration`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Duration(pub Interval);

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl OptionType for Duration {
    const SHAPE: Shape = Shape::AnyOf(&[Shape::Duration, Shape::Integer(Unit::Seconds)]);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::String(text) => parse(&text, value, reader).map(Duration),
            Kind::Integer(seconds) => {
                reader.ambiguous_duration(value, seconds);
                Some(Duration(Interval::from_seconds(seconds)))
            }
            _ => {
                reader.wrong_type(value, &Self::SHAPE);
                None
            }
        }
    }

    fn write(&self) -> Value {
        self.0.write()
    }

    fn amount(&self) -> Option<i64> {
        self.0.amount()
    }
}

/// Text, or a bare number of seconds: both as good to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Timeout(pub Interval);

impl OptionType for Timeout {
    const SHAPE: Shape = Shape::AnyOf(&[Shape::Duration, Shape::Integer(Unit::Seconds)]);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::String(text) => parse(&text, value, reader).map(Timeout),
            Kind::Integer(seconds) => Some(Timeout(Interval::from_seconds(seconds))),
            _ => {
                reader.wrong_type(value, &Self::SHAPE);
                None
            }
        }
    }

    fn write(&self) -> Value {
        self.0.write()
    }

    fn amount(&self) -> Option<i64> {
        self.0.amount()
    }
}

/// A duration as [`Duration`], or the word `always`: write to disk at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SyncInterval {
    /// With every write.
    Always,
    /// Every so often.
    Every(Duration),
}

impl OptionType for SyncInterval {
    const SHAPE: Shape = Shape::AnyOf(&[Shape::Duration, Shape::Choice(&[&["always"]]), Shape::Integer(Unit::Seconds)]);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::String(word) if word.eq_ignore_ascii_case("always") => Some(SyncInterval::Always),
            _ => Duration::read(value, reader).map(SyncInterval::Every),
        }
    }

    fn write(&self) -> Value {
        match self {
            SyncInterval::Always => Value::String("always".to_owned()),
            SyncInterval::Every(duration) => duration.write(),
        }
    }
}

/// A number of seconds, with or without a fraction, or text: all as good to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Seconds(pub Interval);

impl OptionType for Seconds {
    const SHAPE: Shape = Shape::AnyOf(&[Shape::Duration, Shape::Number(Unit::Seconds)]);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::String(text) => parse(&text, value, reader).map(Seconds),
            _ => seconds(value, &Self::SHAPE, reader).map(Seconds),
        }
    }

    fn write(&self) -> Value {
        self.0.write()
    }

    fn amount(&self) -> Option<i64> {
        self.0.amount()
    }
}

fn seconds(value: ValueRef<'_>, shape: &Shape, reader: &mut Reader) -> Option<Interval> {
    match value.kind() {
        Kind::Integer(seconds) => Some(Interval::from_seconds(seconds)),
        #[expect(clippy::cast_possible_truncation, reason = "saturates")]
        Kind::Float(seconds) => Some(Interval((seconds * 1e9) as i64)),
        _ => {
            reader.wrong_type(value, shape);
            None
        }
    }
}

/// A number of seconds, with or without a fraction. The server passes over anything else without a word and takes one
/// second (`parseSimpleAuth`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct SecondsNumber(pub Interval);

impl OptionType for SecondsNumber {
    const SHAPE: Shape = Shape::Number(Unit::Seconds);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        if let Kind::Integer(_) | Kind::Float(_) = value.kind() {
            return seconds(value, &Self::SHAPE, reader).map(SecondsNumber);
        }
        reader.ignored(value, &Self::SHAPE);
        None
    }

    fn write(&self) -> Value {
        match self.0.0 % SECOND {
            0 => Value::Integer(self.0.0 / SECOND),
            #[expect(clippy::cast_precision_loss, reason = "a time-out needs no more digits than these")]
            _ => Value::Float(self.0.0 as f64 / 1e9),
        }
    }

    fn amount(&self) -> Option<i64> {
        self.0.amount()
    }
}

macro_rules! from_interval {
    ($($duration:ident),*) => {$(
        impl From<Interval> for $duration {
            fn from(interval: Interval) -> Self {
                $duration(interval)
            }
        }
    )*};
}
from_interval!(Duration, Timeout, Seconds, SecondsNumber);
through_value!(Interval, Duration, Timeout, SyncInterval, Seconds, SecondsNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, read, write};

    #[test]
    fn go_durations_are_read() {
        for (text, nanoseconds) in [
            ("0", 0),
            ("-0", 0),
            ("5s", 5_000_000_000),
            ("1478s", 1_478_000_000_000),
            ("-5s", -5_000_000_000),
            ("+5s", 5_000_000_000),
            ("5.0s", 5_000_000_000),
            ("5.s", 5_000_000_000),
            (".5s", 500_000_000),
            ("100.00100s", 100_001_000_000),
            ("12µs", 12_000),
            ("1h15m30.918273645s", 4_530_918_273_645),
            ("-2.5h", -9_000_000_000_000),
            ("9223372036854775807ns", i64::MAX),
            ("-9223372036854775808ns", i64::MIN),
            ("1.801s", 1_801_000_000),
            ("0.3333333333333333333h", 1_200_000_000_000),
        ] {
            assert_eq!(Interval::parse(text), Some(Interval(nanoseconds)), "{text}");
        }
    }

    #[test]
    fn what_go_refuses_is_refused() {
        for text in ["", "3", "-", "s", ".", "-.", ".s", "1d", "1 s", "1s ", "9223372036854775808ns", "3000000h", "10S"]
        {
            assert_eq!(Interval::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_shown_reads_back() {
        for (nanoseconds, text) in [
            (0, "0s"),
            (120_000_000_000, "2m"),
            (5_400_000_000_000, "1h30m"),
            (1_500_000_000, "1.5s"),
            (250_000_000, "250ms"),
            (1_005_000, "1.005ms"),
            (7, "7ns"),
            (-10_000_000_000, "-10s"),
        ] {
            assert_eq!(Interval(nanoseconds).to_string(), text);
            assert_eq!(Interval::parse(text), Some(Interval(nanoseconds)));
        }
        assert_eq!(Interval::parse(&Interval(i64::MIN).to_string()), Some(Interval(i64::MIN)));
    }

    #[test]
    fn each_way_has_its_own_view_of_numbers() {
        assert_eq!(codes::<Interval>("10"), ["wrong-type"]);
        assert_eq!(codes::<Duration>("10"), ["ambiguous-duration"]);
        assert_eq!(codes::<Duration>("1.5"), ["wrong-type"]);
        assert_eq!(read::<Seconds>("1.5"), Some(Seconds(Interval(1_500_000_000))));
        assert_eq!(read::<Seconds>("\"1500ms\""), Some(Seconds(Interval(1_500_000_000))));
        assert_eq!(codes::<SecondsNumber>("\"2s\""), ["ignored-value"]);
        assert_eq!(read::<SyncInterval>("Always"), Some(SyncInterval::Always));
        assert_eq!(codes::<SyncInterval>("sometimes"), ["bad-value"]);
    }

    #[test]
    fn two_million_seconds_are_read_as_the_server_reads_them() {
        assert_eq!(read::<Duration>("2m"), Some(Duration(Interval::from_seconds(2_000_000))));
        assert_eq!(write(&Duration(Interval::from_seconds(120))), Value::String("2m".to_owned()));
    }
}
