//! What a user may publish and subscribe to.

use serde::{Deserialize, Serialize};

use super::{NatsLimits, Other, UserLimits, unset};

/// Subjects that may be used and subjects that may not; a denial wins. Both empty: everything may be used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Permission {
    /// Subjects; for subscriptions also `subject queue`.
    #[serde(skip_serializing_if = "unset")]
    pub allow: Vec<String>,
    /// Subjects; for subscriptions also `subject queue`.
    #[serde(skip_serializing_if = "unset")]
    pub deny: Vec<String>,
}

impl Permission {
    /// These subjects and no others.
    pub fn allow<S: Into<String>>(subjects: impl IntoIterator<Item = S>) -> Self {
        Permission { allow: subjects.into_iter().map(Into::into).collect(), deny: Vec::new() }
    }

    /// All subjects but these.
    pub fn deny<S: Into<String>>(subjects: impl IntoIterator<Item = S>) -> Self {
        Permission { allow: Vec::new(), deny: subjects.into_iter().map(Into::into).collect() }
    }
}

/// Leave to publish to the reply subject of a message that was received.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResponsePermission {
    /// How many responses to one message; `-1` for any number.
    #[serde(rename = "max")]
    pub max_messages: i64,
    /// For how long, in nanoseconds; `-1` for ever.
    #[serde(rename = "ttl")]
    pub expires: i64,
}

/// Permissions to publish, subscribe and respond.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Permissions {
    /// To publish.
    #[serde(rename = "pub")]
    pub publish: Permission,
    /// To subscribe.
    #[serde(rename = "sub")]
    pub subscribe: Permission,
    /// To respond.
    #[serde(rename = "resp", skip_serializing_if = "Option::is_none")]
    pub responses: Option<ResponsePermission>,
}

/// All that a user is allowed: in a user JWT, or as the template of a scoped signing key.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserPermissionLimits {
    /// Subjects.
    #[serde(flatten)]
    pub permissions: Permissions,
    /// From where and when.
    #[serde(flatten)]
    pub limits: UserLimits,
    /// How much.
    #[serde(flatten)]
    pub nats: NatsLimits,
    /// Whoever holds the JWT may connect: the server asks for no signature.
    #[serde(skip_serializing_if = "unset")]
    pub bearer_token: bool,
    /// Connections must come through a trusted proxy.
    #[serde(skip_serializing_if = "unset")]
    pub proxy_required: bool,
    /// Of `STANDARD`, `WEBSOCKET`, `LEAFNODE`, `LEAFNODE_WS`, `MQTT`, `MQTT_WS`, `IN_PROCESS`; empty for all.
    #[serde(skip_serializing_if = "unset")]
    pub allowed_connection_types: Vec<String>,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

impl UserPermissionLimits {
    /// Everything, without limit.
    pub fn unlimited() -> Self {
        UserPermissionLimits { nats: NatsLimits::UNLIMITED, ..UserPermissionLimits::default() }
    }

    /// Whether nothing is set, as a scoped signing key asks of the users that it signs: its template decides.
    pub fn is_empty(&self) -> bool {
        UserPermissionLimits { other: Other::new(), ..self.clone() } == UserPermissionLimits::default()
    }
}
