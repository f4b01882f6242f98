//! Times in words.

use jiff::Timestamp;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 30 * DAY;
const YEAR: u64 = 365 * DAY;

/// A time in Unix seconds as date and time of day, and how far it is from `now`: `2026-11-23T08:00:00Z (in 3 days)`.
pub(crate) fn moment(at: i64, now: i64) -> String {
    match Timestamp::from_second(at) {
        Ok(timestamp) => format!("{timestamp} ({})", relative(at, now)),
        Err(_) => format!("second {at} ({})", relative(at, now)),
    }
}

/// How far a time is from `now`: `in 3 days`, `now`, `5 minutes ago`.
pub(crate) fn relative(at: i64, now: i64) -> String {
    let distance = duration(at.abs_diff(now));
    match at.cmp(&now) {
        std::cmp::Ordering::Less => format!("{distance} ago"),
        std::cmp::Ordering::Equal => "now".to_owned(),
        std::cmp::Ordering::Greater => format!("in {distance}"),
    }
}

/// A number of seconds in its largest fitting unit, rounded down.
fn duration(seconds: u64) -> String {
    let units = [(YEAR, "year"), (MONTH, "month"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"), (1, "second")];
    let (unit, name) = units.into_iter().find(|(unit, _)| seconds >= *unit).unwrap_or((1, "second"));
    let count = seconds / unit;
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {name}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_relative_to_now() {
        let now = 1_800_000_000;
        for (at, words) in [
            (now, "now"),
            (now + 1, "in 1 second"),
            (now - 59, "59 seconds ago"),
            (now + 90 * 60, "in 1 hour"),
            (now - 3 * 86_400, "3 days ago"),
            (now + 45 * 86_400, "in 1 month"),
            (now - 800 * 86_400, "2 years ago"),
        ] {
            assert_eq!(relative(at, now), words);
        }
        assert_eq!(moment(now, now), "2027-01-15T08:00:00Z (now)");
        assert_eq!(moment(i64::MAX, 0), "second 9223372036854775807 (in 292471208677 years)");
        assert_eq!(relative(i64::MIN, i64::MAX), "584942417355 years ago");
    }
}
