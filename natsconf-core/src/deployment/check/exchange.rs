//! What accounts export and import.

use super::Report;
use super::codes::{CONTRADICTION, INCOMPLETE, NOT_EXPORTED};
use crate::deployment::spec::{Account, Export, Import, SpecName};
use crate::deployment::trust::covers;
use crate::option::Spanned;
use crate::option::types::NamedEntry;
use crate::source::Span;

pub(super) fn check(report: &mut Report<'_>) {
    let deployment = report.deployment;
    for account in deployment.accounts.iter().flat_map(|accounts| accounts.iter()) {
        for export in account.value.exports.iter().flat_map(|exports| exports.iter()) {
            one_of(report, export.span(), export.stream.as_ref(), export.service.as_ref());
            for allowed in export.accounts.iter().flat_map(|accounts| accounts.iter()) {
                report.account(allowed.span(), allowed);
            }
        }
        for given in account.value.imports.iter().flat_map(|imports| imports.iter()) {
            one_of(report, given.span(), given.stream.as_ref(), given.service.as_ref());
            import(report, account, given);
        }
    }
}

/// What is shared is either a stream or a service.
fn one_of<T>(report: &mut Report<'_>, span: Span, stream: Option<&Spanned<T>>, service: Option<&Spanned<T>>) {
    match (stream, service) {
        (Some(_), Some(service)) => {
            let help = "make two entries of it";
            report.add(&CONTRADICTION, service.span(), "`stream` and `service` are both there", help);
        }
        (None, None) => {
            let help = "name the subject: `stream: \"orders.>\"` for messages, `service: \"orders.new\"` for requests";
            report.add(&INCOMPLETE, span, "neither a stream nor a service is named", help);
        }
        _ => {}
    }
}

fn import(report: &mut Report<'_>, importer: &NamedEntry<SpecName, Account>, given: &Spanned<Import>) {
    let exporter = match (&given.account, &given.account_key) {
        (Some(account), None) => account,
        (Some(_), Some(key)) => {
            report.add(
                &CONTRADICTION,
                key.span(),
                "`account` and `account_key` are both there",
                "an account of this description needs no key",
            );
            return;
        }
        (None, Some(_)) => return,
        (None, None) => {
            let help = "add `account`, or for one of another deployment `account_key`";
            report.add(&INCOMPLETE, given.span(), "it is not said from which account", help);
            return;
        }
    };
    report.account(exporter.span(), exporter);
    let Some(account) = report.described(exporter) else { return };
    let Some(subject) = given.stream.as_ref().or(given.service.as_ref()) else { return };
    let kind = if given.stream.is_some() { "stream" } else { "service" };
    let fits = |export: &&Spanned<Export>| {
        let offered = if given.stream.is_some() { &export.stream } else { &export.service };
        offered.as_ref().is_some_and(|offered| covers(offered, subject))
    };
    let fitting: Vec<_> = account.exports.iter().flat_map(|exports| exports.iter()).filter(fits).collect();
    let to_importer = |export: &&&Spanned<Export>| {
        export.accounts.as_ref().is_none_or(|accounts| accounts.iter().any(|name| *name.value == *importer.name.value))
    };
    match fitting.first() {
        None => {
            let help = format!("add `{kind}: \"{}\"` to the exports of `{}`", subject.value, exporter.value);
            report.add(&NOT_EXPORTED, subject.span(), format!("`{}` exports no such {kind}", exporter.value), help);
        }
        Some(export) if !fitting.iter().any(|export| to_importer(&export)) => {
            let found =
                NOT_EXPORTED.at(subject.span(), format!("`{}` exports this {kind} to others alone", exporter.value));
            let help = format!("add `{}` to the export's `accounts`", importer.name.value);
            report.found.push(found.related(export.span(), "the export").help(help));
        }
        Some(_) => {}
    }
}
