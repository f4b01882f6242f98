//! A password that an operator makes void.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("login-with-operator", Warning, "login_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.processClientOrLeafAuthentication` asks for a JWT where operators are trusted, before it looks at these.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(authorization) = given.config.authorization.as_ref().filter(|_| given.config.has_operator()) else {
        return;
    };
    let user = authorization.user.as_ref().map(|user| ("user", user.span()));
    let token = authorization.token.as_ref().map(|token| ("token", token.span()));
    for (what, span) in [user, token].into_iter().flatten() {
        let found = CODE.at(span, format!("with an operator, nobody can log in with this {what}"));
        report.add(found.help("remove it, and give users creds; or remove `operator`"));
    }
}
