//! Account JWTs that nobody vouches for.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("resolver-without-operator", Error, "resolver_without_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `DirAccResolver.Start` and `CacheDirAccResolver.Start`: "no operator key found".
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let trusted = config.trusted.as_ref().is_some_and(|keys| !keys.is_empty());
    if config.has_operator() || trusted || report.is_incomplete() {
        return;
    }
    let Some(resolver) = &config.resolver else { return };
    if resolver.keeps_a_folder() {
        let found = CODE.at(given.key_of(resolver.span()), "a resolver with a folder needs an `operator`");
        report.add(found.help("set `operator` to the operator JWT or its file"));
    }
}
