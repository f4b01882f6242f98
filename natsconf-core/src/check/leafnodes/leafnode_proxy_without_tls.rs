//! A secured WebSocket through a proxy, without a word about TLS.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("leafnode-proxy-without-tls", Error, "leafnode_proxy_without_tls.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateLeafNodeProxyOptions`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for remote in given.config.leafnode_remotes().filter(|remote| remote.tls.is_none()) {
        if remote.proxy.as_ref().is_none_or(|proxy| proxy.url.is_none()) {
            continue;
        }
        let secured = |parts: crate::option::types::Parts<'_>| parts.scheme.eq_ignore_ascii_case("wss");
        let url = remote.urls.iter().flat_map(|urls| urls.iter()).find(|url| url.parts().is_some_and(secured));
        if let Some(url) = url {
            let found = CODE.at(url.span(), "`wss` through a proxy needs a `tls` block");
            report.add(found.help("add `tls { ca_file: … }` to the remote, or an empty `tls {}`"));
        }
    }
}
