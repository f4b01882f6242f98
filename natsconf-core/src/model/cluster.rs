//! `cluster`: the routes between the servers of one cluster.

use super::{Authorization, Permissions, Tls};
use crate::option::block;
use crate::option::types::{
    AccountName, Address, CompressionMode, Duration, Host, Interval, List, Listen, OneOrMany, Port, ServerName,
    ServerUrl, Toggle, WriteTimeout,
};

block! {
    /// Joins this server with others into one cluster.
    Cluster = "parseCluster" {
        /// Name of the cluster. All its servers have the same, and it has no spaces. Without it each start makes up one.
        name: ServerName = "name", reloadable;
        /// Where to accept routes, host and port in one.
        listen: Listen = "listen", such_as "\"127.0.0.1:6222\"";
        /// Port on which other servers connect. Without it the server is in no cluster.
        port: Port = "port", such_as "6222";
        /// Address on which other servers connect.
        host: Host = "host" | "net", default "0.0.0.0";
        /// What routes have to log in with. Only one user and password: no list, no token, no callout.
        authorization: Box<Authorization> = "authorization", reloadable, such_as "{ user: route, password: secret }";
        /// Other servers of the cluster. One is enough, the others are learned from it.
        routes: List<ServerUrl> = "routes", reloadable, such_as "[\"nats://127.0.0.1:6223\"]";
        /// TLS between the servers. Certificates are always verified, by both sides.
        tls: Box<Tls> = "tls", reloadable;
        /// Address told to other servers, where they cannot reach the one listened on.
        cluster_advertise: Address = "cluster_advertise" | "advertise", reloadable;
        /// Keeps the addresses of this server from clients of other servers.
        no_advertise: bool = "no_advertise", default "false", reloadable;
        /// How often to try again to reach a server that was learned from others. Those in `routes` are tried for ever.
        connect_retries: i64 = "connect_retries", default "0", reloadable;
        /// Waits longer after each failed attempt, up to 30 seconds.
        connect_backoff: bool = "connect_backoff", since "2.12", default "false", reloadable;
        /// Which subjects pass between the servers: `import` what is taken, `export` what is given.
        permissions: Permissions = "permissions", reloadable, such_as "{ import: \"orders.>\", export: \"orders.>\" }";
        /// Number of connections to each other server; accounts are spread over them. -1 for one as before 2.10.
        pool_size: i64 = "pool_size", since "2.10", default "3", reloadable;
        /// Accounts with a route of their own. All servers of the cluster need the same list.
        accounts: OneOrMany<AccountName> = "accounts", since "2.10", reloadable;
        /// How routes are compressed; `true` stands for `s2_fast`.
        compression: Toggle<Compression> = "compression", or_empty, since "2.10", default "accept", reloadable, such_as "s2_fast";
        /// How often an idle route is probed. More than 30 seconds count as 30.
        ping_interval: Duration = "ping_interval", since "2.11", backported &["2.10.10"], default "30s", reloadable;
        /// How many probes may stay without answer before a route is closed.
        ping_max: i64 = "ping_max", since "2.11", backported &["2.10.10"], default "2", reloadable;
        /// How long a write to a route may take.
        write_deadline: Duration = "write_deadline", since "2.14", backported &["2.11.11", "2.12.1"], default "10s", reloadable;
        /// What happens to a route that cannot be written to in time.
        write_timeout: WriteTimeout = "write_timeout", since "2.14", backported &["2.11.11", "2.12.2"], default "default", reloadable;
    }

    /// How messages between servers are compressed.
    Compression = "parseCompression", short mode {
        /// The mode. `s2_auto` chooses by the round-trip time.
        mode: CompressionMode = "mode", or_empty, since "2.10", reloadable, such_as "s2_auto";
        /// For `s2_auto`: up to which round-trip time to send uncompressed, fast, better and best, in ascending order.
        rtt_thresholds: List<Interval> = "rtt_thresholds" | "thresholds" | "rtts" | "rtt",
            since "2.10", default "[10ms, 50ms, 100ms]", reloadable, such_as "[\"10ms\", \"50ms\", \"100ms\"]", ordered;
    }
}

impl Cluster {
    /// The port on which other servers connect: 0 where there is none, and the server is in no cluster.
    pub fn route_port(&self) -> i64 {
        let listen = self.listen.as_ref().map(|listen| listen.port);
        self.port.as_ref().map(|port| port.0).or(listen).unwrap_or(0)
    }
}
