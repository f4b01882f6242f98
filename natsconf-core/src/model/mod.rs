//! The typed configuration: one file for each block at the top level, each option defined once. A program builds a
//! [`Config`] with setters, reads one from [`Values`], and writes it as a [`Value`].

mod accounts;
mod authorization;
mod cluster;
mod gateway;
mod jetstream;
mod leafnodes;
mod listeners;
mod mappings;
mod questions;
mod resolver;
mod server;
mod tls;
mod websocket;

pub use accounts::{
    Account, AccountJetStream, AccountLimits, Accounts, Export, Import, ImportSource, MessageTrace, ServiceLatency,
};
pub use authorization::{
    AllowResponses, AuthCallout, Authorization, Permissions, PublishPermissions, SimpleAuth, SubscribePermissions, User,
};
pub use cluster::{Cluster, Compression};
pub use gateway::{Gateway, GatewayRemote};
pub use jetstream::{JetStream, JetStreamBatchLimits, JetStreamLimits, JetStreamTpm};
pub use leafnodes::{ClusterMigrate, LeafNodeAuthorization, LeafNodeProxy, LeafNodeRemote, LeafNodeUser, LeafNodes};
pub use listeners::{Listener, Listens, is_loopback};
pub use mappings::{MappingDestination, MappingTarget, Mappings};
pub use resolver::{Resolver, ResolverFolder};
pub use server::{Config, Proxies, TrustedProxy};
pub use tls::{CertificatePair, Ocsp, OcspCache, OcspPeer, Tls};
pub use websocket::{Mqtt, Websocket};

use crate::diagnostic::{Diagnostic, sort};
use crate::option::{Block, OptionType, Reader, Version, block};
use crate::value::{Value, Values};

impl Config {
    /// Reads a configuration for a server of this version. There is always a configuration: what cannot be read is
    /// left out, and reported.
    pub fn read(values: &Values, version: Version) -> (Config, Vec<Diagnostic>) {
        let mut reader = Reader::new(version, Config::SPEC);
        let config = block::read_map(values.root(), &mut reader);
        let mut diagnostics = reader.finish();
        sort(&mut diagnostics);
        (config, diagnostics)
    }

    /// The values of the configuration, under canonical names.
    pub fn write(&self) -> Value {
        OptionType::write(self)
    }
}
