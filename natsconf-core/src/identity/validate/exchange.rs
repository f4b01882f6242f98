//! Imports and exports of an account.

use std::collections::{BTreeMap, BTreeSet};

use super::super::claims::{Activation, Exchange, Export, Import, SamplingRate};
use super::super::jwt;
use super::{Faults, subject};

/// Response types of a service.
const RESPONSE_TYPES: [&str; 3] = ["Singleton", "Stream", "Chunked"];

pub(super) fn exports(faults: &mut Faults, exports: &[Export]) {
    for (n, export) in exports.iter().enumerate() {
        check_export(faults, &format!("nats.exports[{n}]"), export);
    }
    overlapping_exports(faults, exports);
}

fn check_export(faults: &mut Faults, path: &str, export: &Export) {
    subject::check(faults, &format!("{path}.subject"), &export.subject);
    match export.exchange {
        Some(Exchange::Service) => check_service(faults, path, export),
        Some(Exchange::Stream) => check_stream(faults, path, export),
        None => faults.error(format!("{path}.type"), "it must be `stream` or `service`"),
    }
    check_token_position(faults, path, export);
    super::info(faults, path, &export.description, &export.info_url);
}

fn check_service(faults: &mut Faults, path: &str, export: &Export) {
    let response = &export.response_type;
    if !response.is_empty() && !RESPONSE_TYPES.contains(&response.as_str()) {
        let message = format!("`{response}` is none of {}", RESPONSE_TYPES.join(", "));
        faults.error(format!("{path}.response_type"), message);
    }
    if export.response_threshold < 0 {
        faults.error(format!("{path}.response_threshold"), "it must not be negative");
    }
    let Some(latency) = &export.latency else { return };
    if let SamplingRate::Percent(percent) = latency.sampling
        && !(1..=100).contains(&percent)
    {
        faults.error(format!("{path}.service_latency.sampling"), format!("{percent} is not between 1 and 100"));
    }
    let results = format!("{path}.service_latency.results");
    subject::check(faults, &results, &latency.results);
    if subject::has_wildcards(&latency.results) {
        faults.error(results, "it must not have wildcards");
    }
}

fn check_stream(faults: &mut Faults, path: &str, export: &Export) {
    let of_services = [
        ("response_type", !export.response_type.is_empty()),
        ("response_threshold", export.response_threshold != 0),
        ("service_latency", export.latency.is_some()),
        ("allow_trace", export.allow_trace),
    ];
    for (name, _) in of_services.into_iter().filter(|(_, set)| *set) {
        faults.error(format!("{path}.{name}"), "only the export of a service may have it");
    }
}

fn check_token_position(faults: &mut Faults, path: &str, export: &Export) {
    let Some(position) = usize::try_from(export.account_token_position).ok().and_then(|n| n.checked_sub(1)) else {
        return;
    };
    if export.subject.split('.').nth(position) != Some("*") {
        let message = format!("token {} of `{}` must be `*`", export.account_token_position, export.subject);
        faults.error(format!("{path}.account_token_position"), message);
    }
}

/// Exports of one kind may not contain each other.
fn overlapping_exports(faults: &mut Faults, exports: &[Export]) {
    let mut seen = BTreeSet::new();
    // Of thousands of exports few have wildcards, and only these contain others than themselves.
    let (wild, plain): (Vec<_>, Vec<_>) =
        exports.iter().enumerate().partition(|(_, export)| subject::has_wildcards(&export.subject));
    for (n, export) in exports.iter().enumerate() {
        let contains = |(m, other): &&(usize, &Export)| {
            *m != n && other.exchange == export.exchange && subject::is_contained(&export.subject, &other.subject)
        };
        let twice = !seen.insert((export.exchange.map(Exchange::name), &export.subject));
        let equal = if twice { plain.iter().find(contains) } else { None };
        if let Some((m, other)) = equal.or_else(|| wild.iter().find(contains)) {
            let message =
                format!("`{}` is exported already, by `{}` in nats.exports[{m}]", export.subject, other.subject);
            faults.error(format!("nats.exports[{n}].subject"), message);
        }
    }
}

/// `importer` is the public key of the account.
pub(super) fn imports(faults: &mut Faults, imports: &[Import], importer: &str) {
    for (n, import) in imports.iter().enumerate() {
        check_import(faults, &format!("nats.imports[{n}]"), import, importer);
    }
    overlapping_imports(faults, imports);
}

fn check_import(faults: &mut Faults, path: &str, import: &Import, importer: &str) {
    let service = import.exchange == Some(Exchange::Service);
    match import.exchange {
        Some(Exchange::Service) if import.allow_trace => {
            faults.error(format!("{path}.allow_trace"), "only the import of a stream may have it");
        }
        Some(_) => {}
        None => faults.error(format!("{path}.type"), "it must be `stream` or `service`"),
    }
    if import.account.is_empty() {
        faults.error(format!("{path}.account"), "the exporting account is needed");
    }
    if !import.to.is_empty() {
        faults.warning(format!("{path}.to"), "`local_subject` replaces it");
    }
    subject::check(faults, &format!("{path}.subject"), &import.subject);
    if !import.local_subject.is_empty() {
        let local = format!("{path}.local_subject");
        subject::check_renaming(faults, &local, &import.local_subject, &import.subject);
        if !import.to.is_empty() {
            faults.error(local, "it replaces `to`: only one of them may be set");
        }
    }
    if import.share && !service {
        faults.error(format!("{path}.share"), "only the import of a service may have it");
    }
    if !import.token.is_empty() {
        check_activation(faults, &format!("{path}.token"), import, importer);
    }
}

fn check_activation(faults: &mut Faults, path: &str, import: &Import, importer: &str) {
    let activation = match jwt::decode::<Activation>(&import.token) {
        Ok(activation) => activation.into_claims(),
        Err(error) => return faults.error(path, format!("the activation token: {error}")),
    };
    if activation.account() != import.account && activation.data.issuer != import.account {
        faults.error(path, "the activation token was not issued by the account that exports");
    }
    if activation.data.subject != importer {
        faults.error(path, "the activation token was issued to another account than this one");
    }
    if activation.body.import_type != import.exchange {
        faults.error(path, "the activation token is for the other of `stream` and `service`");
    }
    let service_to = import.exchange == Some(Exchange::Service) && !import.to.is_empty();
    let used = if service_to { &import.to } else { &import.subject };
    if !subject::is_contained(used, &activation.body.import_subject) {
        let allowed = &activation.body.import_subject;
        faults.error(path, format!("the activation token is for `{allowed}`, which does not contain `{used}`"));
    }
    for fault in super::activation(&activation) {
        faults.error(path, format!("the activation token: {fault}"));
    }
}

/// Services imported from one account may not overlap where they appear in this one.
fn overlapping_imports(faults: &mut Faults, imports: &[Import]) {
    let mut seen: BTreeMap<&str, Vec<(usize, String)>> = BTreeMap::new();
    let services = |(_, import): &(usize, &Import)| import.exchange == Some(Exchange::Service);
    for (n, import) in imports.iter().enumerate().filter(services) {
        let local = local_subject(import);
        let others = seen.entry(&import.account).or_default();
        let overlap = |(_, other): &&(usize, String)| {
            subject::is_contained(&local, other) || subject::is_contained(other, &local)
        };
        if let Some((m, other)) = others.iter().find(overlap) {
            let message = format!("`{local}` overlaps with `{other}` of nats.imports[{m}], from the same account");
            faults.error(format!("nats.imports[{n}]"), message);
        }
        others.push((n, local));
    }
}

/// The subject under which requests are made in the importing account.
fn local_subject(import: &Import) -> String {
    match (import.to.as_str(), import.local_subject.as_str()) {
        ("", "") => import.subject.clone(),
        ("", local) => subject::without_references(local),
        (to, _) => to.to_owned(),
    }
}
