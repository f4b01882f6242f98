//! Text that a template was to replace.

use super::walk;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("unrendered-template", Warning, "unrendered_template.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// To the server, template text is text: an unrendered token is the token.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !walk::occurs(given, &["${", "{{", "<%", "<<"]) {
        return;
    }
    walk::texts(given, |_, value, text| {
        if is_unrendered(text) {
            let found = CODE.at(value.span(), "this is template text that nothing has replaced");
            report
                .add(found.help("render the template first; the server itself replaces `$NAME` alone, without quotes"));
        }
    });
}

/// Whether a text has the holes of a template.
pub(in crate::check) fn is_unrendered(text: &str) -> bool {
    let holds = |open: &str, close: &str, is_hole: fn(&str) -> bool| {
        text.split(open).skip(1).any(|rest| rest.split_once(close).is_some_and(|(inside, _)| is_hole(inside)))
    };
    holds("${", "}", is_expression)
        || holds("{{", "}}", |inside| !is_mapping(inside))
        || holds("<%", "%>", |_| true)
        || holds("<<", ">>", |inside| is_expression(inside.trim_start_matches([' ', '$'])))
}

/// A name, and what may follow it in a template.
fn is_expression(inside: &str) -> bool {
    let inside = inside.trim();
    inside.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && inside.chars().all(|next| next.is_ascii_alphanumeric() || "_.-:?,()[]\"'| ".contains(next))
}

/// What the server replaces in destinations of mappings: `{{wildcard(1)}}`, `{{partition(10,1)}}`.
fn is_mapping(inside: &str) -> bool {
    let Some((name, arguments)) = inside.trim().split_once('(') else { return false };
    arguments.ends_with(')') && name.trim().bytes().all(|byte| byte.is_ascii_alphabetic())
}
