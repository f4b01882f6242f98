//! `leafnodes`: servers that join another as a client would.

use super::{Compression, Tls};
use crate::option::block;
use crate::option::types::{
    AccountName, Address, Duration, FilePath, Host, LeafVersion, List, Listen, OneOrMany, Password, PermissionSubject,
    Port, ProxyUrl, Seconds, ServerUrl, Toggle, UserKey, UserName, UserSeed, WriteTimeout,
};

block! {
    /// Accepts leaf node connections, and lists the servers that this one dials as a leaf node.
    LeafNodes = "parseLeafNodes" {
        /// Where to accept leaf nodes, host and port in one.
        listen: Listen = "listen", such_as "\"127.0.0.1:7422\"";
        /// Port on which leaf nodes connect. Without it the server only dials.
        port: Port = "port", such_as "7422";
        /// Address on which leaf nodes connect.
        host: Host = "host" | "net", default "0.0.0.0";
        /// What leaf nodes have to log in with; without it, what clients have.
        authorization: LeafNodeAuthorization = "authorization", such_as "{ user: leaf, password: secret }";
        /// Servers to dial as a leaf node.
        remotes: List<LeafNodeRemote> = "remotes", reloadable, such_as "[{ url: \"nats://127.0.0.1:7423\" }]";
        /// Pause before dialling a lost remote again.
        reconnect: Duration = "reconnect" | "reconnect_delay" | "reconnect_interval", default "1s";
        /// How long dialling a remote may take.
        dial_timeout: Duration = "dial_timeout", since "2.15", backported &["2.14.5"], default "1s";
        /// TLS for leaf nodes that connect.
        tls: Box<Tls> = "tls", reloadable, fixed_inside &["pinned_certs", "timeout", "verify_and_map"];
        /// Address told to leaf nodes, where they cannot reach the one listened on.
        advertise: Address = "advertise" | "leafnode_advertise";
        /// Keeps the addresses of other servers from leaf nodes.
        no_advertise: bool = "no_advertise", default "false";
        /// Refuses leaf nodes whose server is older.
        min_version: LeafVersion = "min_version" | "minimum_version";
        /// How leaf node connections are compressed; `true` stands for `s2_auto`.
        compression: Toggle<Compression> = "compression", or_empty, since "2.10", default "s2_auto", reloadable, such_as "s2_auto";
        /// Keeps the interest of one leaf node from the others.
        isolate_leafnode_interest: bool = "isolate_leafnode_interest" | "isolate", since "2.12", default "false";
        /// How long a write to a leaf node may take.
        write_deadline: Duration = "write_deadline", since "2.14", backported &["2.11.11", "2.12.1"], default "10s";
        /// What happens to a leaf node that cannot be written to in time.
        write_timeout: WriteTimeout = "write_timeout", since "2.14", backported &["2.11.11", "2.12.2"], default "default";
    }

    /// A server that this one dials as a leaf node.
    LeafNodeRemote = "parseRemoteLeafNodes" {
        /// Tries the URLs in their order, not at random.
        no_randomize: bool = "no_randomize" | "dont_randomize", default "false";
        /// Where to connect: one URL, or several that are tried in turn. Without a port, it is 7422.
        urls: OneOrMany<ServerUrl> = "urls" | "url", such_as "\"nats://127.0.0.1:7423\"", identity, ordered;
        /// Account of this server that is joined with the remote.
        account: AccountName = "account" | "local", default "$G", identity;
        /// Credentials file presented to the remote. Not together with `nkey`.
        credentials: FilePath = "credentials" | "creds", such_as "\"./leaf.creds\"", identity;
        /// Seed with which to log in to the remote. Not together with `credentials`.
        nkey: UserSeed = "nkey" | "seed", since "2.11", backported &["2.10.8"], identity;
        /// TLS for this connection.
        tls: Box<Tls> = "tls", reloadable, fixed_inside &["timeout"];
        /// Makes this side the hub: the remote is to be the leaf.
        hub: bool = "hub", default "false";
        /// Subjects that are not taken from the remote.
        deny_imports: OneOrMany<PermissionSubject> = "deny_imports" | "deny_import";
        /// Subjects that are not given to the remote.
        deny_exports: OneOrMany<PermissionSubject> = "deny_exports" | "deny_export";
        /// Compresses a WebSocket connection as WebSocket does.
        ws_compression: bool =
            "ws_compression" | "ws_compress" | "websocket_compress" | "websocket_compression", default "false";
        /// Does not mask the frames of a WebSocket connection.
        ws_no_masking: bool = "ws_no_masking" | "websocket_no_masking", default "false";
        /// Moves the leaders of streams and consumers away from this server while the connection is lost.
        jetstream_cluster_migrate: Toggle<ClusterMigrate> = "jetstream_cluster_migrate" | "js_cluster_migrate", default "false";
        /// Keeps the interest of the rest of this cluster from the remote.
        isolate_leafnode_interest: bool = "isolate_leafnode_interest" | "isolate", since "2.12", default "false";
        /// Asks the remote to keep the interest of its other leaf nodes to itself.
        request_isolation: bool = "request_isolation", since "2.12", default "false";
        /// How this connection is compressed; `true` stands for `s2_auto`.
        compression: Toggle<Compression> = "compression", or_empty, since "2.10", default "s2_auto", reloadable, such_as "s2_auto";
        /// How long to wait for the first message of the remote.
        first_info_timeout: Duration = "first_info_timeout", since "2.11", backported &["2.10.26"], default "1s";
        /// How long dialling may take; without it, as in `leafnodes.dial_timeout`.
        dial_timeout: Duration = "dial_timeout", since "2.15", backported &["2.14.5"];
        /// Does not dial this remote.
        disabled: bool = "disabled", since "2.12", default "false", reloadable;
        /// An HTTP proxy through which a WebSocket connection goes.
        proxy: LeafNodeProxy = "proxy", since "2.14", backported &["2.12.1"], such_as "{ url: \"http://127.0.0.1:8080\" }";
        /// Dials only the URLs given here, not those that the remote tells of.
        ignore_discovered_servers: bool = "ignore_discovered_servers", since "2.14", default "false";
    }

    /// When leaders are moved away from a server that lost its remote.
    ClusterMigrate = "parseRemoteLeafNodes", keys LOOKED_UP {
        /// How long the connection may be lost before.
        leader_migrate_delay: Duration = "leader_migrate_delay";
    }

    /// An HTTP proxy for WebSocket connections.
    LeafNodeProxy = "parseRemoteLeafNodes" {
        /// The proxy, by `http` or `https`.
        url: ProxyUrl = "url", or_empty, since "2.14", backported &["2.12.1"], such_as "\"http://127.0.0.1:8080\"";
        /// User to log in with; not without `password`.
        username: UserName = "username", since "2.14", backported &["2.12.1"];
        /// Password to log in with; not without `username`.
        password: Password = "password", since "2.14", backported &["2.12.1"];
        /// How long connecting through the proxy may take.
        timeout: Duration = "timeout", since "2.14", backported &["2.12.1"], at_least 0;
    }

    /// What leaf nodes log in with.
    LeafNodeAuthorization = "parseLeafAuthorization" {
        /// The user. Not together with `users`.
        user: UserName = "user" | "username";
        /// The password.
        password: Password = "password" | "pass";
        /// The public key of the user. Not together with `users`.
        nkey: UserKey = "nkey", since "2.11", backported &["2.10.8"];
        /// How long logging in may take. Without a unit, in seconds.
        timeout: Seconds = "timeout", default "2s";
        /// Several users.
        users: List<LeafNodeUser> = "users", such_as "[{ user: leaf, password: secret }]";
        /// Account that the leaf nodes are bound to.
        account: AccountName = "account";
        /// Takes only connections that come through a trusted proxy.
        proxy_required: bool = "proxy_required", since "2.12", default "false";
    }

    /// A user as whom leaf nodes log in.
    LeafNodeUser = "parseLeafUsers" {
        /// The name.
        user: UserName = "user" | "username", identity;
        /// The password.
        password: Password = "password" | "pass";
        /// Account that the leaf node is bound to.
        account: AccountName = "account";
        /// Takes only connections that come through a trusted proxy.
        proxy_required: bool = "proxy_required", since "2.12", default "false";
    }
}
