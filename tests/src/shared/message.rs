//! One message of the server about a configuration.

use serde::Deserialize;

/// A message as it stands in the server's source.
#[derive(Debug, Clone, Deserialize)]
pub struct Message {
    /// The file of the source: `opts.go`.
    pub file: String,
    /// The function that says it.
    pub function: String,
    /// The text, its `%` verbs not replaced.
    #[serde(rename = "message")]
    pub text: String,
}
