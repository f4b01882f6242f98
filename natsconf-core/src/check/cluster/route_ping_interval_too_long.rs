//! Probes of routes that come more often than is written.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Interval;

static CODE: Code = code!("route-ping-interval-too-long", Warning, "route_ping_interval_too_long.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `routeMaxPingInterval`.
const MOST: Interval = Interval::from_seconds(30);

/// `parseCluster`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let interval = given.config.cluster.as_ref().and_then(|cluster| cluster.ping_interval.as_ref());
    if let Some(interval) = interval.filter(|interval| interval.0 > MOST) {
        let found = CODE.at(interval.span(), format!("routes are probed every {MOST}, whatever is written beyond"));
        report.add(found.help("write 30s or less: `nats-server -t` fails with more"));
    }
}
