//! Permissions that apply to nobody.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("default-permissions-without-users", Warning, "default_permissions_without_users.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseAuthorization`, which gives them to the users of its own list: `applyDefaultPermissions`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(authorization) = &config.authorization else { return };
    let Some(permissions) = &authorization.default_permissions else { return };
    if authorization.users.as_ref().is_some_and(|users| !users.is_empty()) || report.is_incomplete() {
        return;
    }
    let found = CODE.at(given.key_of(permissions.span()), "these permissions apply to nobody");
    let in_accounts = config.accounts.iter().flat_map(|accounts| accounts.blocks());
    let mut in_accounts = in_accounts.filter_map(|account| account.value.users.as_ref());
    report.add(match (&authorization.user, &authorization.token, in_accounts.next()) {
        (None, None, Some(users)) => found
            .related(given.key_of(users.span()), "users of accounts do not get them")
            .help("set `default_permissions` in each account"),
        _ => {
            found.help("they are for `users`: make the one who logs in a user of that list, who may now do everything")
        }
    });
}
