//! One server → its `nats.conf`.

use super::listeners::{self, listen};
use super::{Writer, login_file, tls};
use crate::deployment::RenderedFile;
use crate::deployment::access::{Access, Login};
use crate::deployment::plan::{Plan, Server, first, get, text};
use crate::deployment::spec::{JetStream, Leaf, Resolver, ResolverKind};
use crate::model::{self, Config};
use crate::option::types::{Interval, List, ResolverType, ServerUrl, StorageSize, Switch, Text};
use crate::value::PrintError;

/// What stands above the further settings.
pub(in crate::deployment) const SETTINGS: &str = "Further settings of the description.";

/// The text of a server's configuration.
pub(super) fn configuration(plan: &Plan, access: &Access, server: &Server) -> Result<RenderedFile, PrintError> {
    let mut writer = Writer::new(&headline(plan, server));
    general(plan, server, &mut writer)?;
    monitoring(plan, server, &mut writer)?;
    let include = format!("include ./{}\n", super::shared::included(access, server));
    match access {
        Access::Trust(_) => {
            writer.lines("Who vouches for accounts, and their JWTs to begin with: the same for all servers.", &include);
            resolver(plan, server, &mut writer)?;
        }
        Access::Logins(_) => writer.lines("Who may connect: the same for all servers.", &include),
    }
    if plan.clients_have_tls() {
        let tls = tls::for_clients(plan, server, plan.clients_are_verified());
        writer.section("TLS for clients.", &Config::default().tls(tls))?;
    }
    if let Some(cluster) = listeners::cluster(plan, server) {
        writer.section("Routes to the other servers of the cluster.", &Config::default().cluster(cluster))?;
    }
    if let Some(gateway) = listeners::gateway(plan, server) {
        writer.section("Gateways to the other clusters.", &Config::default().gateway(gateway))?;
    }
    if let Some(leafnodes) = listeners::leafnodes(plan, server) {
        writer.section("Leaf nodes that join here.", &Config::default().leafnodes(leafnodes))?;
    }
    if server.leaf.is_some() {
        writer.section(
            "The cluster that this server joins.",
            &Config::default().leafnodes(remotes(plan, access, server)),
        )?;
    }
    jetstream(plan, server, &mut writer)?;
    if let Some(websocket) = listeners::websocket(plan, server) {
        writer.section("Clients by WebSocket.", &Config::default().websocket(websocket))?;
    }
    if let Some(mqtt) = listeners::mqtt(plan, server) {
        writer.section("Clients by MQTT.", &Config::default().mqtt(mqtt))?;
    }
    if let Some(settings) = plan.deployment.settings.as_deref() {
        writer.section(SETTINGS, settings)?;
    }
    // A leaf node that logs in with a seed has it in its configuration.
    let secret = server.leaf.is_some() && matches!(access, Access::Logins(_));
    let text = writer.finish();
    Ok(if secret { RenderedFile::secret(text) } else { RenderedFile::public(text) })
}

fn headline(plan: &Plan, server: &Server) -> String {
    let cluster = &plan.clusters[server.cluster].name;
    let what =
        if server.leaf.is_some() { format!("Leaf node of `{cluster}`") } else { format!("Server of `{cluster}`") };
    format!("{what}, for nats-server {}. Rendered by natsconf: change the description, not this file.", plan.version)
}

fn general(plan: &Plan, server: &Server, writer: &mut Writer) -> Result<(), PrintError> {
    let client = plan.deployment.client.as_ref().filter(|_| server.leaf.is_none());
    let host = client.and_then(|client| text(client.host.as_ref()));
    let mut config = Config::default().listen(listen(server, host, server.ports.client));
    match plan.name_variable(server) {
        // Without quotes: the server puts the variable's value in its place.
        Some(variable) => {
            writer.lines("The server's name, from its environment.", &format!("server_name: ${variable}\n"));
        }
        None => config = config.server_name(server.name.as_str()),
    }
    config = match client.and_then(|client| text(client.advertise.as_ref())).filter(|_| plan.trial.is_none()) {
        Some(address) => config.client_advertise(address),
        None if plan.tells_address(server) => config.client_advertise(server.authority(server.ports.client)),
        None => config,
    };
    writer.section("The server, and where clients connect.", &config)?;
    let mut config = Config::default().pid_file(plan.pid_file(server));
    // One of the two alone could contradict what is said of the other.
    let settings = plan.deployment.settings.as_deref();
    if settings.is_none_or(|given| given.lame_duck_duration.is_none() && given.lame_duck_grace_period.is_none()) {
        let seconds = Interval::from_seconds;
        config = config.lame_duck_grace_period(seconds(10)).lame_duck_duration(seconds(30));
    }
    writer.section("For reloading by signal, and for shutting down without cutting off clients.", &config)
}

fn monitoring(plan: &Plan, server: &Server, writer: &mut Writer) -> Result<(), PrintError> {
    let host = plan.deployment.monitoring.as_ref().and_then(|monitoring| text(monitoring.host.as_ref()));
    let config = Config::default().http(listen(server, host, server.ports.monitoring));
    writer.section("Monitoring, for probes and exporters.", &config)
}

fn resolver(plan: &Plan, server: &Server, writer: &mut Writer) -> Result<(), PrintError> {
    let none = Resolver::default();
    let spec = plan.deployment.resolver.as_ref().map_or(&none, |resolver| &***resolver);
    // A leaf node is no member of the cluster that keeps the folders in step: it has what it begins with.
    let kind = if server.leaf.is_some() {
        ResolverKind::Memory
    } else {
        get(spec.kind.as_ref()).unwrap_or(ResolverKind::Full)
    };
    let folder = match kind {
        ResolverKind::Memory => {
            let config = Config::default().resolver(model::Resolver::Memory);
            return writer.section("Accounts are those that were preloaded.", &config);
        }
        ResolverKind::Url => {
            let url = spec.url.as_ref().map(|url| url.as_str()).unwrap_or_default();
            let config = Config::default().resolver(model::Resolver::Url(Text::from(url)));
            return writer.section("Where the server asks for account JWTs.", &config);
        }
        ResolverKind::Full => model::ResolverFolder::default()
            .resolver_type(ResolverType::Full)
            .allow_delete(get(spec.allow_delete.as_ref()).unwrap_or(true))
            .interval(get(spec.interval.as_ref()).unwrap_or(Interval::from_seconds(120))),
        ResolverKind::Cache => {
            let folder = model::ResolverFolder::default().resolver_type(ResolverType::Cache);
            match get(spec.ttl.as_ref()) {
                Some(ttl) => folder.ttl(ttl),
                None => folder,
            }
        }
    };
    // All preloaded accounts have to find room.
    let accounts = plan.deployment.accounts.as_ref().map_or(0, |accounts| accounts.0.len());
    let least = i64::try_from(accounts).unwrap_or(i64::MAX).saturating_mul(2);
    let folder = folder.dir(plan.resolver_folder(server)).limit(get(spec.limit.as_ref()).unwrap_or(1000).max(least));
    let folder = match get(spec.timeout.as_ref()) {
        Some(timeout) => folder.timeout(timeout),
        None => folder,
    };
    writer.section("Where the server keeps account JWTs.", &Config::default().resolver(folder))
}

fn remotes(plan: &Plan, access: &Access, server: &Server) -> model::LeafNodes {
    let scheme = if plan.leafnodes_have_tls() { "tls" } else { "nats" };
    let hubs = first(plan.members(server.cluster)).iter();
    let urls = hubs.filter_map(|hub| Some(ServerUrl::from(hub.url(scheme, hub.ports.leafnodes?).as_str())));
    let mut remote = model::LeafNodeRemote::default().urls(urls.collect::<crate::option::types::OneOrMany<_>>());
    if let Some(leaf) = &server.leaf {
        remote = join(plan, access, server, leaf, remote);
        remote.deny_imports.clone_from(&leaf.deny_imports);
        remote.deny_exports.clone_from(&leaf.deny_exports);
    }
    if plan.leafnodes_have_tls() {
        remote = remote.tls(tls::between_servers(plan, server));
    }
    model::LeafNodes::default().remotes([remote].into_iter().collect::<List<_>>())
}

/// As whom a leaf node joins.
fn join(
    plan: &Plan,
    access: &Access,
    server: &Server,
    leaf: &Leaf,
    remote: model::LeafNodeRemote,
) -> model::LeafNodeRemote {
    let account = text(leaf.account.as_ref()).unwrap_or_default();
    let user = access.user(account, text(leaf.user.as_ref()).unwrap_or(&server.name));
    let key = match access {
        Access::Trust(trust) => trust.account(account).map(|account| account.key.as_str()),
        Access::Logins(_) => None,
    };
    let remote = remote.account(key.unwrap_or(account));
    match user.map(|user| &user.login) {
        Some(Login::Nkey(seed)) => remote.nkey(seed.expose()),
        Some(_) => remote.credentials(plan.credentials_path(&user.and_then(login_file).unwrap_or_default())),
        None => remote,
    }
}

fn jetstream(plan: &Plan, server: &Server, writer: &mut Writer) -> Result<(), PrintError> {
    let Some(spec) = server.jetstream(&plan.deployment) else { return Ok(()) };
    let none = JetStream::default();
    let spec = spec.unwrap_or(&none);
    let mut block = model::JetStream::default().store_dir(plan.store_folder(server, spec));
    if let Some(bytes) = get(spec.max_memory.as_ref()) {
        block = block.max_memory_store(StorageSize(bytes.0));
    }
    if let Some(bytes) = max_file(spec) {
        block = block.max_file_store(StorageSize(bytes));
    }
    let domain = text(spec.domain.as_ref()).or(server.leaf.is_some().then_some(server.name.as_str()));
    if let Some(domain) = domain {
        block = block.domain(domain);
    }
    block.cipher = spec.cipher.filter(|_| spec.key_variable.is_some());
    block.sync_interval = spec.sync_interval;
    block.unique_tag.clone_from(&spec.unique_tag);
    if let Some(variable) = text(spec.key_variable.as_ref()) {
        if plan.trial.is_none() {
            return writer.section_with_variable("Streams.", &Config::default().jetstream(block), "key", variable);
        }
        // What a trial stores is thrown away.
        block = block.key("trial");
    }
    writer.section("Streams.", &Config::default().jetstream(Switch::from(block)))
}

/// Nine tenths of the volume where nothing else is said: the rest is for account JWTs and the file system itself.
pub(in crate::deployment) fn max_file(spec: &JetStream) -> Option<i64> {
    get(spec.max_file.as_ref())
        .or_else(|| get(spec.volume.as_ref()))
        .map(|bytes| bytes.0)
        .filter(|_| spec.max_file.is_some())
        .or_else(|| get(spec.volume.as_ref()).map(|volume| volume.0 / 10 * 9))
}
