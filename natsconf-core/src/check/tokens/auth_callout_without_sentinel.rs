//! A callout that clients do not reach.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Version;

static CODE: Code = code!("auth-callout-without-sentinel", Warning, "auth_callout_without_sentinel.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The first release with `default_sentinel`.
const SENTINELS: Version = Version { major: 2, minor: 11, patch: Some(2) };

/// `processClientOrLeafAuthentication` wants a JWT before it asks who decides.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let has_sentinel = config.default_sentinel.as_ref().is_some_and(|token| !token.as_str().is_empty());
    let version = given.version;
    let knows =
        version.reaches(SENTINELS) && (version.family() != SENTINELS.family() || version.patch_reaches(SENTINELS));
    if has_sentinel || !knows || !config.has_operator() || report.is_incomplete() {
        return;
    }
    for account in &given.tokens().accounts {
        let Some(claims) = account.claims() else { continue };
        if !claims.body.authorization.auth_users.is_empty() {
            let message = "clients without a JWT never reach the auth callout of this account";
            report.add(CODE.at(account.key.span(), message).help(
                "set `default_sentinel` to a bearer JWT of this account that may do nothing, or give it to all clients",
            ));
        }
    }
}
