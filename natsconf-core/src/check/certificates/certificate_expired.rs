//! Certificates that are valid no more, or not yet.

use super::read::TlsFiles;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::certificates::CertificateFacts;
use crate::identity::words;
use crate::source::Span;

static CODE: Code = code!("certificate-expired", Warning, "certificate_expired.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `GenTLSConfig` does not look at the time; who verifies the certificate does.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(now) = given.now else { return };
    for (span, path, facts) in given.certificates().iter().flat_map(dated) {
        let message = if facts.validity.until < now {
            format!("the certificate in `{path}` expired {}", words::moment(facts.validity.until, now))
        } else if facts.validity.from > now {
            format!("the certificate in `{path}` is not valid before {}", words::moment(facts.validity.from, now))
        } else {
            continue;
        };
        report.add(CODE.at(span, message).help("have it issued anew: whoever verifies it refuses the connection"));
    }
}

/// The holders' own certificates, and that of the authority where there is only one.
pub(super) fn dated(tls: &TlsFiles) -> impl Iterator<Item = (Span, &str, &CertificateFacts)> {
    let own = tls.pairs.iter().filter_map(|pair| Some((pair.certificates.span, &*pair.certificates.path, pair.own()?)));
    let authority = tls.authorities.iter().filter_map(|file| match file.known()?.as_slice() {
        [only] => Some((file.span, &*file.path, only)),
        _ => None,
    });
    own.chain(authority)
}
