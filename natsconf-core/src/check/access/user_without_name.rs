//! A user who is nobody.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::User;
use crate::option::Spanned;
use crate::option::types::List;

static CODE: Code = code!("user-without-name", Error, "user_without_name.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseUsers`: "User entry requires a user".
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let accounts = config.accounts.iter().flat_map(|accounts| accounts.blocks());
    let own = config.authorization.iter().filter_map(|own| own.users.as_ref());
    let lists = own.chain(accounts.filter_map(|account| account.value.users.as_ref()));
    for user in lists.flat_map(|users: &Spanned<List<User>>| users.iter()) {
        let named = user.user.as_ref().is_some_and(|name| !name.is_empty());
        if !named && user.nkey.is_none() {
            let place = user.user.as_ref().map_or(user.span(), Spanned::span);
            if !report.is_unread(user.span()) {
                report.add(CODE.at(place, "this user has no name").help("set `user` and `password`, or `nkey`"));
            }
        }
    }
}
