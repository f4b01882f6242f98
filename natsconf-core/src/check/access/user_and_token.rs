//! Two ways to log in, of which there can be one.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;

static CODE: Code = code!("user-and-token", Error, "user_and_token.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The case `authorization` of `processConfigFileLine`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(authorization) = &given.config.authorization else { return };
    let Some(token) = authorization.token.as_ref().filter(|token| !token.reveal().is_empty()) else { return };
    let user = authorization.user.as_ref().filter(|user| !user.is_empty()).map(Spanned::span);
    let password = authorization.password.as_ref().filter(|password| !password.reveal().is_empty()).map(Spanned::span);
    if let Some(other) = user.or(password) {
        let found = CODE.at(token.span(), "`token` stands beside a user or password");
        report.add(found.related(other, "the other way to log in").help("keep one of the two"));
    }
}
