//! The names by which others reach this server.

use crate::model::Config;
use crate::option::Spanned;
use crate::option::types::{Address, ServerUrl};
use crate::source::Span;

use super::read::Link;

/// A host name, and where it stands. Addresses are left out: servers verify them by the name in another URL.
#[derive(Debug, Clone, Copy)]
pub(super) struct Host<'c> {
    pub(super) name: &'c str,
    pub(super) span: Span,
}

/// The names of this very server at a link, as it tells them to others, or as a route to itself has them.
pub(super) fn own(config: &Config, link: Link) -> Vec<Host<'_>> {
    let advertised = match link {
        Link::Clients => config.client_advertise.as_ref(),
        Link::Routes => config.cluster.as_ref().and_then(|cluster| cluster.cluster_advertise.as_ref()),
        Link::Gateways => config.gateway.as_ref().and_then(|gateway| gateway.advertise.as_ref()),
        Link::LeafNodes => config.leafnodes.as_ref().and_then(|leafnodes| leafnodes.advertise.as_ref()),
        Link::Websocket => config.websocket.as_ref().and_then(|websocket| websocket.advertise.as_ref()),
        _ => None,
    };
    let advertised = advertised.and_then(advertised_host).into_iter();
    let name = config.server_name.as_ref().map_or("", |name| name.as_ref());
    let is_own = |host: &Host<'_>| link == Link::Routes && !name.is_empty() && first_label(host.name) == name;
    advertised.chain(routes(config).into_iter().filter(is_own)).collect()
}

/// The names of the servers of the cluster.
pub(super) fn routes(config: &Config) -> Vec<Host<'_>> {
    let routes = config.cluster.as_ref().and_then(|cluster| cluster.routes.as_ref());
    routes.into_iter().flat_map(|routes| routes.iter()).filter_map(route_host).collect()
}

fn route_host(url: &Spanned<ServerUrl>) -> Option<Host<'_>> {
    name(url.parts()?.host(), url.span())
}

fn advertised_host(address: &Spanned<Address>) -> Option<Host<'_>> {
    let text: &str = address;
    name(text.rsplit_once(':').map_or(text, |(host, _)| host), address.span())
}

/// A name, where it is one and no address.
fn name(host: &str, span: Span) -> Option<Host<'_>> {
    let is_address = host.contains(':') || host.parse::<std::net::IpAddr>().is_ok();
    (!host.is_empty() && !is_address).then_some(Host { name: host, span })
}

fn first_label(host: &str) -> &str {
    host.split('.').next().unwrap_or(host)
}
