//! Streams and services that accounts share.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Other, Revocations, unset};
use crate::identity::keys::PublicKey;

/// What is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Exchange {
    /// Messages flow from the exporter to the importer.
    Stream,
    /// Requests flow from the importer to the exporter, and responses back.
    Service,
}

impl Exchange {
    /// `stream` or `service`.
    pub const fn name(self) -> &'static str {
        match self {
            Exchange::Stream => "stream",
            Exchange::Service => "service",
        }
    }
}

impl std::fmt::Display for Exchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A stream or service that an account offers to others.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Export {
    /// A name for people.
    #[serde(skip_serializing_if = "unset")]
    pub name: String,
    /// Subject, wildcards allowed.
    #[serde(skip_serializing_if = "unset")]
    pub subject: String,
    /// Stream or service.
    #[serde(rename = "type", skip_serializing_if = "unset")]
    pub exchange: Option<Exchange>,
    /// Importers need an activation token.
    #[serde(rename = "token_req", skip_serializing_if = "unset")]
    pub token_required: bool,
    /// Activations that no longer count.
    #[serde(skip_serializing_if = "unset")]
    pub revocations: Revocations,
    /// How a service responds: `Singleton` (also when empty), `Stream` or `Chunked`.
    #[serde(skip_serializing_if = "unset")]
    pub response_type: String,
    /// How long a service may take to respond, in nanoseconds.
    #[serde(skip_serializing_if = "unset")]
    pub response_threshold: i64,
    /// Measures how long a service takes.
    #[serde(rename = "service_latency", skip_serializing_if = "unset")]
    pub latency: Option<ServiceLatency>,
    /// Which token of the subject, from 1, must be the importer's public key.
    #[serde(skip_serializing_if = "unset")]
    pub account_token_position: u64,
    /// Offered publicly.
    #[serde(skip_serializing_if = "unset")]
    pub advertise: bool,
    /// Message traces go on into the exporting account.
    #[serde(skip_serializing_if = "unset")]
    pub allow_trace: bool,
    /// For people.
    #[serde(skip_serializing_if = "unset")]
    pub description: String,
    /// For people who want to know more.
    #[serde(skip_serializing_if = "unset")]
    pub info_url: String,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

impl Export {
    /// Offers `subject`.
    pub fn new(exchange: Exchange, subject: impl Into<String>) -> Self {
        Export { subject: subject.into(), exchange: Some(exchange), ..Export::default() }
    }
}

/// How the latency of a service is measured.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceLatency {
    /// How many requests are measured.
    pub sampling: SamplingRate,
    /// Subject to which results are published.
    pub results: String,
}

/// Which requests are measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SamplingRate {
    /// Those with a header that asks for it.
    #[default]
    Headers,
    /// So many in a hundred.
    Percent(i64),
}

impl Serialize for SamplingRate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            SamplingRate::Headers => serializer.serialize_str("headers"),
            SamplingRate::Percent(percent) => serializer.serialize_i64(*percent),
        }
    }
}

impl<'de> Deserialize<'de> for SamplingRate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Rate {
            Percent(i64),
            Word(String),
        }
        match Rate::deserialize(deserializer)? {
            Rate::Percent(0) => Ok(SamplingRate::Headers),
            Rate::Percent(percent) => Ok(SamplingRate::Percent(percent)),
            Rate::Word(word) if word.eq_ignore_ascii_case("headers") => Ok(SamplingRate::Headers),
            Rate::Word(word) => Err(D::Error::custom(format!("expected a percentage or `headers`, found `{word}`"))),
        }
    }
}

/// A stream or service of another account, used here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Import {
    /// A name for people.
    #[serde(skip_serializing_if = "unset")]
    pub name: String,
    /// Subject in the account that publishes: the exporter for a stream, this one for a service.
    #[serde(skip_serializing_if = "unset")]
    pub subject: String,
    /// Public key of the exporting account.
    #[serde(skip_serializing_if = "unset")]
    pub account: String,
    /// Activation JWT, where the export asks for one.
    #[serde(skip_serializing_if = "unset")]
    pub token: String,
    /// Deprecated: `local_subject` says it better.
    #[serde(skip_serializing_if = "unset")]
    pub to: String,
    /// Subject in this account; `$1` stands for the first wildcard of `subject`. Empty for the same.
    #[serde(skip_serializing_if = "unset")]
    pub local_subject: String,
    /// Stream or service.
    #[serde(rename = "type", skip_serializing_if = "unset")]
    pub exchange: Option<Exchange>,
    /// Tells the service who asks, for measuring latency.
    #[serde(skip_serializing_if = "unset")]
    pub share: bool,
    /// Message traces go on into this account.
    #[serde(skip_serializing_if = "unset")]
    pub allow_trace: bool,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

impl Import {
    /// Uses `subject` of `account`.
    pub fn new(exchange: Exchange, account: &PublicKey, subject: impl Into<String>) -> Self {
        Import { subject: subject.into(), account: account.to_string(), exchange: Some(exchange), ..Import::default() }
    }
}
