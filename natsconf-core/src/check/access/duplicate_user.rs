//! Two users of one name.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::source::Span;

static CODE: Code = code!("duplicate-user", Error, "duplicate_user.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseAccounts`, the case `authorization` of `processConfigFileLine`, and `validateLeafNodeAuthOptions`. Names and
/// public keys share one list, over all accounts.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let users = given.config.users().filter_map(|user| match (&user.nkey, &user.user) {
        (Some(key), _) => Some((&***key, key.span())),
        (None, Some(name)) => Some((&***name, name.span())),
        (None, None) => None,
    });
    unique(users, "user", report);
    let leafnodes = given.config.leafnodes.iter().filter_map(|leafnodes| leafnodes.authorization.as_ref());
    let users = leafnodes.filter_map(|authorization| authorization.users.as_ref()).flat_map(|users| users.iter());
    // Of those without a name there can be one.
    let names = users.map(|user| user.user.as_ref().map_or(("", user.span()), |name| (&***name, name.span())));
    unique(names, "user", report);
}

fn unique<'n>(names: impl Iterator<Item = (&'n str, Span)> + Clone, what: &str, report: &mut Report<'_>) {
    if are_unique(names.clone().map(|(name, _)| name)) {
        return;
    }
    let mut known = HashMap::new();
    for (name, span) in names {
        if let Some(first) = known.insert(name, span) {
            known.insert(name, first);
            let found = CODE.at(span, format!("a second {what} `{name}`"));
            report.add(found.related(first, "the first").help("give each user a name of its own, over all accounts"));
        }
    }
}

/// Holds hashes alone: of a hundred thousand names the map would be what takes the most memory at that time.
fn are_unique<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let state = FixedState::default();
    let mut hashes: Vec<u64> = names.map(|name| state.hash_one(name)).collect();
    hashes.sort_unstable();
    hashes.is_sorted_by(|one, next| one < next)
}
