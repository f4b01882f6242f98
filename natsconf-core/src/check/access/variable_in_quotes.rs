//! A secret that is the name of another.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("variable-in-quotes", Warning, "variable_in_quotes.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The parser replaces variables that stand without quotes alone: `parser.processItem`, the case `itemVariable`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for password in given.config.passwords() {
        let quoted = given.values.sources().text(password.span()).first().is_some_and(|quote| b"\"'".contains(quote));
        if quoted && is_variable(password.reveal()) {
            let found = CODE.at(password.span(), "in quotes this is no variable, but the password itself");
            report.add(found.help("remove the quotes"));
        }
    }
}

/// `$NAME` or `${NAME}`, all of it.
fn is_variable(text: &str) -> bool {
    let Some(name) = text.strip_prefix('$') else { return false };
    let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}
