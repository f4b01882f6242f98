//! One of several servers, as it is given to the rules about all of them.

use std::collections::BTreeMap;

use crate::model::{Authorization, Config, GatewayRemote, LeafNodeRemote, Tls};
use crate::option::Spanned;
use crate::option::types::{Address, Host, Listen, Port, ServerUrl};
use crate::source::{FileId, Span};

/// One of several servers that work together.
#[derive(Debug, Clone, Copy)]
pub struct Server<'c> {
    /// What its configuration means.
    pub config: &'c Config,
    first: FileId,
}

/// What one server is dialled for by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    Route,
    Gateway,
    LeafNode,
    Websocket,
    Client,
    Mqtt,
    Monitoring,
}

impl Link {
    pub(super) const ALL: [Link; 7] =
        [Link::Route, Link::Gateway, Link::LeafNode, Link::Websocket, Link::Client, Link::Mqtt, Link::Monitoring];

    /// Who connects there.
    pub(super) const fn callers(self) -> &'static str {
        match self {
            Link::Route => "routes",
            Link::Gateway => "gateways",
            Link::LeafNode => "leaf nodes",
            Link::Websocket => "WebSocket",
            Link::Client => "clients",
            Link::Mqtt => "MQTT",
            Link::Monitoring => "monitoring",
        }
    }
}

/// Where a server listens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listener<'c> {
    /// Empty for all addresses.
    pub(super) host: &'c str,
    pub(super) port: i64,
    /// Where the port is written.
    pub(super) span: Span,
    advertised: Option<&'c str>,
}

/// A URL that a server dials, and the remote that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dial<'c> {
    pub(super) url: &'c Spanned<ServerUrl>,
    pub(super) gateway: Option<&'c GatewayRemote>,
    pub(super) leafnode: Option<&'c LeafNodeRemote>,
}

impl<'c> Server<'c> {
    /// A server whose texts stand among those of all servers from `first` on.
    pub const fn new(config: &'c Config, first: FileId) -> Self {
        Server { config, first }
    }

    /// Where a place of its configuration lies among the texts of all servers.
    pub const fn place(&self, span: Span) -> Span {
        Span { file: FileId(self.first.0 + span.file.0), ..span }
    }

    pub(super) const fn is(&self, other: &Server<'_>) -> bool {
        self.first.0 == other.first.0
    }

    /// The name of the cluster that it is in and where that is written; `None` where it is in none, or its name is made up at
    /// each start.
    pub(super) fn cluster_name(&self) -> Option<(&'c str, Span)> {
        let config = self.config;
        let own = config.cluster.as_ref().filter(|_| config.is_clustered())?.name.as_ref();
        // `validateCluster`: the name of a gateway is that of its cluster.
        let gateway = config.gateway.as_ref().and_then(|gateway| gateway.name.as_ref());
        let name = own.or(gateway).filter(|name| !name.is_empty())?;
        Some((name, self.place(name.span())))
    }

    pub(super) fn gateway_name(&self) -> Option<&'c str> {
        let gateway = self.config.gateway.as_ref().filter(|gateway| gateway.gateway_port() != 0)?;
        gateway.name.as_ref().map(|name| &***name).filter(|name| !name.is_empty())
    }

    /// How it is called in messages: by its name, or else by its port.
    pub(super) fn title(&self) -> String {
        match &self.config.server_name {
            Some(name) => format!("`{}`", &***name),
            None => "another server".to_owned(),
        }
    }

    /// Where it listens for a kind of link; `None` where it does not, or on a port that it picks itself.
    pub(super) fn listener(&self, link: Link) -> Option<Listener<'c>> {
        let config = self.config;
        let found = match link {
            Link::Route => {
                let block = config.cluster.as_ref()?;
                listener(
                    block.port.as_ref(),
                    block.listen.as_ref(),
                    block.host.as_ref(),
                    block.cluster_advertise.as_ref(),
                )
            }
            Link::Gateway => {
                let block = config.gateway.as_ref()?;
                listener(block.port.as_ref(), block.listen.as_ref(), block.host.as_ref(), block.advertise.as_ref())
            }
            Link::LeafNode => {
                let block = config.leafnodes.as_ref()?;
                listener(block.port.as_ref(), block.listen.as_ref(), block.host.as_ref(), block.advertise.as_ref())
            }
            Link::Websocket => {
                let block = config.websocket.as_ref()?;
                listener(block.port.as_ref(), block.listen.as_ref(), block.host.as_ref(), block.advertise.as_ref())
            }
            Link::Client => {
                let (listen, address) = (config.listen.as_ref(), config.host.as_ref());
                let own = listener(config.port.as_ref(), listen, address, config.client_advertise.as_ref());
                own.or(Some(Listener { host: host(listen, address), port: 4222, ..Listener::NOWHERE }))
            }
            Link::Mqtt => {
                let block = config.mqtt.as_ref()?;
                listener(block.port.as_ref(), block.listen.as_ref(), block.host.as_ref(), None)
            }
            Link::Monitoring => listener(config.http_port.as_ref(), config.http.as_ref(), config.host.as_ref(), None),
        };
        found.filter(|listener| listener.port > 0).map(|it| Listener { span: self.place(it.span), ..it })
    }

    /// What it dials for a kind of link.
    pub(super) fn dials(&self, link: Link) -> Vec<Dial<'c>> {
        let config = self.config;
        match link {
            Link::Route if config.is_clustered() => {
                let routes = config.cluster.iter().filter_map(|it| it.routes.as_ref()).flat_map(|it| it.iter());
                routes.map(|url| Dial { url, gateway: None, leafnode: None }).collect()
            }
            Link::Gateway => {
                let all = config.gateway.iter().filter_map(|it| it.gateways.as_ref()).flat_map(|it| it.iter());
                let urls = |it: &'c Spanned<GatewayRemote>| {
                    let urls = it.url.iter().chain(it.urls.iter().flat_map(|urls| urls.iter()));
                    urls.map(|url| Dial { url, gateway: Some(&it.value), leafnode: None })
                };
                all.flat_map(urls).collect()
            }
            Link::LeafNode => {
                let remotes = config.leafnode_remotes().filter(|it| it.disabled.as_deref() != Some(&true));
                let urls = |it: &'c LeafNodeRemote| {
                    let urls = it.urls.iter().flat_map(|urls| urls.iter());
                    urls.map(|url| Dial { url, gateway: None, leafnode: Some(it) })
                };
                remotes.flat_map(urls).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What routes or gateways have to log in with here.
    pub(super) fn authorization(&self, link: Link) -> Option<&'c Authorization> {
        let config = self.config;
        match link {
            Link::Route => config.cluster.as_ref()?.authorization.as_ref(),
            Link::Gateway => config.gateway.as_ref()?.authorization.as_ref(),
            _ => None,
        }
        .map(|authorization| &***authorization)
    }

    /// TLS for those who connect here.
    pub(super) fn tls(&self, link: Link) -> Option<&'c Spanned<Box<Tls>>> {
        let config = self.config;
        match link {
            Link::Route => config.cluster.as_ref()?.tls.as_ref(),
            Link::Gateway => config.gateway.as_ref()?.tls.as_ref(),
            Link::LeafNode => config.leafnodes.as_ref()?.tls.as_ref(),
            Link::Websocket => config.websocket.as_ref()?.tls.as_ref(),
            _ => config.tls.as_ref(),
        }
    }

    /// Whether it answers to this host name at a listener: it listens there, is advertised so, or has this name.
    pub(super) fn answers_to(&self, name: &str, listener: &Listener<'_>) -> bool {
        let advertised = listener.advertised.map(|address| address.rsplit_once(':').map_or(address, |(host, _)| host));
        let named = self.config.server_name.as_ref().is_some_and(|own| {
            name.eq_ignore_ascii_case(own)
                || name.split('.').next().is_some_and(|first| first.eq_ignore_ascii_case(own))
        });
        name.eq_ignore_ascii_case(listener.host)
            || advertised.is_some_and(|advertised| advertised.eq_ignore_ascii_case(name))
            || is_loopback(name) && (is_anywhere(listener.host) || is_loopback(listener.host))
            || named && !is_loopback(name)
    }
}

impl Listener<'_> {
    const NOWHERE: Listener<'static> =
        Listener { host: "", port: 0, span: Span::at(FileId::MAIN, 0), advertised: None };
}

/// The servers of each cluster that has a name.
pub(super) fn clusters<'s, 'c>(servers: &'s [Server<'c>]) -> BTreeMap<&'c str, Vec<&'s Server<'c>>> {
    let mut clusters: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for server in servers {
        if let Some((name, _)) = server.cluster_name() {
            clusters.entry(name).or_default().push(server);
        }
    }
    clusters
}

fn host<'c>(listen: Option<&'c Spanned<Listen>>, host: Option<&'c Spanned<Host>>) -> &'c str {
    host.map(|host| &***host).or(listen.map(|listen| &*listen.host)).unwrap_or_default()
}

fn listener<'c>(
    port: Option<&'c Spanned<Port>>,
    listen: Option<&'c Spanned<Listen>>,
    address: Option<&'c Spanned<Host>>,
    advertise: Option<&'c Spanned<Address>>,
) -> Option<Listener<'c>> {
    let own = port.map(|port| (port.0, port.span()));
    let (port, span) = own.or(listen.map(|listen| (listen.port, listen.span())))?;
    Some(Listener { host: host(listen, address), port, span, advertised: advertise.map(|address| &***address) })
}

/// Whether a host is this machine, whichever that is.
pub(super) fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.starts_with("127.") || host == "::1"
}

/// Whether listening there is listening on all addresses.
pub(super) fn is_anywhere(host: &str) -> bool {
    matches!(host, "" | "0.0.0.0" | "::")
}
