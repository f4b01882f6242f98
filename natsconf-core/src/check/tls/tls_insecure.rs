//! Certificates that nobody looks at.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("tls-insecure", Warning, "tls_insecure.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `GenTLSConfig`, for the side that dials. `Server.Start` warns of it in clusters and gateways alone.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for insecure in super::dialling(given.config).filter_map(|tls| tls.insecure.as_ref()).filter(|it| ***it) {
        let message = "the certificate of the other server is not verified: anyone on the way can be it";
        let found = CODE.at(given.key_of(insecure.span()), message);
        report.add(found.help("remove `insecure`, and name the authority in `ca_file`"));
    }
}
