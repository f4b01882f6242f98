//! One key, and users beside it.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("leafnode-nkey-with-users", Error, "leafnode_nkey_with_users.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseLeafAuthorization` and `validateLeafNodeAuthOptions`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let leafnodes = given.config.leafnodes.as_ref();
    let Some(authorization) = leafnodes.and_then(|leafnodes| leafnodes.authorization.as_ref()) else { return };
    let Some(users) = authorization.users.as_ref().filter(|users| !users.is_empty()) else { return };
    if let Some(nkey) = &authorization.nkey {
        let found = CODE.at(nkey.span(), "leaf nodes log in with this key, or as one of `users`");
        report.add(found.related(given.key_of(users.span()), "users").help("remove one of the two"));
    }
}
