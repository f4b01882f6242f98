//! A name for an import that cannot be.

use super::{accounts, imports};
use crate::check::mappings::transform;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Import;
use crate::option::types::{has_wildcard, subject_problem};

static CODE: Code = code!("invalid-import-target", Error, "invalid_import_target.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Account.addMappedStreamImportWithClaim` and `Account.addServiceImport`, which look at the wildcards of both sides where
/// the other account's subject has some.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for import in accounts(given.config).iter().flat_map(|account| imports(&account.value)) {
        check_prefix(import, report);
        let Some(to) = import.to.as_ref().filter(|to| !to.is_empty()) else { continue };
        let source = import.service.as_ref().or(import.stream.as_ref());
        let Some(subject) = source.and_then(|source| source.subject.as_ref()) else { continue };
        let is_service = import.service.is_some();
        let judged = if has_wildcard(subject) && ***to != ***subject {
            let there = if is_service { transform::unnumbered(subject) } else { subject.to_string() };
            transform::import(&there, &transform::numbered(to), is_service, given.version)
        } else {
            let problem = subject_problem(to).filter(|_| is_service);
            problem.map_or(Ok(()), |problem| Err(format!("it has {problem}")))
        };
        if let Err(problem) = judged {
            let message = format!("`{}` cannot be called `{}` here: {problem}", &***subject, &***to);
            let found = CODE.at(to.span(), message).related(subject.span(), "the subject there");
            report.add(found.help("let `to` have the same wildcards, in any order: `$1` is the first of them"));
        }
    }
}

/// The prefix of a stream, which a `.` may end, has no empty token where the subject has wildcards.
fn check_prefix(import: &Import, report: &mut Report<'_>) {
    let subject = import.stream.as_ref().and_then(|source| source.subject.as_ref());
    let Some(subject) = subject.filter(|subject| has_wildcard(subject)) else { return };
    let Some(prefix) = import.prefix.as_ref().filter(|prefix| !prefix.is_empty()) else { return };
    if prefix.strip_suffix('.').unwrap_or(prefix).split('.').any(str::is_empty) {
        let message = format!("`{}` cannot stand before `{}`: it has an empty token", &***prefix, &***subject);
        report.add(CODE.at(prefix.span(), message).related(subject.span(), "the subject there"));
    }
}
