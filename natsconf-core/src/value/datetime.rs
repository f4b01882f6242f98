//! A moment to the second: all that the format's one date form can say.

use std::fmt;

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::Offset;

/// Seconds since 1970 in UTC, for years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(i64);

impl DateTime {
    pub(super) const fn from_unix(seconds: i64) -> Self {
        DateTime(seconds)
    }

    /// The moment so many seconds after 1970; `None` outside the years 0 to 9999, which have no text.
    pub fn new(seconds: i64) -> Option<Self> {
        (-62_167_219_200..=253_402_300_799).contains(&seconds).then_some(DateTime(seconds))
    }

    /// Seconds since 1970.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// Reads `2006-01-02T15:04:05Z`, as Go's `time.Parse` with that layout: no other form, no leap second.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |range: std::ops::Range<usize>| {
            let digits = text.get(range)?;
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<i16>().ok())?
        };
        let small = |range| number(range).and_then(|n| i8::try_from(n).ok());
        let punctuation: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
        if text.len() != 20 || punctuation != "--T::Z" {
            return None;
        }
        let date = civil::Date::new(number(0..4)?, small(5..7)?, small(8..10)?).ok()?;
        let time = civil::Time::new(small(11..13)?, small(14..16)?, small(17..19)?, 0).ok()?;
        Offset::UTC.to_timestamp(date.to_datetime(time)).ok().map(|moment| DateTime(moment.as_second()))
    }
}

impl fmt::Display for DateTime {
    /// RFC 3339, in UTC: the form that [`DateTime::parse`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = Timestamp::from_second(self.0).unwrap_or(Timestamp::UNIX_EPOCH);
        let at = Offset::UTC.to_datetime(moment);
        let (date, time) = (at.date(), at.time());
        write!(f, "{:04}-{:02}-{:02}T", date.year(), date.month(), date.day())?;
        write!(f, "{:02}:{:02}:{:02}Z", time.hour(), time.minute(), time.second())
    }
}
