//! What was not checked and why, in a line for each reason: silence about it is no praise.

use std::collections::BTreeSet;

use natsconf_core::check::{Reason, Unread};
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::preview::{Language, Variables};
use natsconf_core::syntax;

use crate::files::Input;

/// How many names a line has at most.
const NAMES: usize = 3;

/// Codes of what is missing, and what is not known for want of it.
const MISSING: [(&str, &str, &str); 2] = [
    ("include-not-found", "what the missing include says", "what the missing includes say"),
    ("unknown-variable", "what hangs on the unknown variable", "what hangs on the unknown variables"),
];

/// The lines, each without a line end. Findings that are not reported count. `open` is the language of a template that was given
/// no values.
pub(crate) fn lines(
    unread: &BTreeSet<Unread>,
    checked: &[(&Input, Findings)],
    open: impl Fn(&Input) -> Option<Language>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (reason, why) in [
        (Reason::NotAsked, "--files reads what a configuration names"),
        (Reason::Outside, "outside the sandbox"),
        (Reason::Denied, "permission denied"),
    ] {
        let names: Vec<_> = unread.iter().filter(|file| file.reason == reason).map(|file| &*file.path).collect();
        if !names.is_empty() {
            lines.push(format!("not read: {} ({why})", listed(&names)));
        }
    }
    let found = || checked.iter().flat_map(|(_, findings)| &findings.diagnostics);
    let mut add = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => lines.push(format!("not checked: {one}")),
        _ => lines.push(format!("not checked: {many}")),
    };
    for (code, one, many) in MISSING {
        add(found().filter(|found| found.code.name == code).count(), one, many);
    }
    let broken = found().filter(|found| syntax::reports(found.code)).count();
    add(broken, "what stands behind the mistake of syntax", "what stands behind mistakes of syntax");
    let open: Vec<_> = checked.iter().filter_map(|(input, _)| open(input)).collect();
    let (rendered, others): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|language| Variables::none(*language).is_some());
    add(
        rendered.len(),
        "what the template's variables decide (--vars)",
        "what the templates' variables decide (--vars)",
    );
    add(
        others.len(),
        "what the template's variables decide (lint what it gives)",
        "what the templates' variables decide (lint what they give)",
    );
    lines
}

fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(NAMES).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
