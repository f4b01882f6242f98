//! Tokens whose time is nearly over.

use super::expiry::{SOON, endings};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::words;

static CODE: Code = code!("jwt-expires-soon", Warning, "jwt_expires_soon.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(now) = given.now else { return };
    let soon = now.saturating_add(SOON);
    for ending in endings(given).into_iter().filter(|ending| ending.at > now && ending.at <= soon) {
        let message = format!("the JWT of {} expires {}", ending.whose, words::moment(ending.at, now));
        report.add(CODE.at(ending.span, message).help("have it signed anew, to end later, and roll it out before"));
    }
}
