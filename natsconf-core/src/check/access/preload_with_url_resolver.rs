//! JWTs that the resolver cannot keep.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Resolver;

static CODE: Code = code!("preload-with-url-resolver", Error, "preload_with_url_resolver.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.configureResolver`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(preload) = config.resolver_preload.as_ref().filter(|preload| !preload.0.is_empty()) else { return };
    let Some(resolver) = config.resolver.as_ref().filter(|resolver| matches!(resolver.value, Resolver::Url(_))) else {
        return;
    };
    let found = CODE.at(given.key_of(preload.span()), "a resolver that asks a `URL(…)` takes no `resolver_preload`");
    let found = found.related(given.key_of(resolver.span()), "the resolver");
    report.add(found.help("remove `resolver_preload`, or use `resolver: MEMORY` or a folder"));
}
