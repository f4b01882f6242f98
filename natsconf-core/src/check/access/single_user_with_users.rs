//! One user for all, beside many.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;
use crate::source::Span;

static CODE: Code = code!("single-user-with-users", Error, "single_user_with_users.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The case `authorization` of `processConfigFileLine`, `parseAccounts`, and `validateLeafNodeAuthOptions`. There the
/// password alone does not count.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    if let Some(authorization) = &config.authorization {
        let user = authorization.user.as_ref().filter(|user| !user.is_empty()).map(|user| (user.span(), "user"));
        let token = authorization
            .token
            .as_ref()
            .filter(|token| !token.reveal().is_empty())
            .map(|token| (token.span(), "token"));
        let list = authorization.users.as_ref().map(Spanned::span);
        let accounts = config.accounts.iter().flat_map(|accounts| accounts.blocks());
        let mut lists = accounts.filter_map(|account| account.value.users.as_ref()).filter(|users| !users.is_empty());
        let list = list.or_else(|| lists.next().map(Spanned::span));
        add(given, user.or(token), list, report);
    }
    let leafnodes = config.leafnodes.as_ref().and_then(|leafnodes| leafnodes.authorization.as_ref());
    if let Some(authorization) = leafnodes {
        let user = authorization.user.as_ref().filter(|user| !user.is_empty()).map(|user| (user.span(), "user"));
        let users = authorization.users.as_ref().filter(|users| !users.is_empty());
        add(given, user, users.map(Spanned::span), report);
    }
}

fn add(given: &Given<'_>, single: Option<(Span, &str)>, list: Option<Span>, report: &mut Report<'_>) {
    let (Some((place, what)), Some(list)) = (single, list) else { return };
    let found = CODE.at(given.key_of(place), format!("`{what}` is for all clients, and there are users beside it"));
    let found = found.related(given.key_of(list), "the users");
    report.add(found.help(format!("remove `{what}`, or put it into the list as one more user")));
}
