//! Two places for the folder of streams.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Switch;

static CODE: Code = code!("store-dir-given-twice", Error, "store_dir_given_twice.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `processConfigFileLine` and `parseJetStream`, whichever comes second, and even where both are the same.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(Switch::With(block)) = given.config.jetstream.as_deref() else { return };
    let (Some(inner), Some(outer)) = (&block.store_dir, &given.config.store_dir) else { return };
    if !inner.is_empty() && !outer.is_empty() {
        let found = CODE.at(outer.span(), "the folder of streams is set by `jetstream.store_dir` already");
        report.add(found.related(inner.span(), "set here").help("keep one of the two"));
    }
}
