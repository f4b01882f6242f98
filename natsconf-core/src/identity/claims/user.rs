//! Claims of a user.

use serde::{Deserialize, Serialize};

use super::{Body, ClaimsData, Permission, UserClaims, UserPermissionLimits, body, unset};
use crate::identity::keys::PublicKey;

/// What an account says about a user.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct User {
    /// What the user is allowed, and claims not known here.
    #[serde(flatten)]
    pub allowed: UserPermissionLimits,
    /// The account, when one of its signing keys signs.
    #[serde(skip_serializing_if = "unset")]
    pub issuer_account: String,
    /// Labels; the permission templates of scoped signing keys take values from them.
    #[serde(skip_serializing_if = "unset")]
    pub tags: Vec<String>,
    /// Filled in by signing.
    #[serde(rename = "type", skip_serializing_if = "unset")]
    pub kind: String,
    /// Filled in by signing.
    #[serde(skip_serializing_if = "unset")]
    pub version: u32,
}

body!(
    User,
    fn issuer_account(&self) -> Option<&str> {
        Some(self.issuer_account.as_str()).filter(|key| !key.is_empty())
    }
);

impl UserClaims {
    /// Claims of the user with this key, who may do everything in the account.
    pub fn new(subject: &PublicKey, name: impl Into<String>) -> Self {
        let body = User { allowed: UserPermissionLimits::unlimited(), ..User::default() };
        UserClaims { body, ..UserClaims::scoped(subject, name) }
    }

    /// Claims of a user whom a scoped signing key will sign, and whose permissions are those of its template.
    pub fn scoped(subject: &PublicKey, name: impl Into<String>) -> Self {
        let data = ClaimsData { subject: subject.to_string(), name: name.into(), ..ClaimsData::default() };
        UserClaims { data, ..UserClaims::default() }
    }

    /// Claims of a sentinel: a bearer token that is allowed nothing, and only leads a client to the auth callout.
    pub fn sentinel(subject: &PublicKey, name: impl Into<String>) -> Self {
        let mut claims = UserClaims::new(subject, name);
        claims.body.allowed.bearer_token = true;
        claims.body.allowed.permissions.publish = Permission::deny([">"]);
        claims.body.allowed.permissions.subscribe = Permission::deny([">"]);
        claims
    }

    /// Whether the server takes this user as `default_sentinel`: a bearer token, or a user of a scoped signing key,
    /// whose template says so (`validateTrustedOperators`).
    pub fn may_be_sentinel(&self) -> bool {
        let looks_scoped = self.body.issuer_account().is_some() && self.body.allowed.is_empty();
        self.body.allowed.bearer_token || looks_scoped
    }

    /// The account of the user: that which signed, or that for which its signing key signed.
    pub fn account(&self) -> &str {
        self.body.issuer_account().unwrap_or(&self.data.issuer)
    }
}
