//! The notations by name, for those who convert from one to another.

use std::path::Path;

use serde::Deserialize;

use super::{Read, from_json, from_toml, from_yaml, to_json, to_toml, to_yaml};
use crate::source::FileId;
use crate::value::{Values, print};

/// How values are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Notation {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
    /// As the server reads it.
    Conf,
}

impl Notation {
    /// Every notation with its name.
    pub const NAMES: [(&str, Notation); 4] =
        [("json", Notation::Json), ("yaml", Notation::Yaml), ("toml", Notation::Toml), ("conf", Notation::Conf)];

    /// The notation of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, notation)| *notation)
    }

    /// What the name of a file tells: one with none of the other endings may be a configuration.
    pub fn of(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Notation::Json,
            Some("yaml" | "yml") => Notation::Yaml,
            Some("toml") => Notation::Toml,
            _ => Notation::Conf,
        }
    }

    /// The values in this notation; otherwise why it cannot say them.
    pub(crate) fn write(self, values: &Values) -> Result<String, String> {
        let root = values.root();
        match self {
            Notation::Json => Ok(to_json(root)),
            Notation::Yaml => Ok(to_yaml(root)),
            Notation::Toml => to_toml(root).map_err(|error| error.to_string()),
            Notation::Conf => print(&root.to_owned()).map_err(|error| error.to_string()),
        }
    }

    /// The values of a text. Of a configuration there are none yet: its includes and variables have to be resolved.
    pub(crate) fn read(self, text: &[u8]) -> Option<Read> {
        match self {
            Notation::Conf => None,
            Notation::Json => Some(from_json(FileId::MAIN, text)),
            Notation::Yaml => Some(from_yaml(FileId::MAIN, text)),
            Notation::Toml => Some(from_toml(FileId::MAIN, text)),
        }
    }
}
