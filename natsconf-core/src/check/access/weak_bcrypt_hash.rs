//! A hash that is guessed quickly.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("weak-bcrypt-hash", Warning, "weak_bcrypt_hash.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// What Go's library takes for its default; `nats server passwd` takes 11.
const ENOUGH: u8 = 10;

fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for password in given.config.passwords() {
        let Some(cost) = password.bcrypt_cost().filter(|cost| *cost < ENOUGH) else { continue };
        let times = 1 << (ENOUGH + 1 - cost);
        let message = format!("a hash of cost {cost} is guessed {times} times as fast as one of cost 11");
        report.add(CODE.at(password.span(), message).help("make a new one with `nats server passwd`"));
    }
}
