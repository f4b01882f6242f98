//! Rules about who may connect.

mod accounts_with_operator;
mod auth_callout_account_not_defined;
mod auth_callout_allowed_account_not_defined;
mod auth_callout_for_all_users;
mod auth_callout_user_not_defined;
mod auth_callout_with_operator;
mod auth_callout_without_users;
mod broken_bcrypt_hash;
mod clients;
mod default_permissions_without_users;
mod default_sentinel_without_operator;
mod duplicate_user;
mod empty_permissions;
mod folder_resolver_without_system_account;
mod jetstream_without_system_account;
mod jwt_for_name;
mod known_urls_for_clients;
mod leafnode_creds_and_nkey;
mod login_with_operator;
mod mappings_with_operator;
mod memory_resolver_without_system_account;
mod nkey_user_with_password;
mod no_auth_user_unrestricted;
mod no_auth_user_with_operator;
mod open_to_everyone;
mod operator_without_resolver;
mod operator_without_system_account;
mod password_without_user;
mod pinned_account_is_no_key;
mod plaintext_password;
mod preload_with_url_resolver;
mod resolver_option_of_other_type;
mod resolver_without_delete;
mod resolver_without_folder;
mod resolver_without_operator;
mod resolver_without_preload;
mod sampling_without_destination;
mod single_user_with_users;
mod system_account_not_defined;
mod system_account_not_preloaded;
mod trusted_keys_with_operator;
mod unknown_no_auth_user;
mod user_and_token;
mod user_without_name;
mod user_without_password;
mod users_with_operator;
mod verify_and_map_with_operator;
mod weak_bcrypt_hash;

pub(super) use operator_without_system_account::lacks_system_account;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    accounts_with_operator::RULE,
    auth_callout_account_not_defined::RULE,
    auth_callout_allowed_account_not_defined::RULE,
    auth_callout_for_all_users::RULE,
    auth_callout_user_not_defined::RULE,
    auth_callout_with_operator::RULE,
    auth_callout_without_users::RULE,
    broken_bcrypt_hash::RULE,
    default_permissions_without_users::RULE,
    default_sentinel_without_operator::RULE,
    duplicate_user::RULE,
    empty_permissions::RULE,
    folder_resolver_without_system_account::RULE,
    jetstream_without_system_account::RULE,
    jwt_for_name::RULE,
    known_urls_for_clients::RULE,
    leafnode_creds_and_nkey::RULE,
    login_with_operator::RULE,
    mappings_with_operator::RULE,
    memory_resolver_without_system_account::RULE,
    nkey_user_with_password::RULE,
    no_auth_user_unrestricted::RULE,
    no_auth_user_with_operator::RULE,
    open_to_everyone::RULE,
    operator_without_resolver::RULE,
    operator_without_system_account::RULE,
    password_without_user::RULE,
    pinned_account_is_no_key::RULE,
    plaintext_password::RULE,
    preload_with_url_resolver::RULE,
    resolver_option_of_other_type::RULE,
    resolver_without_delete::RULE,
    resolver_without_folder::RULE,
    resolver_without_operator::RULE,
    resolver_without_preload::RULE,
    sampling_without_destination::RULE,
    single_user_with_users::RULE,
    system_account_not_defined::RULE,
    system_account_not_preloaded::RULE,
    trusted_keys_with_operator::RULE,
    unknown_no_auth_user::RULE,
    user_and_token::RULE,
    user_without_name::RULE,
    user_without_password::RULE,
    users_with_operator::RULE,
    verify_and_map_with_operator::RULE,
    weak_bcrypt_hash::RULE,
];
