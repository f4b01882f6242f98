//! A JWT where its subject is meant.

use crate::check::tokens::system_account_difference;
use crate::check::{Given, Report, Rule, TOKENS};
use crate::diagnostic::{Code, code};
use crate::source::Span;

static CODE: Code = code!("jwt-for-name", Warning, "jwt_for_name.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The server compares these with names and public keys, and takes any text.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let callout = config.authorization.as_ref().and_then(|authorization| authorization.auth_callout.as_ref());
    // Where the server refuses it, that is said already.
    let system = config.system_account.iter().filter(|_| !TOKENS || system_account_difference(given).is_none());
    let system = system.map(|name| (name.as_ref(), name.span(), ACCOUNT));
    let account = callout.and_then(|callout| callout.account.as_ref());
    let account = account.iter().map(|name| (name.as_ref(), name.span(), ACCOUNT));
    let users = callout.and_then(|callout| callout.auth_users.as_ref());
    let users = users.iter().flat_map(|users| users.iter()).map(|name| (name.as_ref(), name.span(), USER));
    let remotes = config.leafnode_remotes().filter_map(|remote| remote.account.as_ref());
    let remotes = remotes.map(|name| (name.as_ref(), name.span(), ACCOUNT));
    for (_, place, what) in system.chain(account).chain(users).chain(remotes).filter(|(name, ..)| is_jwt(name)) {
        report.add(jwt(place, what));
    }
}

const ACCOUNT: &str = "the public key of the account, `A…`";
const USER: &str = "the user's public key, `U…`, or name";

fn jwt(place: Span, what: &str) -> crate::diagnostic::Diagnostic {
    CODE.at(place, "this is a JWT, and no name or public key").help(format!("write {what}: the `sub` of this JWT"))
}

/// Whether a text is a JWT where a name belongs.
pub(super) fn is_jwt(name: &str) -> bool {
    name.starts_with("eyJ") && name.bytes().filter(|byte| *byte == b'.').count() == 2
}
