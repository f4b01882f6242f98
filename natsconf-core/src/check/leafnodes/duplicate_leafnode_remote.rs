//! A remote that is dialled twice.

use std::collections::HashMap;

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Version;
use crate::option::types::ServerUrl;

static CODE: Code = code!("duplicate-leafnode-remote", Error, "duplicate_leafnode_remote.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseRemoteLeafNodes`: the same URLs in the same order, for the same account, with the same credentials or nkey
/// (`generateRemoteLeafOptsName`). A start asks again, and has put the port of leaf nodes to URLs without one before
/// (`setBaselineOptions`).
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if !given.version.reaches(Version::of_family(2, 14)) {
        return;
    }
    let mut known = HashMap::new();
    let remotes = given.config.leafnodes.iter().filter_map(|leafnodes| leafnodes.remotes.as_ref());
    for remote in remotes.flat_map(|remotes| remotes.iter()) {
        let urls: Vec<_> = remote.urls.iter().flat_map(|urls| urls.iter()).map(|url| with_port(url)).collect();
        let account = remote.account.as_ref().map(|account| &***account).filter(|account| !account.is_empty());
        let credentials = remote.credentials.as_ref().map(|file| &***file);
        let nkey = remote.nkey.as_ref().map(|seed| seed.reveal());
        if let Some(first) = known.insert((urls, account.unwrap_or("$G"), credentials, nkey), remote.span()) {
            let found = CODE.at(remote.span(), "this remote is dialled already, for the same account");
            report.add(found.related(first, "the first").help("remove one, or let each have another account"));
        }
    }
}

/// What a URL says: scheme, login, host, port and the rest.
type Dialled<'u> = (&'u str, Option<(&'u str, Option<&'u str>)>, &'u str, &'u str, &'u str);

/// The URL as the server dials it.
fn with_port(url: &ServerUrl) -> Option<Dialled<'_>> {
    let parts = url.parts()?;
    let port = parts.port().filter(|port| !port.is_empty()).unwrap_or("7422");
    Some((parts.scheme, parts.user, parts.host(), port, parts.rest))
}
