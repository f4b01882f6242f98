//! Logins that other servers cannot use.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Toggle;

static CODE: Code = code!("link-login", Error, "link_login.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseCluster` and `parseGateway`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let cluster = config.cluster.as_ref().and_then(|cluster| cluster.authorization.as_ref());
    let gateway = config.gateway.as_ref().and_then(|gateway| gateway.authorization.as_ref());
    for authorization in cluster.into_iter().chain(gateway) {
        let users = authorization.users.as_ref().map(|users| (users.span(), "a list of users"));
        let token = authorization.token.as_ref().filter(|token| !token.reveal().is_empty());
        let token = token.map(|token| (token.span(), "a token"));
        let callout = authorization.auth_callout.as_ref().map(|callout| (callout.span(), "an auth callout"));
        for (place, what) in users.into_iter().chain(token).chain(callout) {
            let found =
                CODE.at(given.key_of(place), format!("servers log in with one user and password, not with {what}"));
            report.add(found.help("set `user` and `password`, the same on all servers"));
        }
    }
    let permissions = config.cluster.as_ref().and_then(|cluster| cluster.permissions.as_ref());
    let responses = permissions.and_then(|permissions| permissions.allow_responses.as_ref());
    if let Some(responses) = responses.filter(|responses| !matches!(***responses, Toggle::Off)) {
        let found = CODE.at(given.key_of(responses.span()), "routes know no permission to answer");
        report.add(found.help("remove it, and list the subjects under `import` and `export`"));
    }
}
