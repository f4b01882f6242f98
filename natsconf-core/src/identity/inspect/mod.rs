//! What `natsconf jwt inspect` and `natsconf jwt verify` print: rows of a table, and JSON. Secrets are left out.

mod rows;
mod table;
mod verification;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::claims::AnyClaims;
use super::creds;
use super::import::tokens;
use super::jwt::{self, JwtError, Parsed};

pub use table::Table;
pub use verification::{Link, Verification, verification_json, verification_table};

/// A token, as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    parsed: Parsed,
    now: i64,
}

impl Inspection {
    /// Looks at a JWT, or the JWT of a `.creds` file. `now` is in Unix seconds.
    ///
    /// # Errors
    /// What keeps the token from being read. A signature that does not fit is no such thing: it is shown.
    pub fn of(text: &str, now: i64) -> Result<Self, JwtError> {
        Ok(Inspection { parsed: jwt::parse(creds::undecorate(text))?, now })
    }

    /// Looks at all JWTs of a text: what [`Inspection::of`] takes, or a configuration that holds some.
    ///
    /// # Errors
    /// As [`Inspection::of`], for a text that holds none that can be read.
    pub fn all(text: &str, now: i64) -> Result<Vec<Self>, JwtError> {
        let one = Inspection::of(text, now);
        if one.is_ok() {
            return one.map(|one| vec![one]);
        }
        let tokens: Vec<_> = tokens(text).into_iter().filter_map(|token| Inspection::of(token, now).ok()).collect();
        if tokens.is_empty() { one.map(|one| vec![one]) } else { Ok(tokens) }
    }

    /// What the token says.
    pub fn claims(&self) -> &AnyClaims {
        &self.parsed.claims
    }

    /// Whether the signature fits, or why not.
    pub fn signature(&self) -> &Result<(), JwtError> {
        &self.parsed.signature
    }

    /// The claims as rows. `names` says what to call public keys, as
    /// [`Imported::names`](super::import::Imported::names) does.
    pub fn table(&self, names: &BTreeMap<String, String>) -> Table {
        rows::table(&self.parsed, names, self.now)
    }

    /// The claims as JSON, with the signature's verdict beside them.
    pub fn json(&self) -> Value {
        let mut claims = self.parsed.claims.to_json().unwrap_or(Value::Null);
        redact(&mut claims);
        json!({
            "type": self.parsed.claims.kind().name(),
            "version": self.parsed.version,
            "signature": match &self.parsed.signature {
                Ok(()) => "valid".to_owned(),
                Err(error) => error.to_string(),
            },
            "claims": claims,
        })
    }
}

/// Takes out what lets its reader connect: what a client sent to the server, and user JWTs that may be bearer tokens.
fn redact(claims: &mut Value) {
    let secrets = ["/nats/connect_opts/auth_token", "/nats/connect_opts/pass", "/nats/connect_opts/jwt", "/nats/jwt"];
    for path in secrets {
        if let Some(value) = claims.pointer_mut(path) {
            *value = Value::from("..");
        }
    }
}
