//! Messages larger than a server likes.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Size;

static CODE: Code = code!("large-payload", Warning, "large_payload.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `MAX_PAYLOAD_MAX_SIZE`, of which `Server.Start` warns.
const RECOMMENDED: Size = Size(8 << 20);

fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(payload) = given.config.max_payload.as_ref().filter(|payload| ***payload > RECOMMENDED) else { return };
    let found = CODE.at(payload.span(), format!("a message of {} holds up all others of its connection", **payload));
    report.add(found.help("stay below 8 MB; larger things go to an object store, in parts"));
}
