//! Tokens that no longer count although they have not expired.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// In the place of a key: all keys.
pub const EVERYONE: &str = "*";

/// By public key, the time (Unix seconds) up to which tokens that were issued for it are revoked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revocations(pub BTreeMap<String, i64>);

impl Revocations {
    /// Revokes what was issued to `key`, or to [`EVERYONE`], up to `until`. A later revocation stays.
    pub fn revoke(&mut self, key: impl Into<String>, until: i64) {
        let time = self.0.entry(key.into()).or_insert(until);
        *time = until.max(*time);
    }

    /// The time up to which tokens are revoked, when one issued to `key` at `issued_at` is among them.
    pub fn revoked(&self, key: &str, issued_at: i64) -> Option<i64> {
        let times = [EVERYONE, key].into_iter().filter_map(|key| self.0.get(key).copied());
        times.filter(|until| *until >= issued_at).max()
    }
}
