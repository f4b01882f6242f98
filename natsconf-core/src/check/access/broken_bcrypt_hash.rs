//! A hash of no password.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("broken-bcrypt-hash", Warning, "broken_bcrypt_hash.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `comparePasswords` takes what begins as a hash for one, and refuses every password where it is none.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for password in given.config.passwords() {
        if password.is_bcrypt() && password.bcrypt_cost().is_none() {
            let found = CODE.at(password.span(), "this begins as a bcrypt hash and is none: no password fits it");
            report.add(found.help("a hash has 60 characters: copy all of it, or make a new one"));
        }
    }
}
