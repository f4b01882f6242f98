//! Half of a login.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("leafnode-proxy-login", Error, "leafnode_proxy_login.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateLeafNodeProxyOptions`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for proxy in given.config.leafnode_remotes().filter_map(|remote| remote.proxy.as_ref()) {
        let name = proxy.username.as_ref().filter(|name| !name.is_empty()).map(|name| (name.span(), "password"));
        let password = proxy.password.as_ref().filter(|it| !it.reveal().is_empty()).map(|it| (it.span(), "username"));
        let half = if name.is_some() == password.is_some() { None } else { name.or(password) };
        if let Some((place, other)) = half {
            let found =
                CODE.at(place, format!("a proxy is logged in to with `username` and `password`: `{other}` is missing"));
            report.add(found.help("set both, or neither"));
        }
    }
}
