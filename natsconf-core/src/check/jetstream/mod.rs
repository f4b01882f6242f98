//! Rules about streams and where they are kept.

mod account_jetstream_without_jetstream;
mod jetstream_cluster_without_name;
mod jetstream_cluster_without_server_name;
mod jetstream_folder_twice;
mod jetstream_in_temporary_folder;
mod jetstream_on_system_account;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    account_jetstream_without_jetstream::RULE,
    jetstream_cluster_without_name::RULE,
    jetstream_cluster_without_server_name::RULE,
    jetstream_folder_twice::RULE,
    jetstream_in_temporary_folder::RULE,
    jetstream_on_system_account::RULE,
];
