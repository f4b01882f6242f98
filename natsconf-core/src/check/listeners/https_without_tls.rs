//! Monitoring by HTTPS without a certificate.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Listens;
use crate::option::Spanned;

static CODE: Code = code!("https-without-tls", Error, "https_without_tls.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.startMonitoring`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let option = config.https.as_ref().map(Spanned::span).or(config.https_port.as_ref().map(Spanned::span));
    let Some(place) = option.filter(|_| config.tls.is_none() && !report.is_incomplete()) else { return };
    // A port of 0 is none.
    let listens = config.listeners().any(|it| it.listens == Listens::Monitoring && it.place == Some(place));
    if listens {
        let found = CODE.at(place, "monitoring by HTTPS needs `tls`");
        report.add(found.help("add a `tls` block at the top level, or use `http`"));
    }
}
