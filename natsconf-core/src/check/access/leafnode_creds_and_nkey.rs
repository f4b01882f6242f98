//! A leaf node that logs in as two.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("leafnode-creds-and-nkey", Error, "leafnode_creds_and_nkey.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseRemoteLeafNodes`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for remote in given.config.leafnode_remotes() {
        let (Some(credentials), Some(nkey)) = (&remote.credentials, &remote.nkey) else { continue };
        let found = CODE.at(nkey.span(), "a leaf node logs in with `credentials` or with an `nkey`");
        report.add(found.related(credentials.span(), "the credentials").help("remove one of the two"));
    }
}
