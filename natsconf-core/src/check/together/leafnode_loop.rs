//! Two servers that are each other's leaf nodes.

use super::TogetherRule;
use super::links::{Call, calls};
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};

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
}

fn account<'c>(call: &Call<'_, 'c>) -> &'c str {
    let account = call.dial.leafnode.and_then(|remote| remote.account.as_ref()).map(|account| &***account);
    account.filter(|account| !account.is_empty()).unwrap_or("$G")
}
