//! A value that ends in the line break of the file that it was taken from.

use super::{each_quoted, occurs};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("line-break-in-value", Warning, "line_break_in_value.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Whoever means a line break at the end does not put it into the configuration of a server: no option has a use for it.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !occurs(given, &["\n\"", "\n'", "\\n\""]) {
        return;
    }
    each_quoted(given, &mut |value, text| {
        if text.ends_with(b"\n") {
            let found = CODE.at(value.span(), "the line break before the closing quote is part of the value");
            report.add(
                found.help("close the quote on the same line; in a template, write `trimspace(…)` around the value"),
            );
        }
    });
}
