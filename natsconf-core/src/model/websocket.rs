//! `websocket` and `mqtt`: other protocols for clients.

use super::{SimpleAuth, Tls};
use crate::option::block;
use crate::option::types::{
    Address, Domain, Duration, Host, Listen, Named, OneOrMany, Origin, Port, Text, Timeout, Unread, UserName,
};

block! {
    /// Clients by WebSocket.
    Websocket = "parseWebsocket" {
        /// Where to listen, host and port in one.
        listen: Listen = "listen", such_as "\"127.0.0.1:8080\"";
        /// Port on which clients connect. Without it there is no WebSocket.
        port: Port = "port", such_as "8080";
        /// Address on which clients connect.
        host: Host = "host" | "net", default "0.0.0.0";
        /// Address told to clients, where they cannot reach the one listened on.
        advertise: Address = "advertise";
        /// Works without TLS, for instance behind a proxy. Without it and without `tls`, the server refuses to start.
        no_tls: bool = "no_tls", default "false";
        /// TLS for clients.
        tls: Box<Tls> = "tls", reloadable, fixed_inside &["pinned_certs", "verify_and_map"];
        /// Takes only web pages from the same host.
        same_origin: bool = "same_origin", default "false";
        /// Takes only web pages from these places.
        allowed_origins: OneOrMany<Origin> =
            "allowed_origins" | "allowed_origin" | "allow_origins" | "allow_origin" | "origins" | "origin";
        /// How long the handshake may take. Without a unit, in seconds.
        handshake_timeout: Timeout = "handshake_timeout", default "2s";
        /// Compresses messages to clients that ask for it.
        compression: bool = "compression" | "compress", default "false";
        /// What clients log in with, in the place of the server's `authorization`.
        authorization: SimpleAuth = "authorization" | "authentication", such_as "{ user: web, password: secret }";
        /// Cookie that carries a JWT. Only with an operator.
        jwt_cookie: Text = "jwt_cookie", such_as "jwt";
        /// Cookie that carries the user.
        user_cookie: Text = "user_cookie", since "2.11", such_as "user";
        /// Cookie that carries the password.
        pass_cookie: Text = "pass_cookie", since "2.11", such_as "pass";
        /// Cookie that carries a token.
        token_cookie: Text = "token_cookie", since "2.11", such_as "token";
        /// User as whom clients act that do not log in.
        no_auth_user: UserName = "no_auth_user";
        /// HTTP headers of the answer to the handshake.
        headers: Named<Text, Text> = "headers", since "2.11", such_as "{ \"X-Served-By\": nats }";
        /// How often an idle client is probed; without it, as the server's other clients.
        ping_interval: Duration = "ping_interval", since "2.14", backported &["2.11.12", "2.12.3"];
    }

    /// Clients by MQTT. It needs JetStream.
    Mqtt = "parseMQTT" {
        /// Where to listen, host and port in one.
        listen: Listen = "listen", such_as "\"127.0.0.1:1883\"";
        /// Port on which clients connect. Without it there is no MQTT.
        port: Port = "port", such_as "1883";
        /// Address on which clients connect.
        host: Host = "host" | "net", default "0.0.0.0";
        /// TLS for clients.
        tls: Box<Tls> = "tls", reloadable, fixed_inside &["pinned_certs", "timeout", "verify_and_map"];
        /// What clients log in with, in the place of the server's `authorization`.
        authorization: SimpleAuth = "authorization" | "authentication", such_as "{ user: sensor, password: secret }";
        /// User as whom clients act that do not log in.
        no_auth_user: UserName = "no_auth_user";
        /// How long a client may take to acknowledge a message before it is sent again.
        ack_wait: Duration = "ack_wait" | "ackwait", default "30s", at_least 0, reloadable;
        /// How long a request to JetStream may take.
        js_api_timeout: Duration = "js_api_timeout" | "api_timeout", since "2.12", backported &["2.11.3"], default "5s", at_least 0;
        /// Most messages of a subscription that wait for an acknowledgement.
        max_ack_pending: i64 =
            "max_ack_pending" | "max_pending" | "max_inflight", default "100", at_least 0, at_most 65535, reloadable;
        /// JetStream domain in which sessions and messages are kept.
        js_domain: Domain = "js_domain";
        /// Copies of the streams for MQTT; 0 for as many as fit the cluster, up to 3.
        stream_replicas: i64 = "stream_replicas", default "0", reloadable;
        /// Had been the copies of consumers.
        consumer_replicas: Unread =
            "consumer_replicas", deprecated "the server ignores it: consumers have as many copies as their stream",
            reloadable;
        /// Keeps consumers in memory.
        consumer_memory_storage: bool = "consumer_memory_storage", default "false", reloadable;
        /// How long an idle consumer is kept; for ever by default.
        consumer_inactive_threshold: Duration =
            "consumer_inactive_threshold" | "consumer_auto_cleanup", reloadable;
        /// Closes connections that publish with `QoS` 2.
        reject_qos2_publish: bool = "reject_qos2_publish", since "2.11", backported &["2.10.4"], default "false";
        /// Makes `QoS` 1 of subscriptions with `QoS` 2.
        downgrade_qos2_subscribe: bool = "downgrade_qos2_subscribe", since "2.11", backported &["2.10.4"], default "false";
    }
}
