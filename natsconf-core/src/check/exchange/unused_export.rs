//! An offer that nobody takes.

use std::collections::HashMap;

use super::{accounts, exports, imports};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::collide;

static CODE: Code = code!("unused-export", Hint, "unused_export.md");

pub(super) const RULE: Rule = Rule::hint(&CODE, check);

/// Without an operator, accounts share with those of this configuration alone.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let accounts = accounts(given.config);
    if report.is_incomplete() || !accounts.iter().any(|account| account.value.exports.is_some()) {
        return;
    }
    let mut taken: HashMap<(bool, &str), Vec<&str>> = HashMap::new();
    for import in accounts.iter().flat_map(|account| imports(&account.value)) {
        let sources = import.stream.iter().map(|source| (false, source));
        for (is_service, source) in sources.chain(import.service.iter().map(|source| (true, source))) {
            if let (Some(account), Some(subject)) = (&source.account, &source.subject) {
                taken.entry((is_service, account)).or_default().push(subject);
            }
        }
    }
    for account in accounts {
        for export in exports(&account.value) {
            let subject = export.service.as_ref().or(export.stream.as_ref());
            let Some(subject) = subject else { continue };
            let subjects = taken.get(&(export.service.is_some(), &**account.name));
            if !subjects.into_iter().flatten().any(|other| collide(other, subject)) {
                let found = CODE.at(subject.span(), format!("no account imports `{}`", &***subject));
                report.add(found.help("remove the export, or import it in the account that it is for"));
            }
        }
    }
}
