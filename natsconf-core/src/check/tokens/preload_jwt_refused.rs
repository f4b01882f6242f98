//! A preloaded token that cannot be decoded.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("preload-jwt-refused", Error, "preload_jwt_refused.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `processConfigFileLine`, which only says `invalid account JWT`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for account in &given.tokens().accounts {
        if let Err(error) = &account.token.claims {
            let found = CODE.at(account.token.span, format!("the JWT of this account: {error}"));
            report.add(found.help("put the account's JWT here whole, as the operator signed it"));
        }
    }
}
