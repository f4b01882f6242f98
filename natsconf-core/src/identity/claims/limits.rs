//! How much an account or user may use. `-1` stands for no limit; `0`, which is what a missing field means, for none
//! at all.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::{Other, unset};

/// No limit.
pub const NO_LIMIT: i64 = -1;

/// Limits of an account, set by its operator.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OperatorLimits {
    /// Subscriptions, data and payload.
    #[serde(flatten)]
    pub nats: NatsLimits,
    /// Imports, exports and connections.
    #[serde(flatten)]
    pub account: AccountLimits,
    /// JetStream, where it is not limited by tier, and limits not known here.
    #[serde(flatten)]
    pub jet_stream: JetStreamLimits,
    /// JetStream by tier: `R1`, `R3`, … for the number of replicas. They exclude `jet_stream`.
    #[serde(skip_serializing_if = "unset")]
    pub tiered_limits: BTreeMap<String, JetStreamLimits>,
}

impl OperatorLimits {
    /// Everything but JetStream, without limit: what a new account has.
    pub fn unlimited() -> Self {
        OperatorLimits { nats: NatsLimits::UNLIMITED, account: AccountLimits::UNLIMITED, ..OperatorLimits::default() }
    }

    /// Whether the account may use JetStream.
    pub fn allows_jet_stream(&self) -> bool {
        let storage = |limits: &JetStreamLimits| limits.memory_storage != 0 || limits.disk_storage != 0;
        if self.tiered_limits.is_empty() { storage(&self.jet_stream) } else { self.tiered_limits.values().any(storage) }
    }
}

/// What clients of an account, or a user, may send and subscribe to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NatsLimits {
    /// Most subscriptions.
    #[serde(rename = "subs", skip_serializing_if = "unset")]
    pub subscriptions: i64,
    /// Most bytes.
    #[serde(skip_serializing_if = "unset")]
    pub data: i64,
    /// Most bytes of one message.
    #[serde(skip_serializing_if = "unset")]
    pub payload: i64,
}

impl NatsLimits {
    /// No limits.
    pub const UNLIMITED: NatsLimits = NatsLimits { subscriptions: NO_LIMIT, data: NO_LIMIT, payload: NO_LIMIT };
}

/// What an account may share, and how many may connect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountLimits {
    /// Most imports.
    #[serde(skip_serializing_if = "unset")]
    pub imports: i64,
    /// Most exports.
    #[serde(skip_serializing_if = "unset")]
    pub exports: i64,
    /// Exports may hold wildcards.
    #[serde(rename = "wildcards", skip_serializing_if = "unset")]
    pub wildcard_exports: bool,
    /// User JWTs may not be bearer tokens.
    #[serde(skip_serializing_if = "unset")]
    pub disallow_bearer: bool,
    /// Most connections of clients.
    #[serde(rename = "conn", skip_serializing_if = "unset")]
    pub connections: i64,
    /// Most connections of leaf nodes.
    #[serde(rename = "leaf", skip_serializing_if = "unset")]
    pub leaf_nodes: i64,
}

impl AccountLimits {
    /// No limits.
    pub const UNLIMITED: AccountLimits = AccountLimits {
        imports: NO_LIMIT,
        exports: NO_LIMIT,
        wildcard_exports: true,
        disallow_bearer: false,
        connections: NO_LIMIT,
        leaf_nodes: NO_LIMIT,
    };
}

/// JetStream resources of an account, all in all or in one tier. With both kinds of storage `0` there is no
/// JetStream.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JetStreamLimits {
    /// Most bytes in memory.
    #[serde(rename = "mem_storage", skip_serializing_if = "unset")]
    pub memory_storage: i64,
    /// Most bytes on disk.
    #[serde(skip_serializing_if = "unset")]
    pub disk_storage: i64,
    /// Most streams.
    #[serde(skip_serializing_if = "unset")]
    pub streams: i64,
    /// Most consumers.
    #[serde(rename = "consumer", skip_serializing_if = "unset")]
    pub consumers: i64,
    /// Most messages of a consumer that wait for acknowledgement; here `0` is no limit.
    #[serde(skip_serializing_if = "unset")]
    pub max_ack_pending: i64,
    /// Most bytes of one stream in memory; here `0` is no limit.
    #[serde(rename = "mem_max_stream_bytes", skip_serializing_if = "unset")]
    pub memory_max_stream_bytes: i64,
    /// Most bytes of one stream on disk; here `0` is no limit.
    #[serde(skip_serializing_if = "unset")]
    pub disk_max_stream_bytes: i64,
    /// Streams must say how large they may grow.
    #[serde(skip_serializing_if = "unset")]
    pub max_bytes_required: bool,
    /// Limits not known here.
    #[serde(flatten)]
    pub other: Other,
}

impl JetStreamLimits {
    /// No limits.
    pub fn unlimited() -> Self {
        JetStreamLimits {
            memory_storage: NO_LIMIT,
            disk_storage: NO_LIMIT,
            streams: NO_LIMIT,
            consumers: NO_LIMIT,
            ..JetStreamLimits::default()
        }
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        JetStreamLimits { other: Other::new(), ..self.clone() } == JetStreamLimits::default()
    }
}

/// From where and when a user may connect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserLimits {
    /// Networks in CIDR form; empty for everywhere.
    #[serde(rename = "src", skip_serializing_if = "unset", deserialize_with = "networks")]
    pub sources: Vec<String>,
    /// Times of day; empty for always.
    #[serde(skip_serializing_if = "unset")]
    pub times: Vec<TimeRange>,
    /// Time zone of `times`, such as `Europe/Berlin`; the server's when empty.
    #[serde(rename = "times_location", skip_serializing_if = "unset")]
    pub locale: String,
}

/// Part of a day, each end as `15:04:05`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimeRange {
    /// Begin.
    #[serde(skip_serializing_if = "unset")]
    pub start: String,
    /// End.
    #[serde(skip_serializing_if = "unset")]
    pub end: String,
}

/// A list, or in old tokens one text with commas.
fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Networks {
        List(Vec<String>),
        Text(String),
    }
    Ok(match Networks::deserialize(deserializer)? {
        Networks::List(list) => list,
        Networks::Text(text) => {
            let mut list: Vec<String> = Vec::new();
            for network in text.split(',').map(super::tag) {
                if !network.is_empty() && !list.contains(&network) {
                    list.push(network);
                }
            }
            list
        }
    })
}
