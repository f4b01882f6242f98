//! TLS that no handshake gets through.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("tls-without-certificate", Warning, "tls_without_certificate.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `GenTLSConfig` loads what is named, and a handshake ends with `tls: no certificates configured`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for tls in super::accepting(given.config) {
        let certs = tls.certs.as_ref().is_some_and(|certs| !certs.is_empty());
        if certs || tls.cert_file.is_some() || tls.cert_store.is_some() {
            continue;
        }
        let message = "this `tls` has no certificate, so nobody gets through the handshake";
        if let Some(found) = report.lacking(&CODE, tls.span(), message) {
            report.add(found.help("set `cert_file` and `key_file`"));
        }
    }
}
