//! Rules about who may connect.

mod accounts_with_operator;
mod auth_callout_with_operator;
mod default_sentinel_without_operator;
mod no_auth_user_with_operator;
mod system_account_not_defined;
mod unknown_no_auth_user;
mod users_with_operator;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    accounts_with_operator::RULE,
    auth_callout_with_operator::RULE,
    default_sentinel_without_operator::RULE,
    no_auth_user_with_operator::RULE,
    system_account_not_defined::RULE,
    unknown_no_auth_user::RULE,
    users_with_operator::RULE,
];
