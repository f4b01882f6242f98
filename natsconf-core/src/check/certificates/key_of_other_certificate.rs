//! A certificate and a key that do not belong together.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("key-of-other-certificate", Error, "key_of_other_certificate.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `tls.X509KeyPair`, which `GenTLSConfig` calls.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for pair in given.certificates().iter().flat_map(|tls| &tls.pairs) {
        let (Some(certificate), Some(key)) = (pair.own(), pair.key.known()) else { continue };
        if key.is_of(certificate) == Some(false) {
            let message = format!("the key in `{}` does not belong to the certificate", pair.key.path);
            let found = CODE.at(pair.key.span, message).related(pair.certificates.span, "the certificate");
            report
                .add(found.help("take the key with which this certificate was asked for; it comes first in its file"));
        }
    }
}
