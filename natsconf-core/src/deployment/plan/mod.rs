//! A description → what it comes to: every server with its name, address, ports and folders, and the accounts with
//! those that the description leaves unsaid.

mod accounts;
mod folders;
mod places;
mod urls;

pub(super) use accounts::system_account;
pub use accounts::{DEFAULT_ACCOUNT, TRIAL_USER, sentinel_name};
pub use urls::CLIENT_CERTIFICATE;
pub(super) use urls::first;

use std::collections::BTreeMap;

use super::import::ImportedOperator;
use super::spec::{Cluster, Deployment, JetStream, Leaf, Mode, Servers};
use super::{RenderError, Trial};
use crate::option::types::Toggle;
use crate::option::{Spanned, Version};
use places::{Places, expand};

/// What a description comes to.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The description, with what it leaves unsaid filled in.
    pub deployment: Deployment,
    /// What the deployment is called.
    pub name: String,
    /// The servers' version.
    pub version: Version,
    /// The account in which the servers talk about themselves.
    pub system_account: String,
    /// The clusters, in the order of the description.
    pub clusters: Vec<PlannedCluster>,
    /// Every server: those of the clusters, then the leaf nodes.
    pub servers: Vec<Server>,
    /// Where the deployment is tried out.
    pub trial: Option<Trial>,
}

/// A cluster and its servers.
#[derive(Debug, Clone)]
pub struct PlannedCluster {
    /// Its name.
    pub name: String,
    /// Its servers, as indices into [`Plan::servers`].
    pub servers: std::ops::Range<usize>,
    /// What the description says about it.
    pub spec: Cluster,
}

/// One server.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its name, unique in the deployment.
    pub name: String,
    /// Its cluster; of a leaf node, the cluster that it dials.
    pub cluster: usize,
    /// What the description says about it, where it is a leaf node.
    pub leaf: Option<Leaf>,
    /// Where it is reached.
    pub address: String,
    /// Further names under which it is reached.
    pub further_addresses: Vec<String>,
    /// Where it listens.
    pub ports: ServerPorts,
    /// Whether others of the deployment are at the same address.
    pub shares_address: bool,
}

/// The ports of a server; none where it does not listen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ServerPorts {
    /// For clients.
    pub client: u16,
    /// For monitoring.
    pub monitoring: u16,
    /// For the other servers of the cluster.
    pub routes: Option<u16>,
    /// For other clusters.
    pub gateway: Option<u16>,
    /// For leaf nodes.
    pub leafnodes: Option<u16>,
    /// For clients by WebSocket.
    pub websocket: Option<u16>,
    /// For clients by MQTT.
    pub mqtt: Option<u16>,
}

impl Plan {
    /// What a description comes to.
    ///
    /// # Errors
    /// When the ports of a trial do not suffice, or two servers have the same name.
    pub(super) fn new(
        deployment: &Deployment,
        imported: Option<&ImportedOperator>,
        trial: Option<&Trial>,
    ) -> Result<Self, RenderError> {
        let clusters = clusters(deployment);
        let system = imported.and_then(ImportedOperator::system_account);
        let system = system.unwrap_or_else(|| accounts::system_account(deployment)).to_owned();
        let deployment = accounts::complete(deployment, imported, &system, trial.is_some());
        let mut places = Places::new(trial);
        let mut plan = Plan {
            name: clusters.first().map_or_else(|| "nats".to_owned(), |(name, _)| name.clone()),
            version: version(&deployment),
            system_account: system,
            clusters: Vec::with_capacity(clusters.len()),
            servers: Vec::new(),
            trial: trial.cloned(),
            deployment,
        };
        for (name, spec) in clusters {
            plan.add_cluster(name, spec, &mut places)?;
        }
        plan.add_leafs(&mut places)?;
        plan.note_shared_addresses();
        Ok(plan)
    }

    fn add_cluster(&mut self, name: String, spec: Cluster, places: &mut Places<'_>) -> Result<(), RenderError> {
        let start = self.servers.len();
        let index = self.clusters.len();
        for (number, member) in members(&name, &spec).into_iter().enumerate() {
            let address = member.address.as_deref().or(text(spec.address.as_ref())).unwrap_or(LOOPBACK);
            let address = places.address(&expand(address, &name, &member.name, number));
            let further = spec.further_addresses.iter().flat_map(|further| further.iter());
            let further_addresses = further.map(|further| expand(further, &name, &member.name, number)).collect();
            let on = self.listeners(&name, &spec);
            let ports = places.ports(&address, on, &[&member.ports, &spec.ports], &self.deployment)?;
            self.servers.push(Server {
                name: member.name,
                cluster: index,
                leaf: None,
                address,
                further_addresses,
                ports,
                shares_address: false,
            });
        }
        self.clusters.push(PlannedCluster { name, servers: start..self.servers.len(), spec });
        Ok(())
    }

    /// Whether each listener is on.
    fn listeners(&self, cluster: &str, spec: &Cluster) -> Listeners {
        let deployment = &self.deployment;
        let leafs = deployment.leafs.iter().flat_map(|leafs| leafs.iter());
        let first = self.clusters.is_empty();
        let dialled = leafs
            .map(|leaf| leaf.value.cluster.as_ref())
            .any(|dialled| text(dialled).map_or(first, |name| name == cluster));
        let several = deployment.clusters.as_ref().is_some_and(|clusters| clusters.0.len() > 1);
        Listeners {
            routes: several || size(spec) > 1,
            gateway: several,
            leafnodes: dialled || is_on(deployment.leafnodes.as_deref()),
            websocket: is_on(deployment.websocket.as_deref()),
            mqtt: is_on(deployment.mqtt.as_deref()),
        }
    }

    fn add_leafs(&mut self, places: &mut Places<'_>) -> Result<(), RenderError> {
        let leafs = self.deployment.leafs.take();
        for leaf in leafs.iter().flat_map(|leafs| leafs.iter()) {
            let spec = &leaf.value.value;
            let named = |name: &str| self.clusters.iter().position(|cluster| cluster.name == name);
            let cluster = text(spec.cluster.as_ref()).map_or(Some(0), named).unwrap_or_default();
            let address = places.address(text(spec.address.as_ref()).unwrap_or(LOOPBACK));
            let ports = places.ports(&address, Listeners::default(), &[&spec.ports], &self.deployment)?;
            let (name, leaf) = (leaf.name.to_string(), Some(spec.clone()));
            let further_addresses = Vec::new();
            self.servers.push(Server { name, cluster, leaf, address, further_addresses, ports, shares_address: false });
        }
        self.deployment.leafs = leafs;
        Ok(())
    }

    fn note_shared_addresses(&mut self) {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for server in &self.servers {
            *count.entry(server.address.clone()).or_default() += 1;
        }
        for server in &mut self.servers {
            server.shares_address = count[&server.address] > 1;
        }
    }

    /// The servers of a cluster.
    pub fn members(&self, cluster: usize) -> &[Server] {
        &self.servers[self.clusters[cluster].servers.clone()]
    }

    /// The environment variable that a server takes its name from, where all of its cluster have one configuration.
    pub fn name_variable(&self, server: &Server) -> Option<&str> {
        let spec = &self.clusters[server.cluster].spec;
        text(spec.name_variable.as_ref()).filter(|_| server.leaf.is_none() && self.trial.is_none())
    }

    /// Whether a server tells others where it is reached. It cannot where all of its cluster have one configuration.
    pub fn tells_address(&self, server: &Server) -> bool {
        !server.is_local() && self.name_variable(server).is_none()
    }

    /// What the files of a server are called: its name, or that of its cluster where all of it have the same files.
    pub fn file_name<'p>(&'p self, server: &'p Server) -> &'p str {
        if self.name_variable(server).is_some() { &self.clusters[server.cluster].name } else { &server.name }
    }

    /// How accounts and users are known.
    pub fn mode(&self) -> Mode {
        self.deployment.mode.as_deref().copied().unwrap_or(Mode::Operator)
    }

    /// Whether connections are by TLS, listeners that say otherwise aside.
    pub fn has_tls(&self) -> bool {
        self.deployment.tls.is_some()
    }
}

impl Server {
    /// JetStream of the server, when it has any: `Some(None)` for everything as it is by default.
    pub fn jetstream<'p>(&'p self, deployment: &'p Deployment) -> Option<Option<&'p JetStream>> {
        let toggle = match &self.leaf {
            Some(leaf) => leaf.jetstream.as_deref(),
            None => deployment.jetstream.as_deref(),
        };
        match toggle {
            Some(Toggle::Off) => None,
            Some(Toggle::With(jetstream)) => Some(Some(jetstream)),
            Some(Toggle::On) | None => Some(None),
        }
    }

    /// Whether it is reached on this machine alone.
    pub fn is_local(&self) -> bool {
        matches!(self.address.as_str(), LOOPBACK | "localhost" | "::1")
    }
}

/// The address of servers that say nothing else.
pub const LOOPBACK: &str = "127.0.0.1";

/// Which listeners are on, beside those that always are.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one for each listener")]
struct Listeners {
    routes: bool,
    gateway: bool,
    leafnodes: bool,
    websocket: bool,
    mqtt: bool,
}

/// A server of a cluster, before it has a place.
struct PlannedMember {
    name: String,
    address: Option<String>,
    ports: Option<Spanned<super::spec::Ports>>,
}

/// The names of a cluster's servers.
pub(super) fn member_names(cluster: &str, spec: &Cluster) -> Vec<String> {
    members(cluster, spec).into_iter().map(|member| member.name).collect()
}

fn members(cluster: &str, spec: &Cluster) -> Vec<PlannedMember> {
    let names = text(spec.names.as_ref()).unwrap_or("{cluster}-{n}");
    match spec.servers.as_deref() {
        Some(Servers::Named(members)) => members
            .iter()
            .map(|member| {
                let spec = &member.value.value;
                let address = spec.address.as_ref().map(|address| address.to_string());
                PlannedMember { name: member.name.to_string(), address, ports: spec.ports.clone() }
            })
            .collect(),
        _ => (0..size(spec))
            .map(|number| PlannedMember { name: expand(names, cluster, "", number), address: None, ports: None })
            .collect(),
    }
}

/// How many servers a deployment has, leaf nodes included.
pub fn server_count(deployment: &Deployment) -> usize {
    let leafs = deployment.leafs.as_ref().map_or(0, |leafs| leafs.0.len());
    clusters(deployment).iter().map(|(_, spec)| size(spec)).sum::<usize>() + leafs
}

/// How many servers a cluster has.
fn size(spec: &Cluster) -> usize {
    match spec.servers.as_deref() {
        Some(Servers::Count(count)) => usize::try_from(*count).unwrap_or(1),
        Some(Servers::Named(members)) => members.0.len(),
        None => 1,
    }
}

/// The clusters by name.
pub(super) fn clusters(deployment: &Deployment) -> Vec<(String, Cluster)> {
    let several = deployment.clusters.iter().flat_map(|clusters| clusters.iter());
    let mut clusters: Vec<_> = several.map(|cluster| (cluster.name.to_string(), cluster.value.value.clone())).collect();
    if let Some(cluster) = deployment.cluster.as_deref() {
        let name = text(cluster.name.as_ref()).unwrap_or("nats").to_owned();
        clusters.insert(0, (name, (**cluster).clone()));
    }
    if clusters.is_empty() {
        clusters.push(("nats".to_owned(), Cluster::default()));
    }
    clusters
}

/// The servers' version.
pub(super) fn version(deployment: &Deployment) -> Version {
    deployment.version.as_ref().and_then(|version| version.parse().ok()).unwrap_or(Version::NEWEST)
}

fn is_on<B>(toggle: Option<&Toggle<B>>) -> bool {
    matches!(toggle, Some(Toggle::On | Toggle::With(_)))
}

/// The value of an option, when it is set.
pub(super) fn get<T: Copy>(option: Option<&Spanned<T>>) -> Option<T> {
    option.map(|option| option.value)
}

/// The text of an option, when it is set.
pub(super) fn text<T: std::ops::Deref<Target = str>>(option: Option<&Spanned<T>>) -> Option<&str> {
    option.map(|text| &*text.value)
}
