//! Rules about who may connect.

mod accounts_with_operator;
mod auth_callout_account_not_defined;
mod auth_callout_user_not_defined;
mod auth_callout_with_operator;
mod default_sentinel_without_operator;
mod duplicate_user;
mod known_urls_for_clients;
mod login_with_operator;
mod nkey_user_with_password;
mod no_auth_user_with_operator;
mod operator_without_resolver;
mod operator_without_system_account;
mod plaintext_password;
mod resolver_without_operator;
mod single_user_with_users;
mod system_account_not_defined;
mod unknown_no_auth_user;
mod user_and_token;
mod users_with_operator;
mod variable_in_quotes;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    accounts_with_operator::RULE,
    auth_callout_account_not_defined::RULE,
    auth_callout_user_not_defined::RULE,
    auth_callout_with_operator::RULE,
    default_sentinel_without_operator::RULE,
    duplicate_user::RULE,
    known_urls_for_clients::RULE,
    login_with_operator::RULE,
    nkey_user_with_password::RULE,
    no_auth_user_with_operator::RULE,
    operator_without_resolver::RULE,
    operator_without_system_account::RULE,
    plaintext_password::RULE,
    resolver_without_operator::RULE,
    single_user_with_users::RULE,
    system_account_not_defined::RULE,
    unknown_no_auth_user::RULE,
    user_and_token::RULE,
    users_with_operator::RULE,
    variable_in_quotes::RULE,
];
