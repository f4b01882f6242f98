//! The listeners of a server beside that for clients: routes, gateways, leaf nodes, WebSocket and MQTT.

use super::tls;
use crate::deployment::plan::{Plan, Server, first, get, text};
use crate::model;
use crate::option::types::{Listen, Toggle};

/// Where a server listens: on 127.0.0.1 where it is reached there, on all addresses otherwise.
pub(super) fn listen(server: &Server, host: Option<&str>, port: u16) -> Listen {
    let host = match host {
        _ if server.is_local() => "127.0.0.1",
        Some(host) => host,
        None => "0.0.0.0",
    };
    Listen { host: host.into(), port: i64::from(port) }
}

/// The cluster of a server, when it is in one.
pub(super) fn cluster(plan: &Plan, server: &Server) -> Option<model::Cluster> {
    let port = server.ports.routes?;
    let cluster = &plan.clusters[server.cluster];
    let scheme = if plan.has_tls() { "tls" } else { "nats" };
    let members = first(plan.members(server.cluster)).iter();
    let others = members.filter_map(|member| Some(member.url(scheme, member.ports.routes?)));
    let routes: Vec<_> = others.map(|url| crate::option::types::ServerUrl::from(url.as_str())).collect();
    let block = model::Cluster::default()
        .name(cluster.name.as_str())
        .listen(listen(server, None, port))
        .routes(routes.into_iter().collect::<crate::option::types::List<_>>());
    let block = if plan.tells_address(server) { block.cluster_advertise(server.authority(port)) } else { block };
    Some(if plan.has_tls() { block.tls(tls::between_servers(plan, server)) } else { block })
}

/// The gateway of a server to the other clusters, when there are any.
pub(super) fn gateway(plan: &Plan, server: &Server) -> Option<model::Gateway> {
    let port = server.ports.gateway?;
    let scheme = if plan.has_tls() { "tls" } else { "nats" };
    let remotes = plan.clusters.iter().enumerate().map(|(index, cluster)| {
        let urls =
            first(plan.members(index)).iter().filter_map(|member| Some(member.url(scheme, member.ports.gateway?)));
        let urls = urls.map(|url| crate::option::types::ServerUrl::from(url.as_str()));
        model::GatewayRemote::default()
            .name(cluster.name.as_str())
            .urls(urls.collect::<crate::option::types::List<_>>())
    });
    let block = model::Gateway::default()
        .name(plan.clusters[server.cluster].name.as_str())
        .listen(listen(server, None, port))
        .gateways(remotes.collect::<crate::option::types::List<_>>());
    let block = if plan.tells_address(server) { block.advertise(server.authority(port)) } else { block };
    Some(if plan.has_tls() { block.tls(tls::between_servers(plan, server)) } else { block })
}

/// Where a server takes leaf nodes, when it does.
pub(super) fn leafnodes(plan: &Plan, server: &Server) -> Option<model::LeafNodes> {
    let port = server.ports.leafnodes?;
    let given = plan.deployment.leafnodes.as_deref().and_then(Toggle::block);
    let host = given.and_then(|given| text(given.host.as_ref()));
    let block = model::LeafNodes::default().listen(listen(server, host, port));
    let block = match given.and_then(|given| text(given.advertise.as_ref())) {
        Some(address) => block.advertise(address),
        None if plan.tells_address(server) => block.advertise(server.authority(port)),
        None => block,
    };
    if !plan.leafnodes_have_tls() {
        return Some(block);
    }
    // A leaf node dials with a certificate of its own, so it can be asked for it.
    let verify = given.and_then(|given| get(given.verify.as_ref())).unwrap_or(true);
    Some(block.tls(tls::for_listener(plan, server, verify)))
}

/// Where a server takes clients by WebSocket, when it does.
pub(super) fn websocket(plan: &Plan, server: &Server) -> Option<model::Websocket> {
    let port = server.ports.websocket?;
    let given = plan.deployment.websocket.as_deref().and_then(Toggle::block).cloned().unwrap_or_default();
    let mut block = model::Websocket::default().listen(listen(server, text(given.host.as_ref()), port));
    block.same_origin = given.same_origin;
    block.allowed_origins = given.allowed_origins;
    block.compression = given.compression;
    Some(if plan.websocket_has_tls() { block.tls(tls::for_listener(plan, server, false)) } else { block.no_tls(true) })
}

/// Where a server takes clients by MQTT, when it does.
pub(super) fn mqtt(plan: &Plan, server: &Server) -> Option<model::Mqtt> {
    let port = server.ports.mqtt?;
    let given = plan.deployment.mqtt.as_deref().and_then(Toggle::block);
    let host = given.and_then(|given| text(given.host.as_ref()));
    let block = model::Mqtt::default().listen(listen(server, host, port));
    Some(if plan.mqtt_has_tls() { block.tls(tls::for_listener(plan, server, false)) } else { block })
}
