//! A route written twice.

use std::collections::HashMap;

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("duplicate-route", Warning, "duplicate_route.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseURLs`, which drops the second.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let routes = given.config.cluster.iter().filter_map(|cluster| cluster.routes.as_ref());
    let gateways =
        given.config.gateway.iter().filter_map(|gateway| gateway.gateways.as_ref()).flat_map(|all| all.iter());
    for urls in routes.chain(gateways.filter_map(|remote| remote.urls.as_ref())) {
        let mut known = HashMap::new();
        for url in urls.iter() {
            if let Some(first) = known.insert(url.as_str(), url.span()) {
                let found = CODE.at(url.span(), "this URL stands here twice, and `nats-server -t` fails");
                report.add(found.related(first, "the first").help("remove one of the two"));
            }
        }
    }
}
