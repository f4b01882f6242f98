//! Keys that sign users for an account: plain ones, and scoped ones with a template for what their users may do.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::{Map, Value};

use super::{NO_LIMIT, Other, UserPermissionLimits};
use crate::identity::keys::PublicKey;

/// The signing keys of an account by public key; `None` for a plain one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SigningKeys(pub BTreeMap<String, Option<UserScope>>);

impl SigningKeys {
    /// Adds a plain key.
    pub fn add(&mut self, key: &PublicKey) {
        self.0.insert(key.to_string(), None);
    }

    /// Adds a scoped key.
    pub fn add_scoped(&mut self, scope: UserScope) {
        self.0.insert(scope.key.clone(), Some(scope));
    }

    /// Whether this is one of the keys.
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The scope of a key, when it is there and scoped.
    pub fn scope(&self, key: &str) -> Option<&UserScope> {
        self.0.get(key)?.as_ref()
    }
}

/// A scoped signing key.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserScope {
    kind: ScopeKind,
    /// Its public key.
    pub key: String,
    /// What it is for, in a word.
    pub role: String,
    /// What users that it signs may do.
    pub template: UserPermissionLimits,
    /// What it is for, at length.
    pub description: String,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

impl UserScope {
    /// A scope whose users may do what the template says.
    pub fn new(key: &PublicKey, role: impl Into<String>, template: UserPermissionLimits) -> Self {
        UserScope { key: key.to_string(), role: role.into(), template, ..UserScope::default() }
    }
}

/// There is one kind so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
enum ScopeKind {
    #[default]
    #[serde(rename = "user_scope")]
    User,
}

impl Serialize for SigningKeys {
    /// As a list in the order of the keys: the key itself, or its scope.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(untagged)]
        enum Item<'a> {
            Plain(&'a str),
            Scoped(&'a UserScope),
        }
        serializer.collect_seq(self.0.iter().map(|(key, scope)| match scope {
            Some(scope) => Item::Scoped(scope),
            None => Item::Plain(key),
        }))
    }
}

impl<'de> Deserialize<'de> for SigningKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut keys = SigningKeys::default();
        for item in Vec::<Value>::deserialize(deserializer)? {
            match item {
                Value::String(key) => {
                    keys.0.insert(key, None);
                }
                Value::Object(_) => keys.add_scoped(scope(item).map_err(D::Error::custom)?),
                // The official library passes over anything else.
                _ => {}
            }
        }
        Ok(keys)
    }
}

/// A limit that a template leaves out is no limit, unlike everywhere else (`NewUserScope`).
fn scope(mut item: Value) -> Result<UserScope, serde_json::Error> {
    if item.get("kind").is_none() {
        return Err(serde_json::Error::missing_field("kind"));
    }
    if item.get("template").is_none() {
        item["template"] = Map::new().into();
    }
    if let Value::Object(template) = &mut item["template"] {
        for limit in ["subs", "data", "payload"] {
            template.entry(limit).or_insert(NO_LIMIT.into());
        }
    }
    serde_json::from_value(item)
}
