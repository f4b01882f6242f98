//! URLs of two protocols for one remote.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::ServerUrl;

static CODE: Code = code!("leafnode-urls-mixed", Error, "leafnode_urls_mixed.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateLeafNode`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for urls in given.config.leafnode_remotes().filter_map(|remote| remote.urls.as_ref()) {
        let Some(first) = urls.iter().next() else { continue };
        if let Some(other) = urls.iter().find(|url| is_websocket(url) != is_websocket(first)) {
            let found = CODE.at(other.span(), "a remote is dialled by WebSocket or not: its URLs are all of one kind");
            let found = found.related(first.span(), "the first URL");
            report.add(found.help("make all of them `ws` or `wss`, or none"));
        }
    }
}

/// `isWSURL`.
fn is_websocket(url: &ServerUrl) -> bool {
    let scheme = url.parts().map(|parts| parts.scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| scheme == "ws" || scheme == "wss")
}
