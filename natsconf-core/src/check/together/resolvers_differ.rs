//! Servers of one cluster that find accounts in different places.

use std::collections::BTreeMap;

use super::TogetherRule;
use super::server::Server;
use crate::diagnostic::{Code, Diagnostic, code};
use crate::model::Resolver;
use crate::option::types::ResolverType;
use crate::source::Span;

static CODE: Code = code!("resolvers-differ", Warning, "resolvers_differ.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// A pushed account reaches folders alone (`DirAccResolver.Start`): a server with `MEMORY` goes on with what it was started
/// with.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    for server in servers {
        let Some((cluster, _)) = server.cluster_name() else { continue };
        let Some(resolver) = server.config.resolver.as_ref().filter(|_| server.config.has_operator()) else { continue };
        let Some(place) = place(resolver) else { continue };
        let span = server.place(resolver.span());
        let (first, other) = *known.entry(cluster).or_insert((place, span));
        if first != place {
            let message = format!("accounts are looked up {place} here, and {first} on another server of the cluster");
            let diagnostic = CODE.at(span, message).related(other, "the other server");
            found.push(diagnostic.help("give all servers of a cluster the same kind of `resolver`"));
        }
    }
}

/// Where accounts are looked up. Folders of all accounts and of those in use go together.
fn place(resolver: &Resolver) -> Option<&'static str> {
    match resolver {
        Resolver::Memory => Some("in memory"),
        Resolver::Url(_) => Some("by HTTP"),
        Resolver::Folder(folder) => match folder.resolver_type.as_deref()? {
            ResolverType::Memory => Some("in memory"),
            ResolverType::Full | ResolverType::Cache => Some("in a folder"),
        },
    }
}
