//! A resolver with nowhere to keep what it gets.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Resolver;

static CODE: Code = code!("resolver-without-folder", Error, "resolver_without_folder.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The case `resolver` of `processConfigFileLine`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(resolver) = given.config.resolver.as_ref().filter(|resolver| resolver.keeps_a_folder()) else { return };
    let Resolver::Folder(folder) = &resolver.value else { return };
    if folder.dir.as_ref().is_some_and(|dir| !dir.is_empty()) {
        return;
    }
    if let Some(found) = report.lacking(&CODE, resolver.span(), "a resolver of this type needs a folder") {
        report.add(found.help("set `dir` to a folder that the server can write to"));
    }
}
