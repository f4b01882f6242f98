//! `tls`: where certificates come from, and what is asked of the other side.

use super::FileName;
use crate::option::block;
use crate::option::types::{FilePath, HandshakeFirst, HttpUrl, Interval, Text, TlsVersion};

block! {
    /// TLS on all listeners but monitoring. Certificates come from files, from Vault, or from natsconf. With `vault`,
    /// `files` says where they are put.
    Tls = "natsconf", keys EXACT {
        /// Files that exist where the servers run.
        files: TlsFiles = "files", such_as "{ cert: \"/etc/nats-certs/tls.crt\", key: \"/etc/nats-certs/tls.key\", ca: \"/etc/nats-certs/ca.crt\" }";
        /// A role of a PKI of Vault: natsconf lists what to ask it for.
        vault: Vault = "vault", such_as "{ role: nats }";
        /// Certificates that natsconf makes, for development.
        development: bool = "development", default "false";
        /// Asks clients for a certificate.
        verify: bool = "verify", default "false";
        /// How long a handshake may take.
        timeout: Interval = "timeout", default "5s";
        /// The least version of TLS.
        min_version: TlsVersion = "min_version", default "\"1.2\"", such_as "\"1.3\"";
        /// Handshake before the server's first message.
        handshake_first: HandshakeFirst = "handshake_first", default "false";
    }

    /// Files with certificates, as the server's process sees them. `{name}` stands for the server's name.
    TlsFiles = "natsconf", keys EXACT {
        /// The certificate, followed by the intermediate ones. For routes it has both key usages.
        cert: FilePath = "cert", required, such_as "\"/etc/nats-certs/tls.crt\"";
        /// Its private key.
        key: FilePath = "key", required, such_as "\"/etc/nats-certs/tls.key\"";
        /// The authorities that are trusted.
        ca: FilePath = "ca", required, such_as "\"/etc/nats-certs/ca.crt\"";
        /// The same authorities, as a file beside the description, for clients here.
        local_ca: FileName = "local_ca";
    }

    /// A PKI of Vault.
    Vault = "natsconf", keys EXACT {
        /// Where Vault is.
        address: HttpUrl = "address", such_as "\"https://vault.example.com:8200\"";
        /// Where the PKI is mounted.
        mount: Text = "mount", default "pki";
        /// The role that issues the certificates.
        role: Text = "role", required, such_as "nats";
        /// How long a certificate holds.
        ttl: Interval = "ttl", default "720h";
    }
}
