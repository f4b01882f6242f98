//! A proxy that is nowhere.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Version;

static CODE: Code = code!("leafnode-proxy-without-url", Error, "leafnode_proxy_without_url.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateLeafNodeProxyOptions`, from 2.15 on; servers before go without the proxy. An empty block counts for none.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !given.version.reaches(Version::of_family(2, 15)) {
        return;
    }
    for proxy in given.config.leafnode_remotes().filter_map(|remote| remote.proxy.as_ref()) {
        let name = proxy.username.as_ref().is_some_and(|name| !name.is_empty());
        let password = proxy.password.as_ref().is_some_and(|password| !password.reveal().is_empty());
        let timeout = proxy.timeout.as_ref().is_some_and(|timeout| timeout.0.nanoseconds() != 0);
        if proxy.url.is_none() && (name || password || timeout) {
            let found = report.lacking(&CODE, proxy.span(), "the proxy has no `url`");
            if let Some(found) = found {
                report.add(found.help("add the `url` of the proxy, or remove the block"));
            }
        }
    }
}
