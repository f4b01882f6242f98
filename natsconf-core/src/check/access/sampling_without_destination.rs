//! Traces that go nowhere.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("sampling-without-destination", Warning, "sampling_without_destination.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseAccounts`, which warns, and takes the sampling back.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for account in given.config.accounts.iter().flat_map(|accounts| accounts.blocks()) {
        let Some(trace) = &account.value.msg_trace else { continue };
        let Some(sampling) = &trace.sampling else { continue };
        let nowhere = trace.dest.as_ref().is_none_or(|dest| dest.is_empty());
        if nowhere && !report.is_unread(trace.span()) {
            let found = CODE.at(given.key_of(sampling.span()), "without a `dest`, no message is traced");
            report.add(found.help("set `dest` to the subject for the traces, or remove `msg_trace`"));
        }
    }
}
