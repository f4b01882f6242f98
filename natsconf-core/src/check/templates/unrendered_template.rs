//! A template that was deployed as it stands.

use std::collections::HashSet;

use super::{each_quoted, occurs};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

pub(super) static CODE: Code = code!("unrendered-template", Warning, "unrendered_template.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// The parser knows no `${…}`: `lexer.lexDubQuotedString` takes it for text.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !occurs(given, &["${"]) {
        return;
    }
    // Those have a rule of their own.
    let passwords = given.config.passwords().filter(|password| password.looks_like_variable());
    let passwords: HashSet<_> = passwords.map(|password| password.span()).collect();
    each_quoted(given, &mut |value, text| {
        if has_hole(text) && !passwords.contains(&value.span()) {
            let found =
                CODE.at(value.span(), "`${…}` is text to the server: this looks like a template that was not rendered");
            report
                .add(found.help(
                    "render it first, or write `$NAME`, without quotes and braces, for a variable of the server",
                ));
        }
    });
}

/// Whether there is a `${` that a name follows, and a `}`.
fn has_hole(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = memchr::memmem::find(rest, b"${") {
        rest = &rest[at + 2..];
        let is_name = rest.first().is_some_and(|first| first.is_ascii_alphabetic() || *first == b'_');
        if is_name && rest.contains(&b'}') {
            return true;
        }
    }
    false
}
