//! Streams on both sides of a leaf node connection that cannot be told apart.

use super::TogetherRule;
use super::links::{Call, calls};
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};
use crate::model::Config;
use crate::option::types::Switch;

static CODE: Code = code!("jetstream-domain-shared", Warning, "jetstream_domain_shared.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `Server.addLeafNodeConnection` keeps requests to JetStream from passing. With the same domain and the system account joined
/// too, the leaf node extends the JetStream of its hub instead.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    let all: Vec<_> = calls(servers, Link::LeafNode).collect();
    for (at, call) in all.iter().enumerate() {
        let (own, hub) = (call.from.config, call.to.config);
        let same = |other: &&Call<'_, '_>| other.from.is(call.from) && other.to.is(call.to);
        let joins_system = all.iter().filter(same).any(|other| joins_system_account(other));
        let is_first = !all[..at].iter().any(|other| same(&other));
        if !is_first || joins_system || own.has_operator() || !own.has_jetstream() || !hub.has_jetstream() {
            continue;
        }
        let (Some(jetstream), Some(other)) = (&own.jetstream, &hub.jetstream) else { continue };
        if domain(own) == domain(hub) {
            let title = call.to.title();
            let message = match domain(own) {
                Some(domain) => format!("the streams here and on the hub {title} are both in the domain `{domain}`"),
                None => format!("neither the streams here nor those of the hub {title} are in a domain"),
            };
            let diagnostic = CODE.at(call.from.place(jetstream.span()), message);
            let diagnostic = diagnostic.related(call.to.place(other.span()), "JetStream of the hub");
            found.push(diagnostic.help("give each a `domain` of its own, by which the other side reaches its streams"));
        }
    }
}

fn joins_system_account(call: &Call<'_, '_>) -> bool {
    let system = call.from.config.system_account.as_ref().map_or("$SYS", |account| account);
    call.dial.leafnode.and_then(|remote| remote.account.as_ref()).is_some_and(|account| &***account == system)
}

fn domain(config: &Config) -> Option<&str> {
    match config.jetstream.as_deref() {
        Some(Switch::With(block)) => block.domain.as_ref().map(|domain| &***domain).filter(|domain| !domain.is_empty()),
        _ => None,
    }
}
