//! Permissions as a configuration has them → as a JWT has them.

use crate::identity::claims::{self, Permission, ResponsePermission};
use crate::model::{AllowResponses, Permissions};
use crate::option::Spanned;
use crate::option::types::{OneOrMany, Toggle};

/// How many answers, and for how long in nanoseconds, where it is only said that answers are allowed
/// (`DEFAULT_ALLOW_RESPONSE_MAX_MSGS`, `DEFAULT_ALLOW_RESPONSE_EXPIRATION`).
const RESPONSES: ResponsePermission = ResponsePermission { max_messages: 1, expires: 120_000_000_000 };

/// The permissions of a user or a scope.
pub(super) fn permissions(given: &Permissions) -> claims::Permissions {
    let publish = given
        .publish
        .as_ref()
        .map(|publish| Permission { allow: subjects(publish.allow.as_ref()), deny: subjects(publish.deny.as_ref()) });
    let subscribe = given.subscribe.as_ref().map(|subscribe| Permission {
        allow: subjects(subscribe.allow.as_ref()),
        deny: subjects(subscribe.deny.as_ref()),
    });
    claims::Permissions {
        publish: publish.unwrap_or_default(),
        subscribe: subscribe.unwrap_or_default(),
        responses: given.allow_responses.as_deref().and_then(responses),
    }
}

fn responses(allowed: &Toggle<AllowResponses>) -> Option<ResponsePermission> {
    match allowed {
        Toggle::Off => None,
        Toggle::On => Some(RESPONSES),
        Toggle::With(given) => Some(ResponsePermission {
            max_messages: given.max.as_deref().copied().unwrap_or(RESPONSES.max_messages),
            expires: given.expires.as_deref().map_or(RESPONSES.expires, |expires| expires.nanoseconds()),
        }),
    }
}

fn subjects<S: std::fmt::Display>(subjects: Option<&Spanned<OneOrMany<S>>>) -> Vec<String> {
    subjects.into_iter().flat_map(|subjects| subjects.iter()).map(|subject| subject.value.to_string()).collect()
}
