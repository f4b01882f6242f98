//! A check that only servers of one cluster can make.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("known-urls-for-clients", Error, "known_urls_for_clients.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseTLS` for whoever is not another server of the cluster or super-cluster.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let leafnodes = config.leafnodes.as_ref();
    let blocks =
        [config.tls.as_ref(), config.resolver_tls.as_ref(), leafnodes.and_then(|leafnodes| leafnodes.tls.as_ref())];
    let websocket = config.websocket.iter().filter_map(|websocket| websocket.tls.as_ref());
    let mqtt = config.mqtt.iter().filter_map(|mqtt| mqtt.tls.as_ref());
    let remotes = config.leafnode_remotes().filter_map(|remote| remote.tls.as_ref());
    for tls in blocks.into_iter().flatten().chain(websocket).chain(mqtt).chain(remotes) {
        if let Some(option) = tls.verify_cert_and_check_known_urls.as_ref().filter(|it| ***it) {
            let message = "`verify_cert_and_check_known_urls` is for `cluster` and `gateway` alone";
            let found = CODE.at(given.key_of(option.span()), message);
            report.add(found.help("write `verify: true`, which takes only certificates that `ca_file` vouches for"));
        }
    }
}
