//! A remote that is never dialled.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("leafnode-remote-without-url", Warning, "leafnode_remote_without_url.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.solicitLeafNodeRemotes`, which says nothing.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let remotes = given.config.leafnodes.iter().filter_map(|leafnodes| leafnodes.remotes.as_ref());
    for remote in remotes.flat_map(|remotes| remotes.iter()) {
        if remote.urls.as_ref().is_some_and(|urls| !urls.is_empty()) || remote.disabled.as_deref() == Some(&true) {
            continue;
        }
        if let Some(found) = report.lacking(&CODE, remote.span(), "this remote has no URL, and is never dialled") {
            report.add(found.help("set `url`, as in \"tls://hub.example.com:7422\""));
        }
    }
}
