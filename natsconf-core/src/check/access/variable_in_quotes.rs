//! A secret that is the name of another.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("variable-in-quotes", Warning, "variable_in_quotes.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The parser replaces variables that stand without quotes alone: `parser.processItem`, the case `itemVariable`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for password in given.config.passwords() {
        let quoted = given.values.sources().text(password.span()).first().is_some_and(|quote| b"\"'".contains(quote));
        if quoted && password.looks_like_variable() {
            let found = CODE.at(password.span(), "in quotes this is no variable, but the password itself");
            report.add(found.help("write `$NAME`, without quotes or braces"));
        }
    }
}
