//! Rules about routes, gateways and clusters.

mod cluster_and_gateway_names_differ;
mod cluster_without_port;
mod cluster_without_server_name;
mod duplicate_pinned_account;
mod duplicate_route;
mod gateway_without_name;
mod gateway_without_port;
mod incomplete_gateway_remote;
mod invalid_rtt_thresholds;
mod link_login;
mod negative_pool_size;
mod queue_in_cluster_permissions;
mod route_ping_interval_too_long;
mod route_to_itself;
mod unreachable_url;
mod url_of_other_listener;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    cluster_and_gateway_names_differ::RULE,
    cluster_without_port::RULE,
    cluster_without_server_name::RULE,
    duplicate_pinned_account::RULE,
    duplicate_route::RULE,
    gateway_without_name::RULE,
    gateway_without_port::RULE,
    incomplete_gateway_remote::RULE,
    invalid_rtt_thresholds::RULE,
    link_login::RULE,
    negative_pool_size::RULE,
    queue_in_cluster_permissions::RULE,
    route_ping_interval_too_long::RULE,
    route_to_itself::RULE,
    unreachable_url::RULE,
    url_of_other_listener::RULE,
];
