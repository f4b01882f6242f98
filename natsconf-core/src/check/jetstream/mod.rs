//! Rules about streams and where they are kept.

mod account_jetstream_without_jetstream;
mod account_storage_above_server;
mod cipher_without_key;
mod default_domain_account_not_defined;
mod default_domain_refused;
mod invalid_domain;
mod jetstream_cluster_option_refused;
mod jetstream_cluster_without_name;
mod jetstream_cluster_without_routes;
mod jetstream_cluster_without_server_name;
mod jetstream_folder_twice;
mod jetstream_in_temporary_folder;
mod jetstream_key_with_tpm;
mod jetstream_on_system_account;
mod storage_limit_too_large;
mod store_dir_given_twice;
mod unique_tag_without_tag;
mod volume_too_small;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    account_jetstream_without_jetstream::RULE,
    account_storage_above_server::RULE,
    cipher_without_key::RULE,
    default_domain_account_not_defined::RULE,
    default_domain_refused::RULE,
    invalid_domain::RULE,
    jetstream_cluster_option_refused::RULE,
    jetstream_cluster_without_name::RULE,
    jetstream_cluster_without_routes::RULE,
    jetstream_cluster_without_server_name::RULE,
    jetstream_folder_twice::RULE,
    jetstream_in_temporary_folder::RULE,
    jetstream_key_with_tpm::RULE,
    jetstream_on_system_account::RULE,
    storage_limit_too_large::RULE,
    store_dir_given_twice::RULE,
    unique_tag_without_tag::RULE,
    volume_too_small::RULE,
];
