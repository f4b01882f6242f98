//! Leaf nodes of a super-cluster, which need the system account.

use crate::check::access::lacks_system_account;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Listens;

static CODE: Code =
    code!("leafnodes-and-gateway-without-system-account", Error, "leafnodes_and_gateway_without_system_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateLeafNode`: the system account that the server makes by itself does not count; that of an operator's JWT does.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let gateway = config.gateway.as_ref();
    let gateway = gateway.filter(|gateway| gateway.gateway_port() != 0 || gateway.name.is_some());
    let (Some(gateway), Some(leafnodes)) = (gateway, &config.leafnodes) else { return };
    let listens = config.listeners().any(|listener| listener.listens == Listens::LeafNodes);
    let named = config.system_account.as_ref().is_some_and(|account| !account.is_empty());
    let lacks = if config.has_operator() { lacks_system_account(given, report) } else { !named };
    if !listens || !lacks || report.is_incomplete() {
        return;
    }
    let message = "a server with a gateway that takes leaf nodes needs `system_account`";
    let found = CODE.at(given.key_of(leafnodes.span()), message).related(given.key_of(gateway.span()), "the gateway");
    report.add(found.help("define an account for the server's own messages, and name it in `system_account`"));
}
