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
                let offers = offers_of(subject, offered);
                if is_granted(&account.name, subject, &offers) {
                    continue;
                }
                let found = match offers.first() {
                    Some((_, export)) => {
                        let message = format!("`{}` does not export `{}` to this account", &***name, &***subject);
                        CODE.at(subject.span(), message).related(export.span(), "exported to others")
                    }
                    None => CODE.at(subject.span(), format!("`{}` exports no {kind} `{}`", &***name, &***subject)),
                };
                report.add(found.help(format!("export it in the account `{}`, or remove the import", &***name)));
            }
        }
    }
}

type Offer<'e> = (&'e Export, &'e Spanned<ExportSubject>);

/// The exports that decide about a subject: those of the very subject, or else those that it is part of.
fn offers_of<'e>(subject: &str, offered: impl Iterator<Item = Offer<'e>> + Clone) -> Vec<Offer<'e>> {
    let same: Vec<_> = offered.clone().filter(|(_, other)| ****other == *subject).collect();
    if same.is_empty() { offered.filter(|(_, other)| is_part(subject, other)).collect() } else { same }
}

/// Whether an account may import a subject. Several exports of the very subject are one, for the accounts of all of them.
fn is_granted(account: &str, subject: &str, offers: &[Offer<'_>]) -> bool {
    let same = offers.first().is_some_and(|(_, other)| ****other == *subject);
    let limited = same && offers.iter().any(|(export, _)| is_limited(export));
    let mut counted = offers.iter().filter(|(export, _)| !limited || is_limited(export));
    counted.any(|(export, _)| allows(export, account, if same { "" } else { subject }))
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
