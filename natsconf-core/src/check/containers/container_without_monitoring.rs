//! Probes that nobody answers.

use super::evidence;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("container-without-monitoring", Hint, "container_without_monitoring.md");

pub(super) const RULE: Rule = Rule::hint(&CODE, check);

/// `Server.StartMonitoring`, without which nothing answers at `/healthz`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(place) = evidence(given) else { return };
    if report.may_set(&["http", "http_port", "https", "https_port", "monitor_port"]) {
        return;
    }
    let found = CODE.at(place, "this server runs in a container and has no monitoring port: probes find nobody");
    report.add(found.help("set `http_port: 8222`, where probes, exporters and NATS's Helm chart look for it"));
}
