//! Accounts that cannot be taken away.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Resolver;
use crate::option::types::ResolverType;

static CODE: Code = code!("resolver-without-delete", Hint, "resolver_without_delete.md");

pub(super) const RULE: Rule = Rule::hint(&CODE, check);

const MESSAGE: &str = "an account that was pushed here once cannot be taken away again";

/// `NewDirAccResolver`, with `NoDelete`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(resolver) = given.config.resolver.as_ref().filter(|_| given.config.has_operator()) else { return };
    let Resolver::Folder(folder) = &resolver.value else { return };
    let full = folder.resolver_type.as_deref() == Some(&ResolverType::Full);
    if !full || folder.allow_delete.is_some() {
        return;
    }
    if let Some(found) = report.lacking(&CODE, resolver.span(), MESSAGE) {
        report.add(found.help("set `allow_delete: true`, or `false` if that is meant"));
    }
}
