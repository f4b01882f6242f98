//! A remote that is dialled twice.

use std::collections::HashMap;

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("duplicate-leafnode-remote", Error, "duplicate_leafnode_remote.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseRemoteLeafNodes`: the same URLs in the same order, for the same account, with the same credentials or nkey
/// (`generateRemoteLeafOptsName`).
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let mut known = HashMap::new();
    let remotes = given.config.leafnodes.iter().filter_map(|leafnodes| leafnodes.remotes.as_ref());
    for remote in remotes.flat_map(|remotes| remotes.iter()) {
        let urls: Vec<_> = remote.urls.iter().flat_map(|urls| urls.iter()).map(|url| url.as_str()).collect();
        let account = remote.account.as_ref().map(|account| &***account).filter(|account| !account.is_empty());
        let credentials = remote.credentials.as_ref().map(|file| &***file);
        let nkey = remote.nkey.as_ref().map(|seed| seed.reveal());
        if let Some(first) = known.insert((urls, account.unwrap_or("$G"), credentials, nkey), remote.span()) {
            let found = CODE.at(remote.span(), "this remote is dialled already, for the same account");
            report.add(found.related(first, "the first").help("remove one, or let each have another account"));
        }
    }
}
