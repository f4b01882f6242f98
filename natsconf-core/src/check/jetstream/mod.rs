//! Rules about streams and where they are kept.

mod jetstream_cluster_without_name;
mod jetstream_cluster_without_server_name;
mod jetstream_on_system_account;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    jetstream_cluster_without_name::RULE,
    jetstream_cluster_without_server_name::RULE,
    jetstream_on_system_account::RULE,
];
