//! Limits that no client keeps.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Config;
use crate::option::Version;
use crate::option::types::Interval;
use crate::source::Span;

static CODE: Code = code!("no-client-can-stay", Warning, "no_client_can_stay.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Where a limit is set so that nobody is within it, and what happens then.
type Limit = fn(&Config, Version) -> Option<(Span, String)>;

const LIMITS: [Limit; 5] = [connections, control_line, write_deadline, ping_interval, ping_max];

fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for (place, message) in LIMITS.iter().filter_map(|limit| limit(given.config, given.version)) {
        report.add(CODE.at(place, message).help("leave the option out for what is good by default"));
    }
}

/// `Server.createClientEx`. Until 2.11, 0 and -1 stood for no limit.
fn connections(config: &Config, version: Version) -> Option<(Span, String)> {
    let most = config.max_connections.as_ref()?;
    let refused = **most <= 0 && version.reaches(Version::of_family(2, 12));
    refused.then(|| (most.span(), format!("since 2.12, {} connections is what it says: no client gets in", **most)))
}

/// `client.overMaxControlLineLimit`: the CONNECT of the smallest of clients has more than this.
fn control_line(config: &Config, _: Version) -> Option<(Span, String)> {
    let most = config.max_control_line.as_ref().filter(|most| most.0 != 0 && most.0 < 128)?;
    Some((most.span(), format!("the first line of every client is longer than {}", **most)))
}

/// `client.flushOutbound`. Zero stands for what is set by default.
fn write_deadline(config: &Config, _: Version) -> Option<(Span, String)> {
    let deadline = config.write_deadline.as_ref().filter(|it| it.0 != NONE && it.0 < MILLISECOND)?;
    Some((deadline.span(), format!("no write is done within {}", **deadline)))
}

/// `client.processPingTimer`. Zero stands for what is set by default.
fn ping_interval(config: &Config, _: Version) -> Option<(Span, String)> {
    let interval = config.ping_interval.as_ref().filter(|it| it.0 != NONE && it.0 < MILLISECOND)?;
    Some((interval.span(), format!("no client answers within {}: each is closed as stale", **interval)))
}

/// `client.processPingTimer`: already the first probe is one too many.
fn ping_max(config: &Config, _: Version) -> Option<(Span, String)> {
    let most = config.ping_max.as_ref().filter(|most| ***most < 0)?;
    Some((most.span(), "below zero, each client is closed at the first probe".to_owned()))
}

const NONE: Interval = Interval::from_seconds(0);
const MILLISECOND: Interval = Interval::from_nanoseconds(1_000_000);
