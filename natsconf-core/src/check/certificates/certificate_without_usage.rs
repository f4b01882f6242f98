//! Certificates for another use.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("certificate-without-usage", Warning, "certificate_without_usage.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Go's `x509.Certificate.Verify`, on the other side of the connection.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for tls in given.certificates() {
        for pair in &tls.pairs {
            let Some(own) = pair.own() else { continue };
            let lacks_server = tls.link.accepts() && !own.serves;
            let lacks_client = tls.link.dials() && !own.dials;
            let usage = match (lacks_server, lacks_client) {
                (true, true) => "neither `serverAuth` nor `clientAuth`",
                (true, false) => "no `serverAuth`",
                (false, true) => "no `clientAuth`",
                (false, false) => continue,
            };
            let message = format!("the certificate has {usage}, so {} refuse it", tls.link);
            let found = CODE.at(pair.certificates.span, message);
            report.add(found.help(match (tls.link.accepts(), tls.link.dials()) {
                (true, true) => "have one issued with both extended key usages: servers dial each other",
                _ => "have one issued with this extended key usage",
            }));
        }
    }
}
