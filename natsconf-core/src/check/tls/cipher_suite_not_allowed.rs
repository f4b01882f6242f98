//! A weak cipher suite that the server does not take.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Version;

static CODE: Code = code!("cipher-suite-not-allowed", Error, "cipher_suite_not_allowed.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseTLS`, since 2.12.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !given.version.reaches(Version::of_family(2, 12)) {
        return;
    }
    for tls in super::all(given.config) {
        if tls.allow_insecure_cipher_suites.as_deref() == Some(&true) {
            continue;
        }
        let suites = tls.cipher_suites.iter().flat_map(|suites| suites.iter());
        for suite in suites.filter(|suite| suite.is_insecure()) {
            let message = format!("`{}` is weak, and weak suites are not allowed", suite.name());
            report.add(CODE.at(suite.span(), message).help("remove it"));
        }
    }
}
