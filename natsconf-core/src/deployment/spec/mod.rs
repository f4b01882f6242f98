//! The description of a deployment, as blocks of options: the same definitions give its reading, its findings with
//! places and near misses, and its JSON Schema.

mod account;
mod cluster;
mod identity;
mod jetstream;
mod leaf;
mod listeners;
mod login;
mod misplaced;
mod place;
mod tls;
mod words;

pub use account::{Account, AuthCallout, Export, Import, JetStreamLimits, Limits, SigningKey, User};
pub use cluster::{Cluster, Member, Ports, Servers};
pub use identity::{Operator, Resolver};
pub use jetstream::JetStream;
pub use leaf::Leaf;
pub use listeners::{Folders, Listener, Monitoring, Mqtt, Websocket};
pub use login::Login;
pub use tls::{Tls, TlsFiles, Vault};
pub use words::{CertificateSource, Exchange, FileName, Label, Mode, ResolverKind, ServerVersion, SpecName};

use crate::convert;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::Findings;
use crate::model::Config;
use crate::option::types::{Named, Text, Toggle};
use crate::option::{Block, Reader, Version, block};
use crate::source::{FileId, Source, SourceMap};

block! {
    /// A whole deployment.
    Deployment = "natsconf", keys EXACT {
        /// Where the schema of this file is, for editors.
        schema: Text = "$schema", such_as "deployment.schema.json";
        /// The servers' version, such as 2.15 or 2.12.8.
        version: ServerVersion = "version", default "2.15", such_as "\"2.15\"";
        /// How clients are known: by JWTs of an operator, by accounts in the configuration, or as a single user.
        mode: Mode = "mode", default "operator";
        /// Who vouches for the accounts. Without it, one of the deployment's own.
        operator: Box<Operator> = "operator", such_as "{ name: demo }";
        /// The account in which the servers talk about themselves.
        system_account: SpecName = "system_account", default "SYS";
        /// The accounts. Without them there is one, `APP`, with JetStream and a user `app`.
        accounts: Named<SpecName, Account> = "accounts", such_as "{ APP: { users: { app: {} } } }";
        /// In mode `single`: the one user.
        login: Login = "login", such_as "{ user: app, password: \"correct-horse\" }";
        /// Where the servers keep the account JWTs.
        resolver: Box<Resolver> = "resolver", such_as "{ type: full }";
        /// The one cluster.
        cluster: Box<Cluster> = "cluster", such_as "{ name: demo, servers: 3 }";
        /// Several clusters, by name, joined by gateways.
        clusters: Named<SpecName, Cluster> = "clusters", such_as "{ east: { servers: 3 } }";
        /// Servers of their own that join the deployment as leaf nodes, by name.
        leafs: Named<SpecName, Leaf> = "leafs", such_as "{ edge-1: { account: APP } }";
        /// Where clients connect.
        client: Listener = "client", such_as "{ port: 4222 }";
        /// Where monitoring listens.
        monitoring: Monitoring = "monitoring", such_as "{ port: 8222 }";
        /// Where leaf nodes connect. On where there are leaf nodes.
        leafnodes: Toggle<Listener> = "leafnodes", such_as "{ port: 7422 }";
        /// Where clients connect by WebSocket.
        websocket: Toggle<Websocket> = "websocket", such_as "{ port: 8080 }";
        /// Where clients connect by MQTT.
        mqtt: Toggle<Mqtt> = "mqtt", such_as "{ port: 1883 }";
        /// Streams. On by default.
        jetstream: Toggle<JetStream> = "jetstream", default "true", such_as "{ max_file: 10GB }";
        /// TLS on all listeners but monitoring.
        tls: Box<Tls> = "tls", such_as "{ development: true }";
        /// Where the servers find and keep their files.
        folders: Folders = "folders", such_as "{ data: \"/data\" }";
        /// Further options of every server, as in its own configuration.
        settings: Box<Config> = "settings", such_as "{ max_payload: 1MB }";
    }
}

/// A description that was read, and the texts that the places in it refer to.
#[derive(Debug)]
pub struct Spec {
    /// What it says.
    pub deployment: Deployment,
    /// What the user should know about it, though nothing keeps it from being used.
    pub diagnostics: Vec<Diagnostic>,
    /// Its text.
    pub sources: SourceMap,
}

impl Spec {
    /// What was found in the description after it was read, each with the path at which it stands.
    pub fn findings(&self, mut diagnostics: Vec<Diagnostic>) -> Findings {
        // It could be read before.
        if let Some(values) = Some(&diagnostics)
            .filter(|diagnostics| !diagnostics.is_empty())
            .and_then(|_| convert::read(self.sources.get(FileId::MAIN).clone()).ok())
        {
            place::name(&values, &mut diagnostics);
        }
        Findings { sources: self.sources.clone(), diagnostics }
    }
}

impl Deployment {
    /// Reads a description in YAML, TOML or JSON, as the end of its name tells.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn read(source: Source) -> Result<Spec, Findings> {
        let values = convert::read(source)?;
        let version = values.root().get("version").and_then(|entry| entry.value.as_str()?.parse().ok());
        let mut reader = Reader::new(version.unwrap_or(Version::NEWEST), Deployment::SPEC);
        reader.sizes_are_text = true;
        reader.suggests = Some(misplaced::may_be_suggested);
        let deployment: Deployment = block::read_map(values.root(), &mut reader);
        let mut diagnostics = reader.finish();
        misplaced::explain(&values, &mut diagnostics);
        place::name(&values, &mut diagnostics);
        let sources = values.into_sources();
        if crate::is_refused(&diagnostics) {
            return Err(Findings { sources, diagnostics });
        }
        Ok(Spec { deployment, diagnostics, sources })
    }
}
