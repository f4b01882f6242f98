//! A resolver that begins with nothing.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Resolver;
use crate::option::types::ResolverType;

static CODE: Code = code!("resolver-without-preload", Hint, "resolver_without_preload.md");

pub(super) const RULE: Rule = Rule::hint(&CODE, check);

/// `Server.Start` makes a system account out of nothing (`Using bootstrapping system account`), so that others can be pushed. One
/// of type `cache` asks other servers, and needs no more.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(resolver) = config.resolver.as_ref().filter(|_| config.has_operator()) else { return };
    let Resolver::Folder(folder) = &resolver.value else { return };
    if folder.resolver_type.as_deref() != Some(&ResolverType::Full) || report.may_set(&["resolver_preload"]) {
        return;
    }
    let message =
        "a new server knows no account: until their JWTs are pushed, only users of the system account can log in";
    let found = CODE.at(given.key_of(resolver.span()), message);
    report.add(
        found.help("list the JWTs in `resolver_preload`, or `include` the file that does; or push them: `nsc push -A`"),
    );
}
