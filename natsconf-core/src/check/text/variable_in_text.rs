//! A variable within a longer text.

use super::variable_in_quotes::is_variable;
use super::walk;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("variable-in-text", Warning, "variable_in_text.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parser.processItem`: a variable is all of a value, or none of it.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !walk::occurs(given, &["$"]) {
        return;
    }
    walk::texts(given, |key, value, text| {
        let found = match text.split_once("://") {
            Some((_, rest)) => rest.split([':', '/', '@', ',', ' ']).any(is_variable),
            None => !is_secret(key) && holds_variable(text),
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

/// Whether a name in capitals stands behind a `$`. What begins a subject, such as `$SYS.REQ`, or is a token of one, is none.
fn holds_variable(text: &str) -> bool {
    text.match_indices('$').any(|(at, _)| {
        let name = text[at + 1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let (mut len, mut capitals) = (0, true);
        for byte in name {
            len += 1;
            capitals &= byte.is_ascii_uppercase() || byte == b'_' || len > 1 && byte.is_ascii_digit();
        }
        let before = text[..at].chars().next_back();
        let after = text[at + 1 + len..].chars().next();
        let in_subject = before.is_none_or(|before| before == '.') && after.is_none_or(|after| ". ".contains(after));
        len >= 3 && capitals && !in_subject
    })
}
