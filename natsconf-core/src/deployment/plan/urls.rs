//! Under which URLs and names the servers are reached.

use super::{LOOPBACK, Plan, Server};
use crate::deployment::CertificateRequest;
use crate::deployment::plan::get;
use crate::model::Config;
use crate::option::Block;
use crate::option::types::{HandshakeFirst, Toggle};

impl Plan {
    /// Whether clients connect by TLS.
    pub fn clients_have_tls(&self) -> bool {
        let client = self.deployment.client.as_ref();
        self.has_tls() && client.and_then(|client| get(client.tls.as_ref())).unwrap_or(true)
    }

    /// Whether clients have to begin with the handshake, before the server's first message.
    pub fn clients_shake_hands_first(&self) -> bool {
        let first = self.deployment.tls.as_ref().and_then(|tls| get(tls.handshake_first.as_ref()));
        self.clients_have_tls() && first.is_some_and(|first| first != HandshakeFirst::Off)
    }

    /// Whether clients have to show a certificate.
    pub fn clients_are_verified(&self) -> bool {
        let client = self.deployment.client.as_ref();
        let tls = self.deployment.tls.as_ref().and_then(|tls| get(tls.verify.as_ref()));
        client.and_then(|client| get(client.verify.as_ref())).or(tls).unwrap_or(false)
    }

    /// Whether clients connect by TLS where they use WebSocket.
    pub fn websocket_has_tls(&self) -> bool {
        let listener = self.deployment.websocket.as_deref().and_then(Toggle::block);
        self.has_tls() && listener.and_then(|listener| get(listener.tls.as_ref())).unwrap_or(true)
    }

    /// Whether clients connect by TLS where they use MQTT.
    pub fn mqtt_has_tls(&self) -> bool {
        let listener = self.deployment.mqtt.as_deref().and_then(Toggle::block);
        self.has_tls() && listener.and_then(|listener| get(listener.tls.as_ref())).unwrap_or(true)
    }

    /// Whether servers know `default_sentinel`. With older ones, clients bring the sentinel's credentials.
    pub fn has_default_sentinel(&self) -> bool {
        Config::SPEC.get("default_sentinel").is_some_and(|option| option.exists_in(self.version))
    }

    /// Whether leaf nodes connect by TLS.
    pub fn leafnodes_have_tls(&self) -> bool {
        let listener = self.deployment.leafnodes.as_deref().and_then(Toggle::block);
        self.has_tls() && listener.and_then(|listener| get(listener.tls.as_ref())).unwrap_or(true)
    }

    /// Where clients connect: the names that they are told to use, or the first servers of each cluster. From these they
    /// learn of the others.
    pub fn client_urls(&self) -> Vec<String> {
        let scheme = if self.clients_have_tls() { "tls" } else { "nats" };
        let mut urls = Vec::new();
        for (index, cluster) in self.clusters.iter().enumerate() {
            let members = self.members(index);
            let port = members.first().map_or(4222, |server| server.ports.client);
            match cluster.spec.names_for_clients.as_ref().and_then(|names| names.first()) {
                Some(name) if self.trial.is_none() => urls.push(format!("{scheme}://{}:{port}", name.value)),
                _ => urls.extend(first(members).iter().map(|server| server.url(scheme, server.ports.client))),
            }
        }
        urls
    }

    /// The certificates that the deployment needs, in the order of their names.
    pub fn certificates(&self) -> Vec<CertificateRequest> {
        if !self.has_tls() {
            return Vec::new();
        }
        let mut requests: Vec<CertificateRequest> = Vec::with_capacity(self.servers.len() + 1);
        for server in &self.servers {
            let request = self.certificate(server);
            match requests.last_mut().filter(|last| last.path == request.path) {
                Some(shared) => shared.names.extend(request.names),
                None => requests.push(request),
            }
        }
        for request in &mut requests {
            request.names.sort();
            request.names.dedup();
        }
        requests.push(CertificateRequest {
            path: format!("certs/{CLIENT_CERTIFICATE}.pem"),
            common_name: CLIENT_CERTIFICATE.to_owned(),
            names: Vec::new(),
            server: false,
            client: true,
        });
        requests.sort();
        requests
    }

    /// Routes, gateways and leaf nodes dial and accept, so the certificate of a server is for both.
    fn certificate(&self, server: &Server) -> CertificateRequest {
        let mut names = vec![server.name.clone(), server.address.clone()];
        names.extend(server.further_addresses.iter().cloned());
        if let Some(spec) = self.clusters.get(server.cluster).filter(|_| server.leaf.is_none()) {
            let further = spec.spec.names_for_clients.iter().flat_map(|names| names.iter());
            names.extend(further.map(|name| name.value.to_string()));
        }
        if server.is_local() {
            names.extend(["localhost", LOOPBACK].map(str::to_owned));
        }
        let name = self.file_name(server);
        CertificateRequest {
            path: format!("certs/{name}.pem"),
            common_name: name.to_owned(),
            names,
            server: true,
            client: true,
        }
    }
}

/// As many servers of a cluster are named to those who connect: one that answers is enough, and tells of the others.
const FIRST: usize = 16;

/// The servers of a cluster that others are told of.
pub(in crate::deployment) fn first(members: &[Server]) -> &[Server] {
    &members[..members.len().min(FIRST)]
}

/// The name of the certificate that clients show.
pub const CLIENT_CERTIFICATE: &str = "client";

impl Server {
    /// The server as a URL.
    pub fn url(&self, scheme: &str, port: u16) -> String {
        format!("{scheme}://{}", self.authority(port))
    }

    /// Host and port, an IPv6 address in brackets.
    pub fn authority(&self, port: u16) -> String {
        if self.address.contains(':') {
            format!("[{}]:{port}", self.address)
        } else {
            format!("{}:{port}", self.address)
        }
    }
}
