//! Claims that let an account import what another exports to those with a token only.

use serde::{Deserialize, Serialize};

use super::{ActivationClaims, Body, ClaimsData, Exchange, Other, body, unset};
use crate::identity::keys::PublicKey;

/// What the exporting account lets the importing account, the subject of the token, import.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Activation {
    /// Subject of the export.
    #[serde(rename = "subject", skip_serializing_if = "unset")]
    pub import_subject: String,
    /// Kind of the export.
    #[serde(rename = "kind", skip_serializing_if = "unset")]
    pub import_type: Option<Exchange>,
    /// The exporting account, when one of its signing keys signs.
    #[serde(skip_serializing_if = "unset")]
    pub issuer_account: String,
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

body!(
    Activation,
    fn issuer_account(&self) -> Option<&str> {
        Some(self.issuer_account.as_str()).filter(|key| !key.is_empty())
    }
);

impl ActivationClaims {
    /// Lets `importer` import `subject`.
    pub fn new(importer: &PublicKey, import_type: Exchange, subject: impl Into<String>) -> Self {
        let data = ClaimsData { subject: importer.to_string(), ..ClaimsData::default() };
        let body =
            Activation { import_subject: subject.into(), import_type: Some(import_type), ..Activation::default() };
        ActivationClaims { data, body, ..ActivationClaims::default() }
    }

    /// The account that exports: that which signed, or that for which its signing key signed.
    pub fn account(&self) -> &str {
        self.body.issuer_account().unwrap_or(&self.data.issuer)
    }
}
