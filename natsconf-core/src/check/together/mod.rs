//! What servers do wrong together, each of them fine by itself: one rule for each mistake, as in the folders beside. An error is
//! what a server refuses: it does not start, or one of two turns the other away each time they try.

mod address_in_use;
mod cluster_names_differ;
mod cluster_not_joined;
mod duplicate_server_name;
mod even_number_of_servers;
mod gateway_called_otherwise;
mod gateway_turned_away;
mod handshake_first_on_one_side;
mod jetstream_domain_shared;
mod leafnode_cluster_named_as_hub;
mod leafnode_login_refused;
mod leafnode_loop;
mod leafnode_tls_not_used;
mod leafnode_without_certificate;
mod link_to_other_port;
mod links;
mod operators_differ;
mod resolvers_differ;
mod route_login_refused;
mod route_to_nowhere;
mod server;
mod store_dir_shared;
mod system_accounts_differ;
mod tls_on_one_side;

use super::TOGETHER;
use crate::diagnostic::{Code, Diagnostic};
pub use server::Server;

/// One mistake that several servers make together, and how it is found.
#[derive(Debug, Clone, Copy)]
pub struct TogetherRule {
    /// The mistake.
    pub code: &'static Code,
    /// Reports where it was made.
    pub check: fn(&[Server<'_>], &mut Vec<Diagnostic>),
}

impl TogetherRule {
    /// As `Rule::applied`.
    const fn applied<const N: usize>(mut rules: [TogetherRule; N]) -> [TogetherRule; N] {
        const fn nothing(_: &[Server<'_>], _: &mut Vec<Diagnostic>) {}
        let mut at = 0;
        while !TOGETHER && at < N {
            rules[at].check = nothing;
            at += 1;
        }
        rules
    }
}

static RULES: &[TogetherRule] = &TogetherRule::applied([
    address_in_use::RULE,
    cluster_names_differ::RULE,
    cluster_not_joined::RULE,
    duplicate_server_name::RULE,
    even_number_of_servers::RULE,
    gateway_called_otherwise::RULE,
    gateway_turned_away::RULE,
    handshake_first_on_one_side::RULE,
    jetstream_domain_shared::RULE,
    leafnode_cluster_named_as_hub::RULE,
    leafnode_login_refused::RULE,
    leafnode_loop::RULE,
    leafnode_tls_not_used::RULE,
    leafnode_without_certificate::RULE,
    link_to_other_port::RULE,
    operators_differ::RULE,
    resolvers_differ::RULE,
    route_login_refused::RULE,
    route_to_nowhere::RULE,
    store_dir_shared::RULE,
    system_accounts_differ::RULE,
    tls_on_one_side::RULE,
]);

/// All rules about servers that work together, sorted by the names of their codes.
pub fn together_rules() -> impl Iterator<Item = &'static TogetherRule> {
    RULES.iter()
}

/// Everything that the rules find in servers that work together, in no order.
pub fn check_together(servers: &[Server<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in together_rules() {
        (rule.check)(servers, &mut found);
    }
    found
}
