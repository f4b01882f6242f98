//! Rules about routes, gateways and clusters.

mod cluster_and_gateway_names_differ;
mod cluster_without_port;
mod duplicate_pinned_account;
mod gateway_without_name;
mod gateway_without_port;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    cluster_and_gateway_names_differ::RULE,
    cluster_without_port::RULE,
    duplicate_pinned_account::RULE,
    gateway_without_name::RULE,
    gateway_without_port::RULE,
];
