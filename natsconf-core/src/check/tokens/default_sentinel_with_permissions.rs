//! A sentinel that may do more than knock.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::claims::Permission;

static CODE: Code = code!("default-sentinel-with-permissions", Warning, "default_sentinel_with_permissions.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `processClientOrLeafAuthentication` takes the sentinel for the token of a client that has none. Where its account has
/// an auth callout, that decides what the client may do.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if given.config.default_sentinel.is_none() || !given.config.has_operator() {
        return;
    }
    let tokens = given.tokens();
    let Some(token) = &tokens.sentinel else { return };
    let Ok(claims) = &token.claims else { return };
    let account = tokens.account(claims.account()).and_then(|account| account.claims());
    let has_callout = account.is_some_and(|account| !account.body.authorization.auth_users.is_empty());
    // What a user of a scoped signing key may do is said by the key.
    let allowed = &claims.body.allowed;
    if has_callout || !allowed.bearer_token {
        return;
    }
    let permissions = [("publish", &allowed.permissions.publish), ("subscribe", &allowed.permissions.subscribe)];
    let may: Vec<_> =
        permissions.iter().filter(|(_, permission)| !denies_all(permission)).map(|(name, _)| *name).collect();
    if !may.is_empty() {
        let unless = if account.is_some() { "" } else { ", unless an auth callout decides" };
        let message = format!("whoever connects without a token may {} as this user{unless}", may.join(" and "));
        report.add(CODE.at(token.span, message).help("deny the sentinel `>`, for publishing and for subscribing"));
    }
}

fn denies_all(permission: &Permission) -> bool {
    permission.deny.iter().any(|subject| subject == ">")
}
