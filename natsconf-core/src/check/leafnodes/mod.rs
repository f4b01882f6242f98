//! Rules about leaf nodes.

mod duplicate_leafnode_remote;
mod leafnode_proxy_login;
mod leafnode_remote_account_not_defined;
mod leafnode_urls_mixed;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    duplicate_leafnode_remote::RULE,
    leafnode_proxy_login::RULE,
    leafnode_remote_account_not_defined::RULE,
    leafnode_urls_mixed::RULE,
];
