//! One configuration of the corpus, and what the official parser and server say of it.

use serde::Deserialize;

use super::Value;

/// A configuration with its verdicts.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// The first 12 hexadecimal digits of the text's SHA-256.
    pub id: String,
    /// Where the text comes from.
    pub origin: String,
    /// The kind of origin, and the name of the corpus file: `docs`, `real-world`, `generated-grammar`…
    pub category: String,
    /// The configuration.
    pub text: String,
    /// What the official parser of 2.10 to 2.14 says; absent for templates. The environment was empty and no
    /// included file was there.
    pub conf: Option<Conf>,
    /// What `nats-server -t` says, where it was asked.
    pub server: Option<Server>,
    /// What starting a server did, where `-t` said yes.
    pub start: Option<Start>,
    /// The verdict hangs on a file, certificate, variable or name that is not in the text.
    #[serde(default)]
    pub env_dependent: bool,
    /// Placeholders in the text of a test were filled with plausible values.
    #[serde(default)]
    pub filled: bool,
    /// The parser of 2.15 says otherwise.
    #[serde(default)]
    pub differs_in_2_15: bool,
    /// The language of a template.
    pub syntax: Option<String>,
}

/// What the official parser made of a text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "RawConf")]
pub enum Conf {
    /// The resolved values.
    Accepted(Value),
    /// The first error, in the parser's words.
    Refused(String),
}

#[derive(Deserialize)]
struct RawConf {
    ok: bool,
    value: Option<Value>,
    error: Option<String>,
}

impl TryFrom<RawConf> for Conf {
    type Error = &'static str;

    fn try_from(raw: RawConf) -> Result<Self, Self::Error> {
        match raw {
            RawConf { ok: true, value: Some(value), error: None } => Ok(Conf::Accepted(value)),
            RawConf { ok: false, value: None, error: Some(error) } => Ok(Conf::Refused(error)),
            _ => Err("a verdict has `value` when it is `ok`, else `error`"),
        }
    }
}

/// What `nats-server -t` said.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Server {
    /// Whether the server takes the configuration.
    pub ok: bool,
    /// Its messages: refusals or warnings.
    pub output: Vec<String>,
    /// The version of the server.
    pub version: String,
}

/// What starting a server did.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Start {
    /// How it went.
    pub status: Status,
    /// The fatal, error and warning lines.
    pub log: Vec<String>,
    /// The version of the server.
    pub version: String,
}

/// How starting a server went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It ran.
    Started,
    /// It ended by itself.
    Refused,
    /// Neither could be told.
    Unclear,
}
