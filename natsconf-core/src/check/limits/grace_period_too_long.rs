//! A grace period that is never over in time.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;
use crate::option::types::Interval;

static CODE: Code = code!("grace-period-too-long", Error, "grace_period_too_long.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateOptions`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let (grace, duration) = (&given.config.lame_duck_grace_period, &given.config.lame_duck_duration);
    let Some(place) = grace.as_ref().or(duration.as_ref()).map(Spanned::span) else { return };
    let grace = grace.as_deref().copied().unwrap_or(GRACE_PERIOD);
    let duration = duration.as_deref().copied().unwrap_or(DURATION);
    if duration.nanoseconds() > 0 && grace >= duration {
        let message = format!("the grace period of {grace} is not shorter than the lame duck duration of {duration}");
        report.add(CODE.at(place, message).help("make `lame_duck_grace_period` shorter than `lame_duck_duration`"));
    }
}

/// `DEFAULT_LAME_DUCK_GRACE_PERIOD`.
const GRACE_PERIOD: Interval = Interval::from_seconds(10);
/// `DEFAULT_LAME_DUCK_DURATION`.
const DURATION: Interval = Interval::from_seconds(120);
