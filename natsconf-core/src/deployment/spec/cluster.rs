//! `cluster`: how many servers, what they are called, and where they are.

use super::SpecName;
use crate::option::types::{Address, Host, List, Named, OneOrMany};
use crate::option::{OptionType, Reader, Shape, Unit, block, through_value};
use crate::value::{Kind, Value, ValueRef};

block! {
    /// Servers that share their clients.
    Cluster = "natsconf", keys EXACT {
        /// The name. Where there are several clusters, it is their key.
        name: SpecName = "name";
        /// How many servers, or the servers by name. 1 by default.
        servers: Servers = "servers", such_as "3";
        /// The servers' names, with `{n}` for the number, `{n0}` for one that counts from 0.
        names: Pattern = "names", default "{cluster}-{n}", such_as "\"nats-{n0}\"";
        /// Where servers, leaf nodes and clients reach each server: a host name or IP address, with `{name}`, `{n}`,
        /// `{n0}` and `{cluster}`. Servers that share an address get ports of their own.
        address: Pattern = "address", default "127.0.0.1", such_as "\"{name}.nats-headless\"";
        /// Further names of each server, with the same places: they go into its certificate.
        further_addresses: OneOrMany<Pattern> = "further_addresses", such_as "\"{name}.nats-headless.nats.svc.cluster.local\"";
        /// Further names under which all servers are reached, such as that of a load balancer. They go into the
        /// certificates; the first is what clients are told to use.
        names_for_clients: List<Host> = "names_for_clients", such_as "[ nats.example.com ]";
        /// The ports of the first server.
        ports: Ports = "ports", such_as "{ client: 4222 }";
        /// Takes the name of each server from this environment variable: one configuration for all of them.
        name_variable: SpecName = "name_variable", such_as "SERVER_NAME";
    }

    /// One server.
    Member = "natsconf", keys EXACT {
        /// Where it is reached; without it, what the cluster's `address` says.
        address: Pattern = "address", such_as "nats-1.example.com";
        /// Its ports; without them, those of the cluster.
        ports: Ports = "ports", such_as "{ client: 4222 }";
    }

    /// Ports to listen on.
    Ports = "natsconf", keys EXACT {
        /// For clients.
        client: i64 = "client", default "4222", at_least 1, at_most 65_535, such_as "4222";
        /// For the other servers of the cluster.
        routes: i64 = "routes", default "6222", at_least 1, at_most 65_535, such_as "6222";
        /// For other clusters.
        gateway: i64 = "gateway", default "7222", at_least 1, at_most 65_535, such_as "7222";
        /// For leaf nodes.
        leafnodes: i64 = "leafnodes", default "7422", at_least 1, at_most 65_535, such_as "7422";
        /// For monitoring.
        monitoring: i64 = "monitoring", default "8222", at_least 1, at_most 65_535, such_as "8222";
        /// For clients by WebSocket.
        websocket: i64 = "websocket", default "8080", at_least 1, at_most 65_535, such_as "8080";
        /// For clients by MQTT.
        mqtt: i64 = "mqtt", default "1883", at_least 1, at_most 65_535, such_as "1883";
    }
}

/// The servers of a cluster: how many, or each by name.
#[derive(Debug, Clone, PartialEq)]
pub enum Servers {
    /// So many, all alike.
    Count(i64),
    /// Each with what is its own.
    Named(Named<SpecName, Member>),
}

/// More servers than anyone runs, to keep a slip of the pen from filling the disk.
const MOST: i64 = 10_000;

impl OptionType for Servers {
    const SHAPE: Shape = Shape::AnyOf(&[Shape::Integer(Unit::Count), <Named<SpecName, Member> as OptionType>::SHAPE]);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::Integer(count) if (1..=MOST).contains(&count) => Some(Servers::Count(count)),
            Kind::Integer(count) => {
                reader.bad_value(value, format!("a cluster has 1 to {MOST} servers, not {count}"));
                None
            }
            Kind::Map(map) if map.is_empty() => {
                reader.bad_value(value, "a cluster has at least one server");
                None
            }
            Kind::Map(_) => Named::read(value, reader).map(Servers::Named),
            _ => {
                reader.wrong_type(value, &Self::SHAPE);
                None
            }
        }
    }

    fn write(&self) -> Value {
        match self {
            Servers::Count(count) => Value::Integer(*count),
            Servers::Named(named) => named.write(),
        }
    }
}

through_value!(Servers);

/// A host name, IP address or name with places for what differs between servers.
pub type Pattern = Address;
