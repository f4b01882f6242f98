//! Rules about the tokens of operator mode: who signed them, for whom, until when, and whether the server takes them.

mod auth_callout_account_not_preloaded;
mod auth_callout_without_sentinel;
mod decoded;
mod default_sentinel_refused;
mod default_sentinel_with_permissions;
mod expiry;
mod jetstream_in_no_account;
mod jetstream_limits_on_system_account;
mod jwt_expired;
mod jwt_expires_soon;
mod operator_jwt_refused;
mod operator_needs_newer_server;
mod preload_jwt_refused;
mod preloaded_account_refused;
mod refusal;
mod system_account_differs;
mod system_account_is_no_key;
mod system_account_refused;

pub use decoded::Tokens;
pub(super) use expiry::SOON;
pub(super) use system_account_differs::difference as system_account_difference;

use super::{Rule, TOKENS};
use crate::diagnostic::Code;

pub(super) static RULES: &[Rule] = &Rule::applied(
    TOKENS,
    [
        auth_callout_account_not_preloaded::RULE,
        auth_callout_without_sentinel::RULE,
        default_sentinel_refused::RULE,
        default_sentinel_with_permissions::RULE,
        jetstream_in_no_account::RULE,
        jetstream_limits_on_system_account::RULE,
        jwt_expired::RULE,
        jwt_expires_soon::RULE,
        operator_jwt_refused::RULE,
        operator_needs_newer_server::RULE,
        preload_jwt_refused::RULE,
        preloaded_account_refused::RULE,
        system_account_differs::RULE,
        system_account_is_no_key::RULE,
        system_account_refused::RULE,
    ],
);

/// Those of the rules that hang on the time.
pub(super) static TIMED: [&Code; 2] = [jwt_expired::RULE.code, jwt_expires_soon::RULE.code];
