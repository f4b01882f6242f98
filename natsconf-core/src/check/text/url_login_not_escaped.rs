//! A URL that ends within its password.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;
use crate::option::types::ServerUrl;

static CODE: Code = code!("url-login-not-escaped", Warning, "url_login_not_escaped.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Go's `url.Parse` ends the host at the first `/`, `?` or `#`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let routes = config.cluster.iter().filter_map(|cluster| cluster.routes.as_ref()).flat_map(|urls| urls.iter());
    let leafnodes = config.leafnode_remotes().filter_map(|remote| remote.urls.as_ref()).flat_map(|urls| urls.iter());
    let gateways = config.gateway.iter().filter_map(|gateway| gateway.gateways.as_ref());
    let gateways = gateways.flat_map(|gateways| gateways.iter()).flat_map(|remote| {
        let urls = remote.urls.iter().flat_map(|urls| urls.iter());
        remote.url.iter().chain(urls)
    });
    for url in routes.chain(leafnodes).chain(gateways).filter(|url| has_login_behind_host(url)) {
        let found = CODE.at(url.span(), "the host ends at the first `/`, `?` or `#`, and an `@` comes after it");
        report.add(found.help("in a user or password, write `/` as %2F, `?` as %3F and `#` as %23"));
    }
}

fn has_login_behind_host(url: &Spanned<ServerUrl>) -> bool {
    let Some((_, rest)) = url.as_str().split_once("://") else { return false };
    rest.find(['/', '?', '#']).is_some_and(|end| rest[end..].contains('@'))
}
