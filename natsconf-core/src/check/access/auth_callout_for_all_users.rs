//! Users whose passwords a service replaces.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::AuthCallout;
use crate::option::Spanned;
use crate::option::types::{List, UserName};
use crate::source::Span;

static CODE: Code = code!("auth-callout-for-all-users", Warning, "auth_callout_for_all_users.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// How many users are shown.
const SHOWN: usize = 3;

/// `Server.processClientOrLeafAuthentication`: users of `$G` and of the allowed accounts go to the service, even with the
/// right password. Without `allowed_accounts`, those of all accounts do.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(authorization) = config.authorization.as_ref().filter(|_| !config.has_operator()) else { return };
    let Some(callout) = authorization.auth_callout.as_ref().filter(|_| !report.is_incomplete()) else { return };
    let accounts = config.accounts.iter().flat_map(|accounts| accounts.blocks());
    let accounts = accounts.filter(|account| is_allowed(callout, &account.name));
    let lists = authorization.users.iter().chain(accounts.filter_map(|account| account.value.users.as_ref()));
    let users: Vec<(&str, Span)> = lists
        .flat_map(|users| users.iter())
        .filter_map(|user| {
            let name = user.user.as_ref().map(|name| (&***name, name.span()));
            name.or_else(|| user.nkey.as_ref().map(|key| (&***key, key.span())))
        })
        .filter(|(name, _)| !holds(callout.auth_users.as_ref(), name))
        .collect();
    if users.is_empty() {
        return;
    }
    let message = match users.len() {
        1 => "the service decides about a user who has a password or key here".to_owned(),
        many => format!("the service decides about {many} users who have passwords or keys here"),
    };
    let found = CODE.at(given.key_of(callout.span()), message);
    let found = users.iter().take(SHOWN).fold(found, |found, (_, place)| found.related(*place, "not in `auth_users`"));
    report.add(found.help(
        "list in `auth_users` who is to get in without the service, or in `allowed_accounts` the accounts that it is for",
    ));
}

fn is_allowed(callout: &AuthCallout, account: &str) -> bool {
    callout
        .allowed_accounts
        .as_ref()
        .is_none_or(|allowed| allowed.is_empty() || allowed.iter().any(|name| &***name == account))
}

fn holds(users: Option<&Spanned<List<UserName>>>, name: &str) -> bool {
    users.is_some_and(|users| users.iter().any(|user| &***user == name))
}
