//! Rules about limits of the whole server.

mod grace_period_too_long;
mod payload_above_pending;

use super::Rule;

pub(super) static RULES: &[Rule] = &[grace_period_too_long::RULE, payload_above_pending::RULE];
