//! Certificates that anyone can have.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("verify-without-ca", Warning, "verify_without_ca.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `GenTLSConfig`: without `ca_file`, Go takes the authorities that the system trusts.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for tls in super::accepting(given.config) {
        let verify = [&tls.verify, &tls.verify_and_map].into_iter().flatten().find(|it| ***it);
        let Some(verify) = verify.filter(|_| tls.pinned_certs.is_none() && tls.ca_certs_match.is_none()) else {
            continue;
        };
        if tls.ca_file.is_none() && report.lacking(&CODE, tls.span(), "").is_some() {
            let message = "without `ca_file`, a certificate of any public authority will do";
            let found = CODE.at(given.key_of(verify.span()), message);
            report.add(found.help("set `ca_file` to the authority that signs the certificates of your clients"));
        }
    }
}
