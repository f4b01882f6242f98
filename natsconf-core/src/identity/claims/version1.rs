//! Claims of version 1 in the form of version 2, as the official library migrates them.
//!
//! In version 1 `type`, `tags` and `issuer_account` stood beside the body instead of in it. Limits that version 2
//! dropped (`max` of users; `max`, `payload`, `src` and `times` of activations) are dropped here too.

use serde_json::{Map, Value};

use super::{Kind, NO_LIMIT};

/// The version of claims, and their `type`.
pub(in crate::identity) fn version_and_kind(claims: &Value) -> (u64, &str) {
    if let Some(kind) = claims.get("type").and_then(Value::as_str).filter(|kind| !kind.is_empty()) {
        return (1, kind);
    }
    let body = claims.get("nats").unwrap_or(&Value::Null);
    (body.get("version").and_then(Value::as_u64).unwrap_or(0), body.get("type").and_then(Value::as_str).unwrap_or(""))
}

/// Turns claims of version 1 into the form of version 2.
pub(in crate::identity) fn migrate(kind: Kind, claims: &mut Map<String, Value>) {
    let beside = ["type", "tags", "issuer_account"].map(|name| (name, claims.remove(name)));
    let body = claims.entry("nats").or_insert_with(|| Value::Object(Map::new()));
    let Value::Object(body) = body else { return };
    match kind {
        Kind::User => {
            body.remove("max");
            for limit in ["subs", "data", "payload"] {
                body.entry(limit).or_insert(NO_LIMIT.into());
            }
        }
        Kind::Activation => {
            for limit in ["max", "payload", "src", "times"] {
                body.remove(limit);
            }
            if let Some(import_type) = body.remove("type") {
                body.insert("kind".to_owned(), import_type);
            }
        }
        _ => {}
    }
    for (name, value) in beside {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    }
    body.insert("version".to_owned(), 1.into());
}
