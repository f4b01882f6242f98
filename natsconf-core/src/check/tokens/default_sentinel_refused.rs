//! A sentinel that the server does not take.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Version;

static CODE: Code = code!("default-sentinel-refused", Error, "default_sentinel_refused.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The first release that was seen to look at the token.
const LOOKS: Version = Version { major: 2, minor: 11, patch: Some(11) };

/// `validateTrustedOperators`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if given.config.default_sentinel.is_none() || !given.config.has_operator() {
        return;
    }
    let version = given.version;
    if version.family() == LOOKS.family() && !version.patch_reaches(LOOKS) {
        return;
    }
    let Some(token) = &given.tokens().sentinel else { return };
    let reason = match &token.claims {
        Err(error) => format!("the JWT of the sentinel: {error}"),
        Ok(claims) if !claims.may_be_sentinel() => "the JWT of the sentinel is no bearer token".to_owned(),
        Ok(_) => return,
    };
    report.add(CODE.at(token.span, reason).help("put a user JWT here that is a bearer token, and may do nothing"));
}
