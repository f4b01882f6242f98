//! Where a server listens: one list, over the blocks that say it.

use super::{Config, Tls};
use crate::option::Spanned;
use crate::option::types::{Host, Listen, Parts, Port};
use crate::source::Span;

/// For whom a server listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listens {
    /// Clients.
    Clients,
    /// Other servers of the cluster.
    Routes,
    /// Other clusters.
    Gateways,
    /// Leaf nodes.
    LeafNodes,
    /// Clients by WebSocket.
    WebSocket,
    /// Clients by MQTT.
    Mqtt,
    /// Monitoring, by HTTP or HTTPS.
    Monitoring,
    /// Profiling.
    Profiling,
}

impl Listens {
    /// For whom, in words.
    pub const fn name(self) -> &'static str {
        match self {
            Listens::Clients => "clients",
            Listens::Routes => "routes",
            Listens::Gateways => "gateways",
            Listens::LeafNodes => "leaf nodes",
            Listens::WebSocket => "WebSocket",
            Listens::Mqtt => "MQTT",
            Listens::Monitoring => "monitoring",
            Listens::Profiling => "profiling",
        }
    }
}

/// One address on which a server listens.
#[derive(Debug, Clone, Copy)]
pub struct Listener<'c> {
    /// For whom.
    pub listens: Listens,
    /// The host; empty for all interfaces.
    pub host: &'c str,
    /// The port; -1 for a random one.
    pub port: i64,
    /// Where the port is set; none for the port that clients have by default.
    pub place: Option<Span>,
    /// Where another port is set for the same: which one counts is chance.
    pub rival: Option<Span>,
    /// TLS on it.
    pub tls: Option<&'c Spanned<Box<Tls>>>,
}

impl Listener<'_> {
    /// Whether it is reached from this machine alone.
    pub fn is_local(&self) -> bool {
        is_loopback(self.host)
    }

    /// Whether it is on every address of the machine.
    pub fn is_everywhere(&self) -> bool {
        matches!(self.host, "" | "0.0.0.0" | "::")
    }

    /// Whether a URL surely leads to it: same port, and the same host or this machine.
    pub fn is_reached_by(&self, url: &Parts<'_>) -> bool {
        let host = url.host();
        let here = is_loopback(host) && (self.is_everywhere() || self.is_local());
        let same = !host.is_empty() && host.trim_matches(['[', ']']) == self.host;
        (here || same) && url.port().is_some_and(|port| port.parse() == Ok(self.port))
    }
}

/// Whether a host is this machine, and reached from it alone. Brackets of an IPv6 address may be there or not.
pub fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "::1" | "[::1]") || host.starts_with("127.")
}

/// The port by which clients connect where none is set.
const CLIENT_PORT: i64 = 4222;

type Address<'c> = (Option<&'c Spanned<Listen>>, Option<&'c Spanned<Port>>, Option<&'c Spanned<Host>>);

impl Config {
    /// Where this server listens.
    pub fn listeners(&self) -> impl Iterator<Item = Listener<'_>> {
        let clients = (self.listen.as_ref(), self.port.as_ref(), self.host.as_ref());
        let clients = listener(Listens::Clients, clients, self.tls.as_ref()).or(match (&self.listen, &self.port) {
            (None, None) => Some(Listener {
                listens: Listens::Clients,
                host: self.host.as_ref().map_or("", |host| host),
                port: CLIENT_PORT,
                place: None,
                rival: None,
                tls: self.tls.as_ref(),
            }),
            _ => None,
        });
        let host = clients.map_or("", |clients| clients.host);
        // The five blocks have the same four fields, and no type in common.
        macro_rules! of {
            ($block:ident, $listens:ident) => {
                self.$block.as_ref().and_then(|block| {
                    let address = (block.listen.as_ref(), block.port.as_ref(), block.host.as_ref());
                    listener(Listens::$listens, address, block.tls.as_ref())
                })
            };
        }
        let blocks = [
            of!(cluster, Routes),
            of!(gateway, Gateways),
            of!(leafnodes, LeafNodes),
            of!(websocket, WebSocket),
            of!(mqtt, Mqtt),
        ];
        let http = listener(Listens::Monitoring, (self.http.as_ref(), self.http_port.as_ref(), None), None);
        let https =
            listener(Listens::Monitoring, (self.https.as_ref(), self.https_port.as_ref(), None), self.tls.as_ref());
        let profiling = listener(Listens::Profiling, (None, self.prof_port.as_ref(), None), None);
        // Without a host of their own, these take that of clients (`setBaselineOptions`, `StartProfiler`).
        let others = [http, https, profiling].map(|found| match found {
            Some(listener) if listener.host.is_empty() => Some(Listener { host, ..listener }),
            found => found,
        });
        [clients].into_iter().chain(blocks).chain(others).flatten()
    }
}

/// The listener of a block; none where no port is set, or 0.
fn listener<'c>(
    listens: Listens,
    (listen, port, host): Address<'c>,
    tls: Option<&'c Spanned<Box<Tls>>>,
) -> Option<Listener<'c>> {
    let number = port.map(|port| port.0).or(listen.map(|listen| listen.port)).filter(|port| *port != 0)?;
    let place = port.map(Spanned::span).or(listen.map(Spanned::span));
    let rival = listen.filter(|listen| listen.port != number).map(Spanned::span);
    let host = host.map(|host| &***host).or(listen.map(|listen| listen.host.as_str())).unwrap_or_default();
    Some(Listener { listens, host, port: number, place, rival, tls })
}
