//! Tokens whose time is over.

use super::expiry::{Judge, endings};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::words;

static CODE: Code = code!("jwt-expired", Warning, "jwt_expired.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(now) = given.now else { return };
    for ending in endings(given).into_iter().filter(|ending| ending.at <= now) {
        let consequence = match ending.judge {
            // Said with the account's other problems.
            Judge::Account => continue,
            Judge::Tools => "the server takes it, tools such as nsc do not",
            Judge::Client => "clients that bring no token are refused",
            Judge::Remote => "the remote refuses the connection",
        };
        let message = format!("the JWT of {} expired {}: {consequence}", ending.whose, words::moment(ending.at, now));
        report.add(CODE.at(ending.span, message).help("have it signed anew, to end later"));
    }
}
