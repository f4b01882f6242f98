//! The files of `tls` blocks: each is read once, whichever rules ask for it. What is secret in them is forgotten at once.

use std::fmt;

use zeroize::Zeroizing;

use crate::check::Files;
use crate::identity::certificates::{CertificateFacts, PublicHalf};
use crate::model::{Config, Tls};
use crate::option::Spanned;
use crate::option::types::FilePath;
use crate::source::Span;

/// The files of one `tls` block.
#[derive(Debug)]
pub struct TlsFiles {
    /// Who uses them.
    pub link: Link,
    /// Whether servers that are dialled are not verified.
    pub is_insecure: bool,
    /// Certificates with their keys.
    pub pairs: Vec<Pair>,
    /// Certificates of the authorities that are trusted.
    pub authorities: Option<Named<Vec<CertificateFacts>>>,
}

/// A certificate and its key.
#[derive(Debug)]
pub struct Pair {
    /// The certificate, and those between it and an authority.
    pub certificates: Named<Vec<CertificateFacts>>,
    /// The key.
    pub key: Named<PublicHalf>,
}

/// A file, and what is in it.
#[derive(Debug)]
pub struct Named<T> {
    /// Where it is named.
    pub span: Span,
    /// Its path, as it is named.
    pub path: String,
    /// What is in it, or why the server refuses it. None where that is not known.
    pub content: Option<Result<T, String>>,
}

/// What a `tls` block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Clients of the server.
    Clients,
    /// Routes, of which each side may dial.
    Routes,
    /// Gateways, of which each side may dial.
    Gateways,
    /// Another cluster that is dialled.
    GatewayRemote,
    /// Leaf nodes that dial.
    LeafNodes,
    /// A server that is dialled as a leaf node.
    LeafNodeRemote,
    /// Clients by WebSocket.
    Websocket,
    /// Clients by MQTT.
    Mqtt,
    /// A resolver that is asked by HTTPS.
    Resolver,
}

impl Link {
    /// Whether the certificate is shown to who dials.
    pub fn accepts(self) -> bool {
        !matches!(self, Link::GatewayRemote | Link::LeafNodeRemote | Link::Resolver)
    }

    /// Whether the certificate is shown to who is dialled. Routes and gateways are verified on both sides.
    pub fn dials(self) -> bool {
        matches!(self, Link::Routes | Link::Gateways) || !self.accepts()
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Link::Clients => "clients",
            Link::Routes => "other servers of the cluster",
            Link::Gateways | Link::GatewayRemote => "servers of other clusters",
            Link::LeafNodes => "leaf nodes",
            Link::LeafNodeRemote => "the remote",
            Link::Websocket => "clients by WebSocket",
            Link::Mqtt => "clients by MQTT",
            Link::Resolver => "the resolver",
        })
    }
}

impl TlsFiles {
    pub(in crate::check) fn of(config: &Config, files: &Files<'_>) -> Vec<Self> {
        let (cluster, gateway, leafnodes) =
            (config.cluster.as_ref(), config.gateway.as_ref(), config.leafnodes.as_ref());
        let own = [
            (Link::Clients, config.tls.as_ref()),
            (Link::Routes, cluster.and_then(|cluster| cluster.tls.as_ref())),
            (Link::Gateways, gateway.and_then(|gateway| gateway.tls.as_ref())),
            (Link::LeafNodes, leafnodes.and_then(|leafnodes| leafnodes.tls.as_ref())),
            (Link::Websocket, config.websocket.as_ref().and_then(|websocket| websocket.tls.as_ref())),
            (Link::Mqtt, config.mqtt.as_ref().and_then(|mqtt| mqtt.tls.as_ref())),
            (Link::Resolver, config.resolver_tls.as_ref()),
        ];
        let own = own.into_iter().filter_map(|(link, tls)| Some((link, tls?)));
        let gateways = gateway.and_then(|gateway| gateway.gateways.as_ref()).into_iter().flat_map(|all| all.iter());
        let gateways = gateways.filter_map(|remote| Some((Link::GatewayRemote, remote.tls.as_ref()?)));
        let remotes = config.leafnode_remotes().filter_map(|remote| Some((Link::LeafNodeRemote, remote.tls.as_ref()?)));
        own.chain(gateways).chain(remotes).map(|(link, tls)| TlsFiles::read(link, tls, files)).collect()
    }

    /// `GenTLSConfig`, for which an empty path is none.
    fn read(link: Link, tls: &Tls, files: &Files<'_>) -> Self {
        let given = |path: &'_ Option<Spanned<FilePath>>| path.clone().filter(|path| !path.is_empty());
        let own = given(&tls.cert_file).zip(given(&tls.key_file));
        let listed = tls.certs.iter().flat_map(|certs| certs.iter());
        let listed = listed.filter_map(|pair| given(&pair.cert_file).zip(given(&pair.key_file)));
        let pairs = own.into_iter().chain(listed).map(|(certificate, key)| Pair {
            certificates: Named::read(&certificate, files, content::certificates),
            key: Named::read(&key, files, content::key),
        });
        TlsFiles {
            link,
            is_insecure: tls.insecure.as_deref() == Some(&true),
            pairs: pairs.collect(),
            authorities: given(&tls.ca_file).map(|path| Named::read(&path, files, content::authorities)),
        }
    }
}

impl Pair {
    /// The holder's own certificate, where it is known.
    pub fn own(&self) -> Option<&CertificateFacts> {
        self.certificates.known()?.first()
    }
}

impl<T> Named<T> {
    /// `content` gives None for what cannot be judged.
    fn read(path: &Spanned<FilePath>, files: &Files<'_>, content: impl Fn(&str) -> Option<Result<T, String>>) -> Self {
        let content = match files.read(path) {
            Some(Ok(bytes)) => content(&Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())),
            Some(Err(error)) => Some(Err(error.to_string())),
            None => None,
        };
        Named { span: path.span(), path: path.to_string(), content }
    }

    /// What is in it, where that is known.
    pub fn known(&self) -> Option<&T> {
        self.content.as_ref()?.as_ref().ok()
    }
}

/// What texts in PEM form hold.
#[cfg(feature = "certificates")]
mod content {
    use super::{CertificateFacts, PublicHalf};

    pub(super) fn certificates(text: &str) -> Option<Result<Vec<CertificateFacts>, String>> {
        let found = CertificateFacts::all(text);
        if !found.is_empty() {
            return Some(Ok(found));
        }
        let is_key = text.contains("PRIVATE KEY-----");
        let reason = if is_key { "this is a private key, and the certificate is needed here" } else { NONE };
        lacks_certificates(text).then(|| Err(reason.to_owned()))
    }

    pub(super) fn authorities(text: &str) -> Option<Result<Vec<CertificateFacts>, String>> {
        let found = CertificateFacts::all(text);
        if !found.is_empty() {
            return Some(Ok(found));
        }
        lacks_certificates(text).then(|| Err(NONE.to_owned()))
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the others, which cannot judge everything")]
    pub(super) fn key(text: &str) -> Option<Result<PublicHalf, String>> {
        Some(PublicHalf::of_private_key(text).map_err(|error| error.to_string()))
    }

    const NONE: &str = "this is no certificate in PEM form";

    /// Go may read what is not read here.
    fn lacks_certificates(text: &str) -> bool {
        !text.contains("-----BEGIN CERTIFICATE-----")
    }
}

#[cfg(not(feature = "certificates"))]
mod content {
    use super::{CertificateFacts, PublicHalf};

    pub(super) fn certificates(_: &str) -> Option<Result<Vec<CertificateFacts>, String>> {
        None
    }

    pub(super) fn authorities(_: &str) -> Option<Result<Vec<CertificateFacts>, String>> {
        None
    }

    pub(super) fn key(_: &str) -> Option<Result<PublicHalf, String>> {
        None
    }
}
