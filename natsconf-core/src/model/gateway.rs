//! `gateway`: the links between clusters.

use super::{Authorization, Tls};
use crate::option::block;
use crate::option::types::{Address, Duration, Host, List, Listen, Port, ServerName, ServerUrl, Text, WriteTimeout};

block! {
    /// Joins this cluster with others into a super-cluster.
    Gateway = "parseGateway" {
        /// Name of this cluster, the same as `cluster.name`; it has no spaces.
        name: ServerName = "name";
        /// Where to accept gateways, host and port in one.
        listen: Listen = "listen", such_as "\"127.0.0.1:7222\"";
        /// Port on which other clusters connect. A gateway needs it; -1 for a random one.
        port: Port = "port", such_as "7222";
        /// Address on which other clusters connect.
        host: Host = "host" | "net", default "0.0.0.0";
        /// What gateways have to log in with. Only one user and password: no list, no token, no callout.
        authorization: Box<Authorization> = "authorization", such_as "{ user: gateway, password: secret }";
        /// TLS between the clusters. Certificates are always verified, by both sides.
        tls: Box<Tls> = "tls", reloadable, fixed_inside &["timeout", "verify_and_map", "verify_cert_and_check_known_urls"];
        /// Address told to other clusters, where they cannot reach the one listened on.
        advertise: Address = "advertise";
        /// How often to try again to reach a gateway that was learned from others. Those in `gateways` are tried for ever.
        connect_retries: i64 = "connect_retries", default "0";
        /// Waits longer after each failed attempt, up to 30 seconds.
        connect_backoff: bool = "connect_backoff", since "2.12", default "false";
        /// The clusters to connect to.
        gateways: List<GatewayRemote> = "gateways", such_as "[{ name: west, url: \"nats://127.0.0.1:7223\" }]";
        /// Refuses clusters that are not in `gateways`.
        reject_unknown: bool = "reject_unknown" | "reject_unknown_cluster", default "false";
        /// How long a write to a gateway may take.
        write_deadline: Duration = "write_deadline", since "2.14", backported &["2.11.11", "2.12.1"], default "10s";
        /// What happens to a gateway that cannot be written to in time.
        write_timeout: WriteTimeout = "write_timeout", since "2.14", backported &["2.11.11", "2.12.2"], default "default";
    }

    /// A cluster to connect to.
    GatewayRemote = "parseGateways" {
        /// The name of the cluster.
        name: Text = "name", identity;
        /// TLS for this cluster; without it, that of `gateway.tls`.
        tls: Box<Tls> = "tls", reloadable, fixed_inside &["timeout"];
        /// Where to reach one of its servers.
        url: ServerUrl = "url", such_as "\"nats://127.0.0.1:7223\"";
        /// Where to reach its servers.
        urls: List<ServerUrl> = "urls", such_as "[\"nats://127.0.0.1:7223\"]";
    }
}
