//! Permissions that read as "nothing" and mean "everything".

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::{AllowResponses, Permissions};
use crate::option::Spanned;
use crate::option::types::{OneOrMany, Toggle};
use crate::source::Span;

static CODE: Code = code!("empty-permissions", Warning, "empty_permissions.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parsePermSubjects` makes no list of an empty one, and `client.setPermissions` then allows everything.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let accounts = config.accounts.iter().flat_map(|accounts| accounts.blocks());
    let defaults = accounts.filter_map(|account| account.value.default_permissions.as_ref());
    let own = config.authorization.iter().filter_map(|own| own.default_permissions.as_ref());
    let users = config.users().filter_map(|user| user.permissions.as_ref());
    for permissions in own.chain(defaults).chain(users) {
        for (place, what) in everything(permissions) {
            let found = CODE.at(given.key_of(place), format!("an empty list lets this user {what} everything"));
            report.add(found.help("write `deny: \">\"` to forbid it"));
        }
    }
}

/// The empty lists, and what they allow.
fn everything(permissions: &Permissions) -> impl Iterator<Item = (Span, &'static str)> {
    let publish = permissions.publish.as_ref();
    let publish = publish.and_then(|publish| empty(publish.span(), publish.allow.as_ref(), publish.deny.as_ref()));
    // With answers allowed, nothing else is.
    let publish = publish.filter(|_| !answers(permissions.allow_responses.as_ref()));
    let subscribe = permissions.subscribe.as_ref();
    let subscribe =
        subscribe.and_then(|subscribe| empty(subscribe.span(), subscribe.allow.as_ref(), subscribe.deny.as_ref()));
    let publish = publish.map(|place| (place, "publish"));
    publish.into_iter().chain(subscribe.map(|place| (place, "subscribe to")))
}

/// The place of an empty list that allows, or of a block without one.
fn empty<T>(block: Span, allow: Option<&Spanned<OneOrMany<T>>>, deny: Option<&Spanned<OneOrMany<T>>>) -> Option<Span> {
    match (allow, deny) {
        (Some(allow), _) => allow.is_empty().then(|| allow.span()),
        (None, deny) => deny.is_none().then_some(block),
    }
}

fn answers(allowed: Option<&Spanned<Toggle<AllowResponses>>>) -> bool {
    allowed.is_some_and(|allowed| !matches!(**allowed, Toggle::Off))
}
