//! Where servers listen, and where they find and keep their files.

use crate::option::block;
use crate::option::types::{Address, FilePath, Host, OneOrMany, Origin};

block! {
    /// Where servers listen. The ports are those of the cluster.
    Listener = "natsconf", keys EXACT {
        /// Address to listen on; without it, 127.0.0.1 where the server is reached there, else all.
        host: Host = "host", such_as "0.0.0.0";
        /// Port of the first server; without it, that of the cluster's `ports`.
        port: i64 = "port", at_least 1, at_most 65_535, such_as "4222";
        /// Address told to those who connect, where they cannot reach the one listened on.
        advertise: Address = "advertise", such_as "nats.example.com:4222";
        /// With the deployment's TLS.
        tls: bool = "tls", default "true";
        /// Asks those who connect for a certificate; without it, what `tls.verify` says.
        verify: bool = "verify";
    }

    /// Where monitoring listens, by HTTP. Probes and exporters read it.
    Monitoring = "natsconf", keys EXACT {
        /// Address to listen on; without it, as for clients.
        host: Host = "host", such_as "0.0.0.0";
        /// Port of the first server; without it, that of the cluster's `ports`.
        port: i64 = "port", at_least 1, at_most 65_535, such_as "8222";
    }

    /// Where clients connect by WebSocket.
    Websocket = "natsconf", keys EXACT {
        /// Address to listen on; without it, as for clients.
        host: Host = "host", such_as "0.0.0.0";
        /// Port of the first server; without it, that of the cluster's `ports`.
        port: i64 = "port", at_least 1, at_most 65_535, such_as "8080";
        /// With the deployment's TLS. Without it, what stands before the server has to see to it.
        tls: bool = "tls", default "true";
        /// Takes only web pages from the same host.
        same_origin: bool = "same_origin", default "false";
        /// Takes only web pages from these places.
        allowed_origins: OneOrMany<Origin> = "allowed_origins";
        /// Compresses messages to clients that ask for it.
        compression: bool = "compression", default "false";
    }

    /// Where clients connect by MQTT. It needs JetStream.
    Mqtt = "natsconf", keys EXACT {
        /// Address to listen on; without it, as for clients.
        host: Host = "host", such_as "0.0.0.0";
        /// Port of the first server; without it, that of the cluster's `ports`.
        port: i64 = "port", at_least 1, at_most 65_535, such_as "1883";
        /// With the deployment's TLS.
        tls: bool = "tls", default "true";
    }

    /// Where the servers find and keep their files, as their processes see it. Relative ones are relative to the
    /// output folder, from which the servers are then started.
    Folders = "natsconf", keys EXACT {
        /// What the servers keep: streams, account JWTs.
        data: FilePath = "data", default "data", such_as "\"/data\"";
        /// The rendered configuration.
        config: FilePath = "config", default "config", such_as "\"/etc/nats\"";
        /// Certificates that natsconf makes.
        certificates: FilePath = "certificates", default "certs", such_as "\"/etc/nats-certs\"";
        /// Credentials of leaf nodes.
        credentials: FilePath = "credentials", default "creds", such_as "\"/etc/nats-creds\"";
        /// Process ids, which reloaders need.
        run: FilePath = "run", such_as "\"/var/run/nats\"";
    }
}
