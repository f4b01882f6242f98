//! A described user → the claims of its JWT.

use super::permissions::permissions;
use crate::deployment::plan::get;
use crate::deployment::spec::User;
use crate::identity::PublicKey;
use crate::identity::claims::{NO_LIMIT, UserClaims, tag};

/// The claims of a user. Where a scoped signing key signs, its template says what the user may do.
pub(super) fn claims(key: &PublicKey, name: &str, user: &User, scoped: bool) -> UserClaims {
    let mut claims = match (get(user.sentinel.as_ref()), scoped) {
        (Some(true), _) => UserClaims::sentinel(key, name),
        (_, true) => UserClaims::scoped(key, name),
        _ => UserClaims::new(key, name),
    };
    claims.data.expires = get(user.expires.as_ref()).unwrap_or_default();
    claims.body.tags = user.tags.iter().flat_map(|tags| tags.iter()).map(|text| tag(text)).collect();
    if scoped || get(user.sentinel.as_ref()) == Some(true) {
        return claims;
    }
    let allowed = &mut claims.body.allowed;
    if let Some(given) = &user.permissions {
        allowed.permissions = permissions(given);
    }
    allowed.bearer_token = get(user.bearer.as_ref()).unwrap_or(false);
    allowed.nats.subscriptions = get(user.subscriptions.as_ref()).unwrap_or(NO_LIMIT);
    allowed.nats.payload = get(user.payload.as_ref()).map_or(NO_LIMIT, |size| size.0);
    allowed.limits.sources =
        user.sources.iter().flat_map(|sources| sources.iter()).map(|text| text.to_string()).collect();
    let types = user.connection_types.iter().flat_map(|types| types.iter());
    allowed.allowed_connection_types = types.map(|kind| kind.name().to_owned()).collect();
    claims
}
