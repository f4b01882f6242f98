//! A text that was to be a variable.

use super::walk;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, Edit, Fix, code};
use crate::source::Span;

static CODE: Code = code!("variable-in-quotes", Warning, "variable_in_quotes.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// What the server itself calls by such a name: accounts, and the first tokens of subjects.
const NAMES: [&str; 12] = ["$SYS", "$G", "$JS", "$JSC", "$KV", "$O", "$MQTT", "$SRV", "$NRG", "$GR", "$GNR", "$LDS"];

/// The parser replaces variables that stand without quotes alone: `parser.processItem`, the case `itemVariable`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !walk::has_dollar(given, |dollar| dollar.before == dollar.behind && matches!(dollar.before, b'"' | b'\'')) {
        return;
    }
    walk::texts(given, |_, value, text| {
        if !value.is_quoted() || !is_variable(text) || NAMES.contains(&text) {
            return;
        }
        let found = CODE.at(value.span(), "in quotes this is no variable, but the text itself");
        let mut found = found.help("write `$NAME` without quotes");
        found.fix = Some(without_quotes(value.span()));
        report.add(found);
    });
}

/// Whether a text is a variable and nothing else.
pub(in crate::check) fn is_variable(text: &str) -> bool {
    let Some(name) = text.strip_prefix('$') else { return false };
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The variable may not be defined, or may be another thing than text.
fn without_quotes(span: Span) -> Fix {
    let one = |start| Edit { span: Span::new(span.file, start, start + 1), text: String::new() };
    let edits = vec![one(span.start), one(span.end.saturating_sub(1).max(span.start + 1))];
    Fix { title: "take the quotes away".into(), safe: false, edits }
}
