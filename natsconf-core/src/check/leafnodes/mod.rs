//! Rules about leaf nodes.

mod duplicate_leafnode_remote;
mod leafnode_account_with_operator;
mod leafnode_login_in_clear;
mod leafnode_nkey_with_users;
mod leafnode_proxy_login;
mod leafnode_proxy_without_tls;
mod leafnode_proxy_without_url;
mod leafnode_remote_account_not_defined;
mod leafnode_remote_without_account;
mod leafnode_remote_without_url;
mod leafnode_urls_mixed;
mod leafnode_user_account_not_defined;
mod leafnode_users_with_operator;
mod leafnodes_and_gateway_without_system_account;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    duplicate_leafnode_remote::RULE,
    leafnode_account_with_operator::RULE,
    leafnode_login_in_clear::RULE,
    leafnode_nkey_with_users::RULE,
    leafnode_proxy_login::RULE,
    leafnode_proxy_without_tls::RULE,
    leafnode_proxy_without_url::RULE,
    leafnode_remote_account_not_defined::RULE,
    leafnode_remote_without_account::RULE,
    leafnode_remote_without_url::RULE,
    leafnode_urls_mixed::RULE,
    leafnode_user_account_not_defined::RULE,
    leafnode_users_with_operator::RULE,
    leafnodes_and_gateway_without_system_account::RULE,
];
