//! Rules about limits of the whole server.

mod grace_period_too_long;
mod large_payload;
mod no_client_can_stay;
mod payload_above_pending;
mod timeout_too_long;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    grace_period_too_long::RULE,
    large_payload::RULE,
    no_client_can_stay::RULE,
    payload_above_pending::RULE,
    timeout_too_long::RULE,
];
