//! One bare value, and what it is to two versions of the server.

use serde::Deserialize;

/// A text that stood where a value is expected.
#[derive(Debug, Clone, Deserialize)]
pub struct Scalar {
    /// The text between `server_name: ` and the end of the line.
    pub text: String,
    /// What it is to 2.14.6.
    #[serde(rename = "2.14.6")]
    pub v2_14: Outcome,
    /// What it is to 2.15.1.
    #[serde(rename = "2.15.1")]
    pub v2_15: Outcome,
}

/// The type that a parser gave to a value, or why it gave none.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Outcome {
    /// A truth value.
    Bool,
    /// An integer.
    Integer,
    /// A float.
    Float,
    /// A date and time.
    DateTime,
    /// A string.
    Text,
    /// A list.
    Array,
    /// A block.
    Map,
    /// The parser's message.
    Refused(String),
}

impl From<String> for Outcome {
    fn from(text: String) -> Self {
        match text.as_str() {
            "bool" => Outcome::Bool,
            "int64" => Outcome::Integer,
            "float64" => Outcome::Float,
            "time.Time" => Outcome::DateTime,
            "string" => Outcome::Text,
            "[]interface {}" => Outcome::Array,
            "map[string]interface {}" => Outcome::Map,
            _ => Outcome::Refused(text),
        }
    }
}
