//! Claims of an account.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    AccountClaims, ClaimsData, Export, Import, JetStreamLimits, OperatorLimits, Other, Permissions, Revocations,
    SigningKeys, body, unset,
};
use crate::identity::keys::PublicKey;

/// What an operator says about an account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// Used from other accounts; signed in the order of the subjects.
    #[serde(skip_serializing_if = "unset")]
    pub imports: Vec<Import>,
    /// Offered to other accounts; signed in the order of the subjects.
    #[serde(skip_serializing_if = "unset")]
    pub exports: Vec<Export>,
    /// How much it may use.
    pub limits: OperatorLimits,
    /// Further account keys that sign users for it.
    #[serde(skip_serializing_if = "unset")]
    pub signing_keys: SigningKeys,
    /// User JWTs that no longer count.
    #[serde(skip_serializing_if = "unset")]
    pub revocations: Revocations,
    /// For users without permissions of their own.
    pub default_permissions: Permissions,
    /// By subject, to where its messages go instead.
    #[serde(skip_serializing_if = "unset")]
    pub mappings: BTreeMap<String, Vec<WeightedMapping>>,
    /// Auth callout.
    pub authorization: ExternalAuthorization,
    /// Where message traces go that clients ask for with the header `traceparent`.
    #[serde(skip_serializing_if = "unset")]
    pub trace: Option<MessageTrace>,
    /// Account in which cluster traffic of its streams flows: `system` (also when empty) or `owner`.
    #[serde(skip_serializing_if = "unset")]
    pub cluster_traffic: String,
    /// For people.
    #[serde(skip_serializing_if = "unset")]
    pub description: String,
    /// For people who want to know more.
    #[serde(skip_serializing_if = "unset")]
    pub info_url: String,
    /// Labels; the permission templates of scoped signing keys take values from them.
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

body!(
    Account,
    fn sort(&mut self) {
        self.exports.sort_by(|a, b| a.subject.cmp(&b.subject));
        self.imports.sort_by(|a, b| a.subject.cmp(&b.subject));
    },
    fn settle(&mut self) {
        // Where there are tiers, the other JetStream limits do not count (`loadAccount`).
        if !self.limits.tiered_limits.is_empty() {
            let other = std::mem::take(&mut self.limits.jet_stream.other);
            self.limits.jet_stream = JetStreamLimits { other, ..JetStreamLimits::default() };
        }
    }
);

impl AccountClaims {
    /// Claims of the account with this key: without limits, and without JetStream.
    pub fn new(subject: &PublicKey, name: impl Into<String>) -> Self {
        let data = ClaimsData { subject: subject.to_string(), name: name.into(), ..ClaimsData::default() };
        let body = Account { limits: OperatorLimits::unlimited(), ..Account::default() };
        AccountClaims { data, body, ..AccountClaims::default() }
    }
}

/// One place to which messages of a mapped subject go.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WeightedMapping {
    /// The subject; `{{wildcard(1)}}` or `$1` stands for the first wildcard of the source.
    pub subject: String,
    /// Share of the messages in per cent; `0` for all of them.
    #[serde(skip_serializing_if = "unset")]
    pub weight: u8,
    /// Only in this cluster.
    #[serde(skip_serializing_if = "unset")]
    pub cluster: String,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

impl WeightedMapping {
    /// The share of the messages in per cent.
    pub fn percent(&self) -> u8 {
        if self.weight == 0 { 100 } else { self.weight }
    }
}

/// Auth callout: a service of this account decides who connects.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExternalAuthorization {
    /// Public keys of users who are not asked about: the service's own. Empty for no auth callout.
    #[serde(skip_serializing_if = "unset")]
    pub auth_users: Vec<String>,
    /// Public keys of accounts, or `*` alone, into which the service may let users besides its own.
    #[serde(skip_serializing_if = "unset")]
    pub allowed_accounts: Vec<String>,
    /// Public curve key for which requests are encrypted; empty for plain ones.
    #[serde(skip_serializing_if = "unset")]
    pub xkey: String,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

/// Where message traces go.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageTrace {
    /// Subject, without wildcards.
    #[serde(rename = "dest", skip_serializing_if = "unset")]
    pub destination: String,
    /// How many messages in a hundred; `0` for all of them.
    #[serde(skip_serializing_if = "unset")]
    pub sampling: i64,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}
