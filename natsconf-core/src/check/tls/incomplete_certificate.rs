//! A certificate without its key, or the other way round.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("incomplete-certificate", Error, "incomplete_certificate.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `GenTLSConfig`, and `parseTLS` for `certs` beside `cert_file`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for tls in super::all(given.config) {
        for pair in tls.certs.iter().flat_map(|certs| certs.iter()) {
            if let Some(file) = [&pair.cert_file, &pair.key_file].into_iter().flatten().find(|file| file.is_empty()) {
                report.add(CODE.at(file.span(), "a certificate has a file, and its key has one"));
            }
        }
        let certificate = tls.cert_file.as_ref().filter(|file| !file.is_empty());
        let key = tls.key_file.as_ref().filter(|file| !file.is_empty());
        let certs = tls.certs.as_ref().filter(|certs| !certs.is_empty());
        let found = match (certificate, key, certs) {
            (Some(file), _, Some(certs)) => {
                let found = CODE.at(file.span(), "certificates stand in `certs` or in `cert_file`, not in both");
                found.related(given.key_of(certs.span()), "`certs`").help("add this one to `certs`")
            }
            (Some(file), None, None) => {
                CODE.at(file.span(), "this certificate has no `key_file`").help("set `key_file` to its private key")
            }
            (None, Some(file), _) => {
                CODE.at(file.span(), "this key has no `cert_file`").help("set `cert_file` to its certificate")
            }
            _ => continue,
        };
        if report.lacking(&CODE, tls.span(), "").is_some() {
            report.add(found);
        }
    }
}
