//! Imports that the other account does not grant.

use std::collections::HashMap;

use super::{accounts, exports, imports};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::{Account, Export};
use crate::option::Spanned;
use crate::option::types::{ExportSubject, is_part};

static CODE: Code = code!("import-not-exported", Error, "import_not_exported.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

type Subject = fn(&Export) -> Option<&Spanned<ExportSubject>>;

/// `checkStreamExportApproved` and `checkServiceExportApproved`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let accounts = accounts(given.config);
    if report.is_incomplete() || !accounts.iter().any(|account| account.value.imports.is_some()) {
        return;
    }
    let known: HashMap<&str, &Account> =
        accounts.iter().map(|account| (&**account.name, &account.value.value)).collect();
    let stream: Subject = |export| export.stream.as_ref();
    let service: Subject = |export| export.service.as_ref();
    for account in accounts {
        for import in imports(&account.value) {
            let sources = import.stream.iter().map(|source| (source, "stream", stream));
            let sources = sources.chain(import.service.iter().map(|source| (source, "service", service)));
            for (source, kind, subject_of) in sources {
                let (Some(name), Some(subject)) = (&source.account, &source.subject) else { continue };
                let Some(exporter) = known.get(&***name) else { continue };
                let offered = exports(exporter).iter().filter_map(|export| Some((&export.value, subject_of(export)?)));
                let Some(refused) = refusal(&account.name, subject, offered) else { continue };
                let message = match refused {
                    None => format!("`{}` exports no {kind} `{}`", &***name, &***subject),
                    Some(_) => format!("`{}` does not export `{}` to this account", &***name, &***subject),
                };
                let found = CODE.at(subject.span(), message);
                let found = match refused {
                    Some(export) => found.related(export.span(), "exported to others"),
                    None => found,
                };
                report.add(found.help(format!("export it in the account `{}`, or remove the import", &***name)));
            }
        }
    }
}

/// Why an account may not import a subject: nobody exports it (`Some(None)`), or this export is not for it. An export of
/// the very subject counts before others.
fn refusal<'e>(
    account: &str,
    subject: &str,
    offered: impl Iterator<Item = (&'e Export, &'e Spanned<ExportSubject>)> + Clone,
) -> Option<Option<&'e Spanned<ExportSubject>>> {
    let same = offered.clone().filter(|(_, other)| &****other == subject);
    let wider = offered.filter(|(_, other)| &****other != subject && is_part(subject, other));
    let mut exact = same.peekable();
    // Several exports of one subject are one, for the accounts of all of them.
    if let Some((_, place)) = exact.peek().copied() {
        let named: Vec<_> = exact.filter(|(export, _)| is_limited(export)).collect();
        let allowed = named.is_empty() || named.iter().any(|(export, _)| allows(export, account, ""));
        return (!allowed).then_some(Some(place));
    }
    let mut refused = None;
    for (export, place) in wider {
        if allows(export, account, subject) {
            return None;
        }
        refused = Some(place);
    }
    Some(refused)
}

/// Whether an export is for some accounts alone.
fn is_limited(export: &Export) -> bool {
    export.accounts.as_ref().is_some_and(|accounts| !accounts.is_empty())
        || export.account_token_position.as_deref().is_some_and(|position| *position > 0)
}

/// `Account.checkAuth`.
fn allows(export: &Export, account: &str, subject: &str) -> bool {
    if let Some(position) = export.account_token_position.as_deref().filter(|position| **position > 0) {
        let before = usize::try_from(position - 1).unwrap_or(usize::MAX);
        return subject.split('.').nth(before) == Some(account);
    }
    !is_limited(export) || export.accounts.iter().flat_map(|accounts| accounts.iter()).any(|name| &***name == account)
}
