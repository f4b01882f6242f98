//! A variable within a longer text.

use super::variable_in_quotes::is_variable;
use super::walk::{self, Dollar};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("variable-in-text", Warning, "variable_in_text.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parser.processItem`: a variable is all of a value, or none of it.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !walk::has_dollar(given, |dollar| b":/@".contains(&dollar.before) || is_placed(dollar)) {
        return;
    }
    walk::texts(given, |key, value, text| {
        // Most have none, and need no second look.
        if !text.contains('$') {
            return;
        }
        let found = match text.split_once("://") {
            Some((_, rest)) => rest.split([':', '/', '@', ',', ' ']).any(is_variable),
            None => holds_variable(text) && !is_secret(key),
        };
        if found {
            let found = CODE.at(value.span(), "a variable within a text is not replaced");
            let help = "let the variable be all of the value, or fill it in before the server reads the file";
            report.add(found.help(help));
        }
    });
}

/// A secret may hold any characters.
fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["pass", "token", "key", "seed", "secret"].iter().any(|word| key.contains(word))
}

/// Whether a name in capitals stands behind a `$`.
fn holds_variable(text: &str) -> bool {
    walk::dollars(text.as_bytes()).any(|dollar| is_placed(&dollar))
}

/// Whether a name is one of a variable, and stands neither where a subject begins, as in `$SYS.REQ`, nor as one of its
/// tokens, nor by itself.
fn is_placed(dollar: &Dollar<'_>) -> bool {
    let name = dollar.name;
    let capital = |byte: &u8| byte.is_ascii_uppercase() || *byte == b'_' || byte.is_ascii_digit();
    let begins = b"\"' \t\r\n,;[{(.=:".contains(&dollar.before);
    let ends = b"\"' \t\r\n,;]}).".contains(&dollar.behind);
    name.len() >= 3 && !name[0].is_ascii_digit() && name.iter().all(capital) && !(begins && ends)
}
