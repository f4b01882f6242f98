//! A user whom anyone can be.

use super::clients;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;
use crate::option::types::{Password, UserName};

static CODE: Code = code!("user-without-password", Warning, "user_without_password.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `comparePasswords`: without a password, the server compares what the client sends with nothing.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let own = config.authorization.iter().filter_map(|own| nameless(own.user.as_ref(), own.password.as_ref()));
    let users = config.users().filter_map(|user| nameless(user.user.as_ref(), user.password.as_ref()));
    let mut found = own.chain(users).peekable();
    if found.peek().is_none() || clients::may_be_mapped(config) || report.is_incomplete() {
        return;
    }
    // A user whom nobody needs to log in as.
    let is_for_all = |name: &str| config.no_auth_users().any(|user| &***user == name);
    for user in found.filter(|user| !is_for_all(user)) {
        let found = CODE.at(user.span(), format!("`{}` has no password: the name alone lets anyone in", &***user));
        report.add(found.help("give it a `password`, or make it a user with an `nkey`"));
    }
}

/// The name of a user who has no password.
fn nameless<'u>(
    name: Option<&'u Spanned<UserName>>,
    password: Option<&Spanned<Password>>,
) -> Option<&'u Spanned<UserName>> {
    name.filter(|name| !name.is_empty() && password.is_none_or(|password| password.reveal().is_empty()))
}
