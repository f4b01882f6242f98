//! Servers of one cluster with different system accounts.

use std::collections::BTreeMap;

use super::TogetherRule;
use super::server::Server;
use crate::diagnostic::{Code, Diagnostic, code};
use crate::source::Span;

static CODE: Code = code!("system-accounts-differ", Warning, "system_accounts_differ.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// Servers talk about themselves in their system account (`server/events.go`). Without an operator, it is `$SYS` by default.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    for server in servers {
        let config = server.config;
        let Some((cluster, place)) = server.cluster_name().filter(|_| !config.has_operator()) else { continue };
        let own = config.system_account.as_ref().filter(|name| !name.is_empty());
        let (name, place) = own.map_or(("$SYS", place), |name| (&***name, server.place(name.span())));
        let (first, other) = *known.entry(cluster).or_insert((name, place));
        if first != name {
            let message =
                format!("the system account is `{name}` here, and `{first}` on another server of the cluster");
            let diagnostic = CODE.at(place, message).related(other, "the other server");
            found.push(diagnostic.help("give all servers of a cluster the same `system_account`"));
        }
    }
}
