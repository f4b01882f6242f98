//! A user who logs in twice.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;

static CODE: Code = code!("nkey-user-with-password", Error, "nkey_user_with_password.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseUsers`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for user in given.config.users() {
        let Some(key) = &user.nkey else { continue };
        let name = user.user.as_ref().filter(|name| !name.is_empty()).map(Spanned::span);
        let password = user.password.as_ref().filter(|password| !password.reveal().is_empty()).map(Spanned::span);
        if let Some(place) = name.or(password) {
            let found = CODE.at(place, "a user with an nkey has neither name nor password");
            let found = found.related(key.span(), "the nkey");
            report.add(found.help("remove them, or make a second user of them"));
        }
    }
}
