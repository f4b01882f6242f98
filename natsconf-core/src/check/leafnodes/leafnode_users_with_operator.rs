//! Users of leaf nodes where an operator is trusted.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("leafnode-users-with-operator", Error, "leafnode_users_with_operator.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateLeafNode`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let authorization = config.leafnodes.as_ref().and_then(|leafnodes| leafnodes.authorization.as_ref());
    let Some(users) = authorization.and_then(|authorization| authorization.users.as_ref()) else { return };
    if config.has_operator() && !users.is_empty() {
        let found = CODE.at(given.key_of(users.span()), "with an operator, leaf nodes have no users here");
        report.add(found.help("remove `users`: leaf nodes log in with creds of an account"));
    }
}
