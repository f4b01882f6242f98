//! A password that anyone on the way can read.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Parts;

static CODE: Code = code!("leafnode-login-in-clear", Warning, "leafnode_login_in_clear.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.connectToRemoteLeafNode`: TLS is used where the remote has it, or where the URL asks for it; otherwise the other
/// side decides, or whoever sits between. Names that only a private network can look up are left alone.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for remote in given.config.leafnode_remotes().filter(|remote| remote.tls.is_none()) {
        for url in remote.urls.iter().flat_map(|urls| urls.iter()) {
            if url.parts().is_some_and(|parts| is_open(&parts)) {
                let found = CODE.at(url.span(), "the password in this URL may cross the internet without TLS");
                report.add(found.help("write `tls://` (`wss://` for WebSocket), or give the remote a `tls` block"));
            }
        }
    }
}

fn is_open(url: &Parts<'_>) -> bool {
    let password = url.user.is_some_and(|(_, password)| password.is_some());
    let secured = ["tls", "wss"].iter().any(|scheme| url.scheme.eq_ignore_ascii_case(scheme));
    password && !secured && is_public(url.host())
}

/// Last parts of names that no public DNS knows.
const PRIVATE: [&str; 11] =
    ["local", "localhost", "internal", "intranet", "lan", "home", "corp", "svc", "test", "consul", "cluster"];

/// Whether a host is surely not one of a private network.
fn is_public(host: &str) -> bool {
    if let Ok(address) = host.parse::<std::net::Ipv4Addr>() {
        let shared = address.octets()[0] == 100 && (64..128).contains(&address.octets()[1]);
        let local = address.is_loopback() || address.is_link_local() || address.is_unspecified();
        return !(local || shared || address.is_private());
    }
    let Some((_, last)) = host.rsplit_once('.') else { return false };
    !host.contains(':') && !PRIVATE.contains(&last) && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}
