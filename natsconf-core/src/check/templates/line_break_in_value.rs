//! A value that ends in the line break of the file that it was taken from.

use memchr::memmem;

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::value::{Kind, ValueRef};

static CODE: Code = code!("line-break-in-value", Warning, "line_break_in_value.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// How such a value ends. Where none of these is, no value need be looked at.
const ENDS: [&[u8]; 3] = [b"\n\"", b"\n'", b"\\n\""];

/// The lexer takes line breaks in quotes as they are: `lexer.lexDubQuotedString`. No option has a use for one at the end.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let texts = given.values.sources().iter().map(|(_, source)| source.text());
    if texts.into_iter().any(|text| ENDS.iter().any(|end| memmem::find(text, end).is_some())) {
        given.values.root().iter().for_each(|entry| check_value(entry.value, report));
    }
}

fn check_value(value: ValueRef<'_>, report: &mut Report<'_>) {
    match value.kind() {
        Kind::Map(map) => map.iter().for_each(|entry| check_value(entry.value, report)),
        Kind::Array(array) => array.iter().for_each(|item| check_value(item, report)),
        _ if value.is_quoted() && value.bytes().is_some_and(|text| text.ends_with(b"\n")) => {
            let found = CODE.at(value.span(), "the line break before the closing quote is part of the value");
            report.add(
                found.help("close the quote on the same line; in a template, write `trimspace(…)` around the value"),
            );
        }
        _ => {}
    }
}
