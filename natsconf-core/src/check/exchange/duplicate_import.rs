//! The same thing, imported twice.

use std::collections::HashMap;

use super::{accounts, imports};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Version;

static CODE: Code = code!("duplicate-import", Error, "duplicate_import.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Account.isStreamImportDuplicate` for the subject there, whatever it is called here; `parseAccountImports` for the
/// subject under which a service of the same account is known here; before 2.11, of any account.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let any_account = !given.version.reaches(Version::of_family(2, 11));
    for account in accounts(given.config).iter().filter(|account| imports(&account.value).len() > 1) {
        let mut known = HashMap::new();
        for import in imports(&account.value) {
            let service = import.service.as_ref().map(|source| (source, true));
            let Some((source, is_service)) = service.or(import.stream.as_ref().map(|source| (source, false))) else {
                continue;
            };
            let (Some(name), Some(subject)) = (&source.account, &source.subject) else { continue };
            let to = import.to.as_ref().filter(|to| is_service && !to.is_empty());
            let here = to.map_or(&***subject, |to| &***to);
            let exporter = if is_service && any_account { "" } else { &***name };
            if let Some(first) = known.insert((is_service, exporter, here), subject.span()) {
                let kind = if is_service { "a service" } else { "the stream" };
                let message = format!("{kind} `{here}` of `{}` is imported already", &***name);
                report.add(CODE.at(subject.span(), message).related(first, "the first").help("remove one of the two"));
            }
        }
    }
}
