//! `leafs`: servers of their own that join the deployment as leaf nodes.

use super::{JetStream, Ports, SpecName, TlsFiles};
use crate::option::block;
use crate::option::types::{Address, OneOrMany, PermissionSubject, Toggle};

block! {
    /// A server of its own that joins the deployment as a leaf node.
    Leaf = "natsconf", keys EXACT {
        /// The account that it joins.
        account: SpecName = "account", required, such_as "APP";
        /// The user of that account as whom it joins; without it, one of its own name.
        user: SpecName = "user";
        /// The cluster that it dials, where there are several.
        cluster: SpecName = "cluster";
        /// Where it is reached: a host name or IP address.
        address: Address = "address", default "127.0.0.1", such_as "edge-1.example.com";
        /// Its ports.
        ports: Ports = "ports", such_as "{ client: 4222 }";
        /// Streams of its own. On by default, with the leaf node's name as domain.
        jetstream: Toggle<JetStream> = "jetstream", default "true", such_as "{ domain: edge }";
        /// Subjects that are not taken from the deployment.
        deny_imports: OneOrMany<PermissionSubject> = "deny_imports";
        /// Subjects that are not given to the deployment.
        deny_exports: OneOrMany<PermissionSubject> = "deny_exports";
        /// Its certificate, where it is not the deployment's TLS that provides it.
        tls: TlsFiles = "tls";
    }
}
