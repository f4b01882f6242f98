//! How clients reach the server, and what it asks them for.

use std::net::IpAddr;

use crate::model::{Config, Tls};
use crate::option::Spanned;

/// Whether clients of other machines reach the server.
pub(super) fn come_from_elsewhere(config: &Config) -> bool {
    let listen = config.listen.as_ref().map(|listen| listen.host.as_str());
    let host = config.host.as_ref().map(|host| &***host).or(listen).unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    !(host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback()))
}

/// Whether all clients need a certificate.
pub(super) fn need_certificates(config: &Config) -> bool {
    let asks = config.tls.as_ref().is_some_and(|tls| is_set(tls.verify.as_ref()) || maps(tls));
    asks && !is_set(config.allow_non_tls.as_ref())
}

/// Whether some listener takes users from certificates: `Options.canTLSMap`.
pub(super) fn may_be_mapped(config: &Config) -> bool {
    let leafnodes = config.leafnodes.as_ref().and_then(|leafnodes| leafnodes.tls.as_ref());
    let websocket = config.websocket.as_ref().and_then(|websocket| websocket.tls.as_ref());
    let mqtt = config.mqtt.as_ref().and_then(|mqtt| mqtt.tls.as_ref());
    [config.tls.as_ref(), leafnodes, websocket, mqtt].into_iter().flatten().any(|tls| maps(tls))
}

fn maps(tls: &Tls) -> bool {
    is_set(tls.verify_and_map.as_ref())
}

fn is_set(option: Option<&Spanned<bool>>) -> bool {
    option.is_some_and(|option| **option)
}

/// Whether clients have to log in, or act as `no_auth_user`: `Server.configureAuthorization`.
pub(super) fn log_in(config: &Config) -> bool {
    let trusted = config.trusted.as_ref().is_some_and(|keys| !keys.is_empty());
    let own = config.authorization.as_ref().is_some_and(|own| {
        own.user.as_ref().is_some_and(|user| !user.is_empty())
            || own.token.as_ref().is_some_and(|token| !token.reveal().is_empty())
            || own.auth_callout.is_some()
    });
    config.has_operator() || trusted || own || config.users().next().is_some() && !only_for_the_system(config)
}

/// Whether the only users are those of the system account, and nothing else is said about logging in: the server then
/// lets everyone else into `$G` (`Server.configureAccounts`).
pub(super) fn only_for_the_system(config: &Config) -> bool {
    let system = config.system_account.as_ref().map_or("$SYS", |account| account);
    let only = config.accounts.as_ref().is_some_and(|accounts| accounts.names() == [system]);
    only && config.authorization.is_none() && config.no_auth_user.is_none()
}
