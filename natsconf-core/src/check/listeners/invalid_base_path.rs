//! A path of monitoring that is a pattern.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Listens;

static CODE: Code = code!("invalid-base-path", Error, "invalid_base_path.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.startMonitoring`: Go's `ServeMux` takes what stands before a blank for a method, and braces for wildcards.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(path) = &config.http_base_path else { return };
    if !config.listeners().any(|listener| listener.listens == Listens::Monitoring) {
        return;
    }
    let odd = path.contains([' ', '\t']) || !path.split('/').all(is_segment);
    if odd {
        let found = CODE.at(path.span(), "the server ends with a panic over blanks and braces in this path");
        report.add(found.help("leave them out"));
    }
}

/// A part of the path without a brace, or a whole part that is a wildcard with a name.
fn is_segment(segment: &str) -> bool {
    let Some(inside) = segment.strip_prefix('{') else { return !segment.contains('{') };
    let Some(name) = inside.strip_suffix('}') else { return false };
    name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}
