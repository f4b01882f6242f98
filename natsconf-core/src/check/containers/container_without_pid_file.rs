//! A server that nothing beside it can signal.

use super::evidence;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("container-without-pid-file", Hint, "container_without_pid_file.md");

pub(super) const RULE: Rule = Rule::hint(&CODE, check);

/// `Server.Start` writes it after all ports are open.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(place) = evidence(given) else { return };
    if report.may_set(&["pid_file", "pidfile"]) {
        return;
    }
    let found =
        CODE.at(place, "this server runs in a container and has no `pid_file`: nothing beside it can signal it");
    report.add(found.help(
        "set `pid_file: \"/var/run/nats/nats.pid\"` for reloads, and `lame_duck_duration` to less than a pod has to stop",
    ));
}
