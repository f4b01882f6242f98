//! Names that a certificate does not know.

use super::hosts::{self, Host};
use super::read::{Link, Pair, TlsFiles};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("certificate-without-host", Warning, "certificate_without_host.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Go's `x509.Certificate.VerifyHostname`, on the other side of the connection.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for tls in given.certificates().iter().filter(|tls| !tls.is_insecure && !tls.pairs.is_empty()) {
        let mut missed = hosts::own(given.config, tls.link);
        missed.retain(|host| !may_be_for(tls, host));
        if missed.is_empty() && tls.link == Link::Routes {
            missed.extend(shared_by_none(tls, &hosts::routes(given.config)));
        }
        missed.into_iter().map(|host| finding(tls, host)).for_each(|found| report.add(found));
    }
}

/// A certificate with a wildcard is that of all servers of the cluster. When it knows none of them, it is not meant for
/// these names; one of a single server may well know none, where there is no route to itself.
fn shared_by_none<'c>(tls: &TlsFiles, routes: &[Host<'c>]) -> Option<Host<'c>> {
    let is_shared =
        |pair: &Pair| pair.own().is_some_and(|own| own.alternative_names.iter().any(|name| name.starts_with("*.")));
    let first = routes.first()?;
    (tls.pairs.iter().any(is_shared) && !routes.iter().any(|host| may_be_for(tls, host))).then_some(*first)
}

/// Whether one of the certificates is for a host, as far as they are known.
fn may_be_for(tls: &TlsFiles, host: &Host<'_>) -> bool {
    tls.pairs.iter().any(|pair| pair.own().is_none_or(|own| own.is_for(host.name)))
}

fn finding(tls: &TlsFiles, host: Host<'_>) -> Diagnostic {
    let mut names: Vec<_> = tls.pairs.iter().filter_map(Pair::own).flat_map(|own| &own.alternative_names).collect();
    names.truncate(10);
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let names = if names.is_empty() { "no host at all".to_owned() } else { names.join(", ") };
    let message = format!("the certificate is not for `{}`, where {} expect it", host.name, tls.link);
    let found = CODE.at(host.span, message).help(format!("it is for {names}: have one issued for this name too"));
    tls.pairs.iter().fold(found, |found, pair| found.related(pair.certificates.span, "the certificate"))
}
