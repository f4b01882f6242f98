//! Two servers that keep their streams in one folder.

use std::collections::HashMap;

use super::TogetherRule;
use super::links::machines;
use super::server::Server;
use crate::diagnostic::{Code, Diagnostic, code};

static CODE: Code = code!("store-dir-shared", Warning, "store_dir_shared.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// Nothing in `Server.EnableJetStream` keeps a second server out. Of servers that dial each other at loopback
/// addresses it is known that they share a machine.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    let mut known = HashMap::new();
    let machines = machines(servers);
    for (at, server) in servers.iter().enumerate().filter(|(_, server)| server.config.has_jetstream()) {
        let Some(folder) = server.config.store_folder() else { continue };
        let place = server.place(folder.span());
        if let Some(first) = known.insert((machines.of(at), folder.trim_end_matches('/')), place) {
            let message = "another server keeps its streams in this folder too";
            let diagnostic = CODE.at(place, message).related(first, "the other server");
            found.push(diagnostic.help("give each server a `store_dir` of its own"));
        }
    }
}
