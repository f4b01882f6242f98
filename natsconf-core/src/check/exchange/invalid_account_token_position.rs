//! A position where no account can stand.

use super::{accounts, exports};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("invalid-account-token-position", Error, "invalid_account_token_position.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `checkAccountTokenPosition`: 0 is none.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for export in accounts(given.config).iter().flat_map(|account| exports(&account.value)) {
        let Some(position) = export.account_token_position.as_ref().filter(|position| ***position != 0) else {
            continue;
        };
        let Some(subject) = export.stream.as_ref().or(export.service.as_ref()) else { continue };
        let before = usize::try_from(**position - 1).ok();
        if before.and_then(|before| subject.split('.').nth(before)) != Some("*") {
            let message = format!("the token {} of `{}` is no `*`", **position, &***subject);
            let found = CODE.at(position.span(), message);
            report.add(found.help("count the tokens from 1, and write `*` where the account's name is to stand"));
        }
    }
}
