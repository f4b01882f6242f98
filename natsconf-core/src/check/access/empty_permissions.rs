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
            if report.is_unread(place) {
                continue;
            }
            let found = CODE.at(given.key_of(place), format!("this empty list allows to {what} everything"));
            report.add(found.help("write `deny: \">\"` to forbid it"));
        }
    }
}

/// The empty lists, and what they allow.
fn everything(permissions: &Permissions) -> impl Iterator<Item = (Span, &'static str)> {
    let publish = permissions.publish.as_ref().and_then(|publish| empty(publish.allow.as_ref()));
    // With answers allowed, nothing else is.
    let publish = publish.filter(|_| !answers(permissions.allow_responses.as_ref()));
    let subscribe = permissions.subscribe.as_ref().and_then(|subscribe| empty(subscribe.allow.as_ref()));
    publish.map(|place| (place, "publish")).into_iter().chain(subscribe.map(|place| (place, "subscribe to")))
}

fn empty<T>(allow: Option<&Spanned<OneOrMany<T>>>) -> Option<Span> {
    allow.filter(|allow| allow.is_empty()).map(Spanned::span)
}

fn answers(allowed: Option<&Spanned<Toggle<AllowResponses>>>) -> bool {
    allowed.is_some_and(|allowed| !matches!(**allowed, Toggle::Off))
}
