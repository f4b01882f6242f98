//! Certificates whose time is nearly over.

use super::certificate_expired::dated;
use crate::check::tokens::SOON;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::words;

static CODE: Code = code!("certificate-expires-soon", Warning, "certificate_expires_soon.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Certificates for a short time are renewed in time by what issues them: a third of its time, or 30 days, is soon.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(now) = given.now else { return };
    for (span, path, facts) in given.certificates().iter().flat_map(dated) {
        let until = facts.validity.until;
        let soon = SOON.min(until.saturating_sub(facts.validity.from) / 3);
        if facts.validity.from <= now && now <= until && until <= now.saturating_add(soon) {
            let message = format!("the certificate in `{path}` expires {}", words::moment(until, now));
            report.add(CODE.at(span, message).help("have it issued anew, and reload the server"));
        }
    }
}
