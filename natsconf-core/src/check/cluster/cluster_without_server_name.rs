//! A server of a cluster that is called otherwise after each start.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("cluster-without-server-name", Hint, "cluster_without_server_name.md");

pub(super) const RULE: Rule = Rule::hint(&CODE, check);

/// `NewServer` takes its new key for the name. With JetStream or MQTT the server refuses to start instead.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(cluster) = config.cluster.as_ref().filter(|_| config.is_clustered()) else { return };
    let refused = config.has_jetstream() || config.mqtt.as_ref().is_some_and(|mqtt| mqtt.mqtt_port() != 0);
    if config.server_name.is_some() || refused || report.is_incomplete() {
        return;
    }
    let found = CODE.at(given.key_of(cluster.span()), "this server has another name after each start");
    report.add(found.help("set `server_name`, different on each server of the cluster"));
}
