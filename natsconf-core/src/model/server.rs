//! The top level of a configuration.

use super::{
    Accounts, Authorization, Cluster, Gateway, JetStream, LeafNodes, Mappings, Mqtt, Ocsp, OcspCache, Resolver, Tls,
    Websocket,
};
use crate::option::block;
use crate::option::types::{
    AccountJwt, AccountKey, AccountName, Address, AnyKey, Domain, Duration, FilePath, Host, Interval, List, Listen,
    Named, OneOrMany, OperatorJwt, OperatorKey, PinnedAccount, Port, ServerName, Size, Switch, Tag, Text, Toggle,
    UserJwt, UserName, WriteTimeout,
};

const SECOND: i64 = 1_000_000_000;

block! {
    /// A server.
    Config = "processConfigFileLine" {
        /// Where to accept clients, host and port in one.
        listen: Listen = "listen", such_as "\"127.0.0.1:4222\"";
        /// Address told to clients, where they cannot reach the one listened on.
        client_advertise: Address = "client_advertise", reloadable;
        /// Port on which clients connect; -1 for a random one.
        port: Port = "port", default "4222", such_as "4222";
        /// Name of the server, unique in its cluster; it has no spaces. JetStream in a cluster needs it.
        server_name: ServerName = "server_name", such_as "\"n1\"";
        /// Address on which clients connect.
        host: Host = "host" | "net", default "0.0.0.0";
        /// Logs what the server does in detail.
        debug: bool = "debug", default "false", reloadable;
        /// Logs messages, without those of the system account.
        trace: bool = "trace", default "false", reloadable;
        /// Logs all messages, those of the system account too.
        trace_verbose: bool = "trace_verbose", default "false", reloadable;
        /// Logs the headers of messages, without what they carry.
        trace_headers: bool = "trace_headers", since "2.12", backported &["2.11.2"], default "false", reloadable;
        /// Begins each line of the log with the time.
        logtime: bool = "logtime", default "true", reloadable;
        /// Logs times in UTC.
        logtime_utc: bool = "logtime_utc", default "false", reloadable;
        /// Subjects under which messages of the account `$G` arrive that were published to others.
        mappings: Mappings = "mappings" | "maps", reloadable;
        /// Remembers no matches of subjects with subscriptions.
        disable_sublist_cache: bool = "disable_sublist_cache" | "no_sublist_cache", default "false";
        /// The accounts.
        accounts: Accounts = "accounts", reloadable, such_as "{ ORDERS { users: [{ user: alice, password: secret }] } }";
        /// JWT of the user as whom clients act that do not log in. Only with an operator.
        default_sentinel: UserJwt = "default_sentinel", or_empty, since "2.12", backported &["2.11.2"], reloadable;
        /// Who may connect.
        authorization: Box<Authorization> = "authorization", reloadable, such_as "{ user: alice, password: secret }";
        /// Where to serve monitoring by HTTP, host and port in one.
        http: Listen = "http", such_as "\"127.0.0.1:8222\"";
        /// Where to serve monitoring by HTTPS, host and port in one. It needs `tls`.
        https: Listen = "https", such_as "\"127.0.0.1:8443\"";
        /// Port for monitoring by HTTP.
        http_port: Port = "http_port" | "monitor_port", such_as "8222";
        /// Port for monitoring by HTTPS. It needs `tls`.
        https_port: Port = "https_port", such_as "8443";
        /// First part of the paths of monitoring.
        http_base_path: Text = "http_base_path", default "/", such_as "\"/nats\"";
        /// Joins this server with others into one cluster.
        cluster: Box<Cluster> = "cluster", reloadable, such_as "{ name: east, port: 6222 }";
        /// Joins this cluster with others into a super-cluster.
        gateway: Box<Gateway> = "gateway", reloadable, such_as "{ name: east, port: 7222 }";
        /// Accepts leaf node connections, and lists the servers that this one dials as a leaf node.
        leafnodes: Box<LeafNodes> = "leafnodes" | "leaf", reloadable, such_as "{ port: 7422 }";
        /// Folder for streams, as `jetstream.store_dir`: only one of the two may be set.
        store_dir: FilePath = "store_dir" | "storedir", such_as "\"./jetstream\"";
        /// Keeps streams. `enabled` takes everything as it is by default.
        jetstream: Switch<JetStream> = "jetstream", default "disabled", reloadable, such_as "{ store_dir: \"./jetstream\" }";
        /// File for the log.
        log_file: FilePath = "log_file" | "logfile", reloadable, such_as "\"./nats.log\"";
        /// Begins a new file for the log at this size; 0 for never.
        logfile_size_limit: Size = "logfile_size_limit" | "log_size_limit", default "0";
        /// Most files of the log that are kept; 0 for all.
        logfile_max_num: i64 = "logfile_max_num" | "log_max_num", since "2.10", default "0";
        /// Logs to the system log.
        syslog: bool = "syslog", default "false", reloadable;
        /// Logs to the system log of another machine.
        remote_syslog: Text = "remote_syslog", reloadable, such_as "\"udp://127.0.0.1:514\"";
        /// File for the process id.
        pid_file: FilePath = "pid_file" | "pidfile", reloadable, such_as "\"./nats.pid\"";
        /// Folder for a file with the ports in use.
        ports_file_dir: FilePath = "ports_file_dir", reloadable, such_as "\".\"";
        /// Port for profiling.
        prof_port: Port = "prof_port", default "0", such_as "6060";
        /// Share of blocking events that are profiled, in nanoseconds.
        prof_block_rate: i64 = "prof_block_rate", since "2.11", backported &["2.10.2"], default "0", reloadable;
        /// Longest line of the protocol.
        max_control_line: Size = "max_control_line", default "4KB", at_most 2_147_483_647, reloadable, such_as "4KB";
        /// Largest message. More than 8 MB is not recommended.
        max_payload: Size = "max_payload", default "1MB", at_most 2_147_483_647, reloadable, such_as "1MB";
        /// Most data that waits for a client before it is closed; not less than `max_payload`.
        max_pending: Size = "max_pending", default "64MB", such_as "64MB";
        /// Expects the PROXY protocol of a load balancer before each client.
        proxy_protocol: bool = "proxy_protocol", since "2.14", backported &["2.12.2"], default "false";
        /// Most clients.
        max_connections: i64 = "max_connections" | "max_conn", default "65536", reloadable;
        /// Longest part of a message in the log; 0 for all of it.
        max_traced_msg_len: Size = "max_traced_msg_len", default "0", reloadable, such_as "1024";
        /// Most subscriptions of one client; 0 for any number.
        max_subscriptions: i64 = "max_subscriptions" | "max_subs", default "0";
        /// Most tokens of a subject that is subscribed to; any number by default.
        max_sub_tokens: i64 =
            "max_sub_tokens" | "max_subscription_tokens", at_least 1, at_most 255, such_as "16";
        /// How often an idle client is probed.
        ping_interval: Duration = "ping_interval", default "2m", reloadable;
        /// How many probes may stay without answer before a client is closed.
        ping_max: i64 = "ping_max", default "2", reloadable;
        /// TLS for clients and for monitoring by HTTPS.
        tls: Box<Tls> = "tls", reloadable, fixed_inside &["connection_rate_limit", "verify_and_map"];
        /// OCSP stapling: the server shows with its certificate that it is not revoked.
        ocsp: Toggle<Ocsp> = "ocsp", reloadable;
        /// Takes clients without TLS too, where `tls` is set.
        allow_non_tls: bool = "allow_non_tls", default "false";
        /// How long a write to a client may take.
        write_deadline: Duration = "write_deadline", default "10s", reloadable;
        /// What happens to a client that cannot be written to in time.
        write_timeout: WriteTimeout = "write_timeout", since "2.14", backported &["2.11.11", "2.12.2"], default "default";
        /// Over how long clients are sent away in lame duck mode.
        lame_duck_duration: Interval = "lame_duck_duration", default "2m", at_least 30 * SECOND, such_as "\"2m\"";
        /// How long lame duck mode waits before it sends clients away; less than `lame_duck_duration`.
        lame_duck_grace_period: Interval = "lame_duck_grace_period", default "10s", at_least 0;
        /// JWT of the operator, or its file. Accounts are then known by their JWTs alone.
        operator: OneOrMany<OperatorJwt> =
            "operator" | "operators" | "roots" | "root" | "root_operators" | "root_operator";
        /// Where an operator's server finds account JWTs.
        resolver: Resolver = "resolver" | "account_resolver" | "accounts_resolver", reloadable, such_as "MEMORY";
        /// TLS for a resolver that is asked by HTTPS.
        resolver_tls: Box<Tls> = "resolver_tls", reloadable;
        /// JWTs of accounts by their public keys.
        resolver_preload: Named<AccountKey, AccountJwt> = "resolver_preload", such_as "{}";
        /// Accounts that cannot be taken away by the resolver, by their public keys.
        resolver_pinned_accounts: OneOrMany<PinnedAccount> = "resolver_pinned_accounts", reloadable;
        /// User as whom clients act that do not log in.
        no_auth_user: UserName = "no_auth_user";
        /// Account for the server's own messages. Compared exactly: in other case, the server does not read it.
        system_account: AccountName = "system_account" | "system", default "$SYS", exact;
        /// Does without the system account.
        no_system_account: bool = "no_system_account" | "no_system" | "no_sys_acc", default "false";
        /// Takes no messages with headers.
        no_header_support: bool = "no_header_support", default "false";
        /// Public keys of trusted operators. Not together with `operator`.
        trusted: OneOrMany<OperatorKey> = "trusted" | "trusted_keys";
        /// Reports each so many failed attempts to connect to another server for the first time.
        connect_error_reports: i64 = "connect_error_reports", default "3600", reloadable;
        /// Reports each so many failed attempts to connect to another server again.
        reconnect_error_reports: i64 = "reconnect_error_reports", default "1", reloadable;
        /// Clients by WebSocket.
        websocket: Box<Websocket> = "websocket" | "ws", reloadable, such_as "{ port: 8080, no_tls: true }";
        /// Clients by MQTT. It needs JetStream.
        mqtt: Box<Mqtt> = "mqtt", reloadable, such_as "{ port: 1883 }";
        /// Tags, for placing streams and for finding servers.
        server_tags: OneOrMany<Tag> = "server_tags", reloadable;
        /// What is told about the server.
        server_metadata: Named<Text, Text> = "server_metadata", since "2.12", reloadable;
        /// Features turned on or off by name.
        feature_flags: Named<Text, bool> = "feature_flags", since "2.14", such_as "{}";
        /// JetStream domains of accounts that have no JetStream here.
        default_js_domain: Named<Text, Domain> = "default_js_domain", such_as "{ \"$G\": hub }";
        /// Where answers of authorities about revoked certificates are kept.
        ocsp_cache: Toggle<OcspCache> = "ocsp_cache", reloadable;
        /// Does not slow down clients that publish faster than others can receive.
        no_fast_producer_stall: bool = "no_fast_producer_stall", since "2.11", backported &["2.10.26"], default "false", reloadable;
        /// Most closed connections that monitoring remembers.
        max_closed_clients: i64 = "max_closed_clients", since "2.11", backported &["2.10.26"], default "10000", at_least 0;
        /// Proxies that are trusted.
        proxies: Proxies = "proxies", since "2.12", reloadable;
    }

    /// Proxies that are trusted.
    Proxies = "parseProxies" {
        /// The proxies.
        trusted: List<TrustedProxy> = "trusted", since "2.12", reloadable,
            such_as "[{ key: UBHXN27ROZKCMPSQULBWD4QTMXTYDKHUXYRYC3MEUUFNTMMH7U326YIE }]";
    }

    /// A proxy that is trusted.
    TrustedProxy = "parseProxiesTrusted" {
        /// Its public key.
        key: AnyKey = "key" | "public_key", since "2.12", required, reloadable, identity;
    }
}
