//! What rules and renderers ask a configuration, where the answer is spread over several options.

use super::{Config, Gateway, LeafNodeRemote, Listens, Mqtt, User, Websocket};
use crate::option::Spanned;
use crate::option::types::{FilePath, Listen, Password, Port, ServerUrl, Switch, UserName};

impl Config {
    /// Whether the server keeps streams (`parseJetStream`).
    pub fn has_jetstream(&self) -> bool {
        match self.jetstream.as_deref() {
            Some(Switch::On) => true,
            Some(Switch::With(block)) => block.enabled.as_deref() != Some(&false),
            Some(Switch::Off) | None => false,
        }
    }

    /// The folder for streams, to which the server adds `jetstream`; `None` where the system's temporary one is taken.
    pub fn store_folder(&self) -> Option<&Spanned<FilePath>> {
        let own = match self.jetstream.as_deref() {
            Some(Switch::With(block)) => block.store_dir.as_ref(),
            _ => None,
        };
        own.or(self.store_dir.as_ref())
    }

    /// Whether the server has a name of its own; an empty one is none.
    pub fn has_server_name(&self) -> bool {
        self.server_name.as_ref().is_some_and(|name| !name.is_empty())
    }

    /// Whether the server accepts routes: `Server.standAloneMode` without gateways.
    pub fn is_clustered(&self) -> bool {
        self.cluster.as_deref().is_some_and(|cluster| cluster.route_port() != 0)
    }

    /// Whether an operator is trusted, so that accounts and users are known by their JWTs alone.
    pub fn has_operator(&self) -> bool {
        self.operator.as_ref().is_some_and(|operators| !operators.is_empty())
    }

    /// Whether there is an account of this name; `$G` always is.
    pub fn defines_account(&self, name: &str) -> bool {
        name == "$G" || self.accounts.as_ref().is_some_and(|accounts| accounts.names().contains(&name))
    }

    /// The name of the system account, where there is one (`configureAccounts`); with an operator, its JWT may name another.
    pub fn system_account_name(&self) -> &str {
        let named = self.system_account.as_ref().map(|name| &***name);
        named.filter(|name| !name.is_empty()).unwrap_or("$SYS")
    }

    /// Whether the server makes the account `$SYS` by itself.
    pub fn makes_system_account(&self) -> bool {
        self.system_account.as_ref().is_none_or(|account| account.is_empty())
            && self.no_system_account.as_deref() != Some(&true)
    }

    /// The users of all lists: of `authorization` and of the accounts.
    pub fn users(&self) -> impl Iterator<Item = &User> + Clone {
        let accounts = self.accounts.iter().flat_map(|accounts| accounts.blocks());
        let lists = accounts.filter_map(|account| account.value.users.as_ref());
        let first = self.authorization.iter().filter_map(|authorization| authorization.users.as_ref());
        first.chain(lists).flat_map(|users| users.iter()).map(|user| &user.value)
    }

    /// The passwords and tokens with which clients log in.
    pub fn passwords(&self) -> impl Iterator<Item = &Spanned<Password>> {
        let own = self.authorization.iter().flat_map(|own| [own.password.as_ref(), own.token.as_ref()]);
        own.flatten().chain(self.users().filter_map(|user| user.password.as_ref()))
    }

    /// The servers that this one dials as a leaf node.
    pub fn leafnode_remotes(&self) -> impl Iterator<Item = &LeafNodeRemote> {
        let lists = self.leafnodes.iter().filter_map(|leafnodes| leafnodes.remotes.as_ref());
        lists.flat_map(|remotes| remotes.iter()).map(|remote| &remote.value)
    }

    /// The URLs at which this server dials others, and what is to listen there.
    pub fn dialled_urls(&self) -> impl Iterator<Item = (Listens, &Spanned<ServerUrl>)> {
        let routes = self.cluster.iter().filter_map(|cluster| cluster.routes.as_ref()).flat_map(|urls| urls.iter());
        let gateways = self.gateway.iter().filter_map(|gateway| gateway.gateways.as_ref()).flat_map(|all| all.iter());
        let gateways =
            gateways.flat_map(|remote| remote.url.iter().chain(remote.urls.iter().flat_map(|urls| urls.iter())));
        let leafnodes = self.leafnode_remotes().filter_map(|remote| remote.urls.as_ref()).flat_map(|urls| urls.iter());
        let urls = routes.map(|url| (Listens::Routes, url)).chain(gateways.map(|url| (Listens::Gateways, url)));
        urls.chain(leafnodes.map(|url| (Listens::LeafNodes, url)))
    }

    /// The users as whom clients act that do not log in: of the server, of MQTT and of WebSocket.
    pub fn no_auth_users(&self) -> impl Iterator<Item = &Spanned<UserName>> {
        let mqtt = self.mqtt.iter().filter(|mqtt| mqtt.mqtt_port() != 0);
        let websocket = self.websocket.iter().filter(|websocket| websocket.websocket_port() != 0);
        let others = mqtt.filter_map(|mqtt| mqtt.no_auth_user.as_ref());
        let others = others.chain(websocket.filter_map(|websocket| websocket.no_auth_user.as_ref()));
        self.no_auth_user.iter().chain(others)
    }

    /// Whether it is joined with other servers, by whatever kind of link.
    pub fn has_other_servers(&self) -> bool {
        let leafnodes = self.leafnodes.as_ref();
        let dials = leafnodes.and_then(|leafnodes| leafnodes.remotes.as_ref()).is_some_and(|all| !all.is_empty());
        let listens = leafnodes.is_some_and(|leafnodes| port(leafnodes.port.as_ref(), leafnodes.listen.as_ref()) != 0);
        let gateway = self.gateway.as_ref().is_some_and(|gateway| gateway.gateway_port() != 0);
        self.is_clustered() || gateway || dials || listens
    }
}

impl User {
    /// Whether the user is known by this name or public key.
    pub fn is_called(&self, name: &str) -> bool {
        self.user.as_ref().is_some_and(|user| &***user == name)
            || self.nkey.as_ref().is_some_and(|key| key.to_string() == name)
    }
}

/// A port that stands by itself or behind a host; 0 where there is none.
fn port(port: Option<&Spanned<Port>>, listen: Option<&Spanned<Listen>>) -> i64 {
    port.map(|port| port.0).or(listen.map(|listen| listen.port)).unwrap_or(0)
}

impl Gateway {
    /// The port on which other clusters connect; 0 where there is none.
    pub fn gateway_port(&self) -> i64 {
        port(self.port.as_ref(), self.listen.as_ref())
    }
}

impl Mqtt {
    /// The port on which clients connect; 0 where there is none, and no MQTT.
    pub fn mqtt_port(&self) -> i64 {
        port(self.port.as_ref(), self.listen.as_ref())
    }
}

impl Websocket {
    /// The port on which clients connect; 0 where there is none, and no WebSocket.
    pub fn websocket_port(&self) -> i64 {
        port(self.port.as_ref(), self.listen.as_ref())
    }
}
