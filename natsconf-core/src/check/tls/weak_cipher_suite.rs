//! Cipher suites known to be weak.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Version;

static CODE: Code = code!("weak-cipher-suite", Warning, "weak_cipher_suite.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Go's `tls.InsecureCipherSuites`, which the server takes where it is told to, and up to 2.11 always.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let always = !given.version.reaches(Version::of_family(2, 12));
    for tls in super::all(given.config) {
        let taken = always || tls.allow_insecure_cipher_suites.as_deref() == Some(&true);
        let mut suites = tls.cipher_suites.iter().flat_map(|suites| suites.iter()).filter(|suite| suite.is_insecure());
        let Some(suite) = suites.find(|_| taken) else { continue };
        let found = CODE.at(suite.span(), format!("`{}` is known to be weak", suite.name()));
        report.add(found.help("remove it; without `cipher_suites`, the server has a good list of its own"));
    }
}
