//! Options of a resolver that has no use for them.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::{Resolver, ResolverFolder};
use crate::option::Spanned;
use crate::option::types::ResolverType;
use crate::source::Span;

static CODE: Code = code!("resolver-option-of-other-type", Error, "resolver_option_of_other_type.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The case `resolver` of `processConfigFileLine`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(Resolver::Folder(folder)) = given.config.resolver.as_ref().map(|resolver| &resolver.value) else { return };
    for (option, span, why) in refused(folder) {
        let found = CODE.at(span, format!("`{option}` {why}"));
        report.add(found.help(format!("remove `{option}`, or change the `type` of the resolver")));
    }
}

fn refused(folder: &ResolverFolder) -> Vec<(&'static str, Span, &'static str)> {
    let ResolverFolder { allow_delete, hard_delete, interval, ttl, .. } = folder;
    let deletes = allow_delete.as_ref().is_some_and(|allow| **allow);
    let (hard, allow) = (hard_delete.as_ref().map(Spanned::span), allow_delete.as_ref().map(Spanned::span));
    let interval = interval.as_ref().filter(|interval| interval.nanoseconds() != 0).map(Spanned::span);
    let ttl = ttl.as_ref().filter(|ttl| ttl.nanoseconds() != 0).map(Spanned::span);
    let found = match folder.resolver_type.as_deref() {
        Some(ResolverType::Cache) => [
            ("allow_delete", allow.filter(|_| deletes), ONLY_FULL),
            ("hard_delete", hard, ONLY_FULL),
            ("interval", interval, ONLY_FULL),
        ],
        Some(ResolverType::Full) => [
            ("hard_delete", hard.filter(|_| !deletes), "does nothing without `allow_delete: true`"),
            ("ttl", ttl, "is for a resolver of type `cache` alone"),
            ("", None, ""),
        ],
        _ => return Vec::new(),
    };
    found.into_iter().filter_map(|(option, span, why)| Some((option, span?, why))).collect()
}

const ONLY_FULL: &str = "is for a resolver of type `full` alone";
