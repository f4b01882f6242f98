//! Credentials with which nobody can log in.

use super::read::Unusable;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("creds-refused", Warning, "creds_refused.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `addLeafNodeRemotes` logs one line and goes on; `client.sendLeafConnect` then gives up at each attempt.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for creds in given.creds() {
        let Some(Err(unusable)) = &creds.claims else { continue };
        let (reason, help) = match unusable {
            Unusable::File(error) => (error.to_string(), "write the path as the server sees it"),
            Unusable::Json => {
                ("this is JSON".to_owned(), "name a `.creds` file: a user JWT and its seed, as nsc writes it")
            }
            Unusable::Creds(error) => (error.to_string(), "make the file anew, and copy it whole"),
        };
        let message = format!("nobody can log in with `{}`: {reason}", creds.path);
        report.add(CODE.at(creds.span, message).help(help));
    }
}
