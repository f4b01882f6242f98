//! Servers that are each other's leaf nodes, or joined as leaf nodes in more than one way.

use super::TogetherRule;
use super::links::{Call, Parts, calls};
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};
use crate::model::Config;

static CODE: Code = code!("leafnode-loop", Warning, "leafnode_loop.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `client.processLeafSub`: what comes back to where it came from is a loop, and the server ends one of the two connections,
/// again and again.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    let all: Vec<_> = calls(servers, Link::LeafNode).collect();
    for (at, call) in all.iter().enumerate() {
        let back =
            |other: &&Call<'_, '_>| other.from.is(call.to) && other.to.is(call.from) && account(other) == account(call);
        if let Some(other) = all[..at].iter().find(back) {
            let message = format!("{} dials this server as its leaf node too, which makes a loop", call.to.title());
            let diagnostic = CODE.at(call.place, message).related(other.place, "the other remote");
            found.push(diagnostic.help("keep one of the two remotes: messages pass in both directions"));
        }
    }
    rings(servers, &all, found);
}

/// A server by its number, and the account that is joined there.
type End<'c> = (usize, &'c str);

/// Connections that close a ring of three servers or more. Those count whose accounts are known on both sides. A remote with
/// several URLs is one connection to whichever server answers, and servers of a cluster speak for each other: they are left out.
fn rings(servers: &[Server<'_>], calls: &[Call<'_, '_>], found: &mut Vec<Diagnostic>) {
    let index = |server: &Server<'_>| servers.iter().position(|it| it.is(server)).unwrap_or_default();
    let mut ends: Vec<End<'_>> = Vec::new();
    let mut edges: Vec<(End<'_>, End<'_>, &Call<'_, '_>)> = Vec::new();
    for call in calls.iter().filter(|call| leads_to_one(call)) {
        let Some(far) = far_account(call) else { continue };
        let (from, to) = ((index(call.from), account(call)), (index(call.to), far));
        // The same two servers twice is not this mistake, or was reported above.
        if !edges.iter().any(|(one, other, _)| [one.0, other.0] == [from.0, to.0] || [other.0, one.0] == [from.0, to.0])
        {
            edges.push((from, to, call));
            ends.extend([from, to]);
        }
    }
    ends.sort_unstable();
    ends.dedup();
    let mut parts = Parts::new(ends.len());
    for (from, to, call) in edges {
        let (Ok(one), Ok(other)) = (ends.binary_search(&from), ends.binary_search(&to)) else { continue };
        if parts.of(one) == parts.of(other) {
            let message =
                format!("{} and this server are joined through other leaf nodes already: a loop", call.to.title());
            let diagnostic = CODE.at(call.place, message);
            found.push(
                diagnostic.help("take one remote out of the ring: messages pass from server to server in any case"),
            );
        }
        parts.join(one, other);
    }
}

fn leads_to_one(call: &Call<'_, '_>) -> bool {
    let urls = call.dial.leafnode.and_then(|remote| remote.urls.as_ref());
    urls.is_some_and(|urls| urls.len() == 1) && !call.from.config.is_clustered() && !call.to.config.is_clustered()
}

/// The account of the hub that is joined: without any login it is the global one. Where there is a login, it is not looked for.
fn far_account(call: &Call<'_, '_>) -> Option<&'static str> {
    let login = call.dial.url.parts().is_some_and(|parts| parts.user.is_some());
    let login = login || call.dial.leafnode.is_some_and(|it| it.credentials.is_some() || it.nkey.is_some());
    let Config { leafnodes, no_auth_user, authorization, .. } = call.to.config;
    let assigns = leafnodes.as_ref().is_some_and(|leafnodes| leafnodes.authorization.is_some());
    let assigns = assigns || no_auth_user.is_some() || authorization.is_some() || call.to.config.has_operator();
    (!login && !assigns).then_some("$G")
}

fn account<'c>(call: &Call<'_, 'c>) -> &'c str {
    let account = call.dial.leafnode.and_then(|remote| remote.account.as_ref()).map(|account| &***account);
    account.filter(|account| !account.is_empty()).unwrap_or("$G")
}
