//! Claims of an operator.

use serde::{Deserialize, Serialize};

use super::{ClaimsData, OperatorClaims, Other, body, unset};
use crate::identity::keys::PublicKey;

/// What an operator says about itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Operator {
    /// Further operator keys that sign for it.
    #[serde(skip_serializing_if = "unset")]
    pub signing_keys: Vec<String>,
    /// Where tools push account JWTs: `nats://…`, or an HTTP URL to which `/accounts/KEY` is added.
    #[serde(skip_serializing_if = "unset")]
    pub account_server_url: String,
    /// Where tools and clients reach the servers.
    #[serde(skip_serializing_if = "unset")]
    pub operator_service_urls: Vec<String>,
    /// Public key of the system account.
    #[serde(skip_serializing_if = "unset")]
    pub system_account: String,
    /// Oldest server version that may run with this operator; older ones refuse to start.
    #[serde(skip_serializing_if = "unset")]
    pub assert_server_version: String,
    /// Accounts and users must be signed by signing keys, not by the identity keys.
    #[serde(skip_serializing_if = "unset")]
    pub strict_signing_key_usage: bool,
    /// Labels.
    #[serde(skip_serializing_if = "unset")]
    pub tags: Vec<String>,
    /// Filled in by signing.
    #[serde(rename = "type", skip_serializing_if = "unset")]
    pub kind: String,
    /// Filled in by signing.
    #[serde(skip_serializing_if = "unset")]
    pub version: u32,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

body!(Operator);

impl OperatorClaims {
    /// Claims of the operator with this key.
    pub fn new(subject: &PublicKey, name: impl Into<String>) -> Self {
        let data = ClaimsData { subject: subject.to_string(), name: name.into(), ..ClaimsData::default() };
        OperatorClaims { data, ..OperatorClaims::default() }
    }

    /// The oldest server version that may run with this operator; `None` when it does not matter, or cannot be read
    /// (`ParseServerVersion`).
    pub fn oldest_server(&self) -> Option<[u32; 3]> {
        let parts = self.body.assert_server_version.split('.').map(|part| part.parse().ok());
        parts.collect::<Option<Vec<u32>>>()?.try_into().ok()
    }

    /// The keys by which the server trusts account JWTs: the signing keys, and the identity key unless usage of
    /// signing keys is strict (`validateTrustedOperators`).
    pub fn trusted_keys(&self) -> impl Iterator<Item = &str> {
        let own = (!self.body.strict_signing_key_usage).then_some(&self.data.subject);
        own.into_iter().chain(&self.body.signing_keys).map(String::as_str)
    }
}
