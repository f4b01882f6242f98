//! A server on which no copy of a stream is placed.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Switch;

static CODE: Code = code!("unique-tag-without-tag", Warning, "unique_tag_without_tag.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `jetStream.selectPeerGroup`: a server without a tag of this prefix is left out.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(Switch::With(jetstream)) = config.jetstream.as_deref() else { return };
    let Some(prefix) = jetstream.unique_tag.as_ref().filter(|_| config.has_jetstream()) else { return };
    let lower = prefix.trim().to_lowercase();
    let tagged =
        config.server_tags.iter().flat_map(|tags| tags.iter()).any(|tag| tag.to_lowercase().starts_with(&lower));
    if !tagged && !report.is_incomplete() {
        let message =
            format!("no tag of this server starts with `{}`, so no copy of a stream is placed here", &***prefix);
        report
            .add(CODE.at(prefix.span(), message).help("add one to `server_tags`: this prefix, and anything behind it"));
    }
}
