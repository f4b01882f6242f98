//! A secret that is another one when it arrives.

use std::collections::HashSet;

use super::walk;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::source::FileId;

static CODE: Code = code!("environment-value-changed", Warning, "environment_value_changed.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// What the parser puts before the value of an environment variable: `parser.lookupVariable`.
const BEFORE: &[u8] = b"pk=";

/// The value of an environment variable is read as configuration text.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let sources = given.values.sources();
    let odd = sources.iter().filter(|(_, source)| source.name().to_string_lossy().starts_with('$'));
    let odd: HashSet<FileId> = odd.filter(|(_, source)| may_change(source.text())).map(|(file, _)| file).collect();
    if odd.is_empty() {
        return;
    }
    walk::values(given, &mut |_, value| {
        let Some(place) = value.definition().filter(|place| odd.contains(&place.file)) else { return };
        let Some(text) = value.bytes() else { return };
        let source = sources.get(place.file);
        let raw = source.text().get(BEFORE.len()..).unwrap_or_default().trim_ascii();
        if text != raw {
            let name = source.name().to_string_lossy();
            let message = format!("the server reads another text than the environment's `{}` has", &name[1..]);
            let help = format!("put quotes into the variable, as in {}='\"…\"'", &name[1..]);
            report.add(CODE.at(value.span(), message).help(help));
        }
    });
}

/// Whether a value has a character with a meaning in configuration text, and is not in quotes.
fn may_change(text: &[u8]) -> bool {
    let Some(raw) = text.strip_prefix(BEFORE).map(<[u8]>::trim_ascii) else { return false };
    let written = raw.first().is_some_and(|first| b"\"'([{".contains(first));
    !written && (raw.ends_with(b"'") || raw.iter().any(|byte| b"#\\\n".contains(byte)))
}
