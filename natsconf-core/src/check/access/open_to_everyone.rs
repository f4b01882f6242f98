//! A server that asks nobody who they are.

use super::clients;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;
use crate::source::Span;

static CODE: Code = code!("open-to-everyone", Warning, "open_to_everyone.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.configureAuthorization`, where nothing makes `AuthRequired` true.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    if clients::log_in(config) || clients::need_certificates(config) || !clients::come_from_elsewhere(config) {
        return;
    }
    let Some(place) = place(given).filter(|_| !report.is_incomplete()) else { return };
    let found = if clients::only_for_the_system(config) {
        let message = "only the system account has users: everybody else gets in without logging in";
        CODE.at(place, message).help("put users into `authorization` or further accounts, for those who may connect")
    } else {
        let found = CODE.at(place, "clients get in without logging in, from wherever they reach this server");
        found.help("set `authorization`, `accounts` with users or an `operator`; or listen on `127.0.0.1` alone")
    };
    report.add(match replaced_login(given) {
        Some(login) => found.related(login, "this `authorization` does not count, since there is a second one"),
        None => found,
    });
}

/// An `authorization` that another one has replaced.
fn replaced_login(given: &Given<'_>) -> Option<Span> {
    let mut replaced = given.values.root().shadowed();
    replaced.find(|entry| entry.key.name.eq_ignore_ascii_case("authorization")).map(|entry| entry.key.span)
}

/// Where clients connect.
const LISTENER: [&str; 4] = ["listen", "port", "host", "net"];

/// What tells the configuration of a server from a piece that others include, unless it stands alone.
const SERVER: [&str; 10] = [
    "server_name",
    "http",
    "http_port",
    "monitor_port",
    "jetstream",
    "cluster",
    "gateway",
    "leafnodes",
    "websocket",
    "mqtt",
];

/// Where to look: what does not ask for a login, or where clients connect. None for a piece that others include.
fn place(given: &Given<'_>) -> Option<Span> {
    let config = given.config;
    let accounts = config.accounts.as_ref().filter(|_| clients::only_for_the_system(config));
    let blocks = [accounts.map(Spanned::span), config.authorization.as_ref().map(Spanned::span)];
    if let Some(block) = blocks.into_iter().flatten().next() {
        return Some(given.key_of(block));
    }
    let root = given.values.root();
    let named = |name: &str| root.iter().find(|entry| entry.key.name.eq_ignore_ascii_case(name));
    let listener = LISTENER.into_iter().find_map(named);
    let server = || SERVER.into_iter().find_map(named).filter(|_| root.len() > 1);
    Some(listener.or_else(server)?.key.span)
}
