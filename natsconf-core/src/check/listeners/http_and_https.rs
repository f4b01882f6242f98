//! Two ways to the same monitoring.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;
use crate::option::types::{Listen, Port};
use crate::source::Span;

static CODE: Code = code!("http-and-https", Error, "http_and_https.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.StartMonitoring`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let http = place(config.http.as_ref(), config.http_port.as_ref());
    let https = place(config.https.as_ref(), config.https_port.as_ref());
    if let (Some(http), Some(https)) = (http, https) {
        let found = CODE.at(https, "monitoring is served by HTTP or by HTTPS, not by both").related(http, "HTTP");
        report.add(found.help("remove one of the two"));
    }
}

fn place(listen: Option<&Spanned<Listen>>, port: Option<&Spanned<Port>>) -> Option<Span> {
    let port = port.map(|port| (port.0, port.span()));
    let found = port.or(listen.map(|listen| (listen.port, listen.span())));
    found.filter(|(port, _)| *port != 0).map(|(_, place)| place)
}
