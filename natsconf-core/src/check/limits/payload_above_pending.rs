//! A message too large to wait for anyone.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;
use crate::option::types::Size;

static CODE: Code = code!("payload-above-pending", Error, "payload_above_pending.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateOptions`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let (payload, pending) = (&given.config.max_payload, &given.config.max_pending);
    let Some(place) = payload.as_ref().or(pending.as_ref()).map(Spanned::span) else { return };
    let payload = payload.as_deref().copied().unwrap_or(MAX_PAYLOAD);
    let pending = pending.as_deref().copied().unwrap_or(MAX_PENDING);
    // Zero stands for what is set by default (`setBaselineOptions`).
    let pending = if pending.0 == 0 { MAX_PENDING } else { pending };
    if payload > pending {
        let message = format!("`max_payload` of {payload} is more than `max_pending` of {pending}");
        report.add(CODE.at(place, message).help("raise `max_pending`, or lower `max_payload`"));
    }
}

/// `MAX_PAYLOAD_SIZE`.
const MAX_PAYLOAD: Size = Size(1 << 20);
/// `MAX_PENDING_SIZE`.
const MAX_PENDING: Size = Size(64 << 20);
