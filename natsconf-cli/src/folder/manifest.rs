//! The file that says what natsconf made in a folder. Only its owner may read it: from the hash of a file with a weak
//! password the password could be guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::tools;

/// Its name in the folder.
pub(super) const NAME: &str = ".natsconf.json";

/// What natsconf made a folder from, and what it made.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Where the description was, relative to the folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    /// SHA-256 in hexadecimal by path. While files are replaced in place there are two for a path.
    pub(super) files: BTreeMap<String, BTreeSet<String>>,
}

impl Manifest {
    /// Of a folder; empty when there is none.
    pub(super) fn read(root: &Path) -> io::Result<Self> {
        match tools::read(&root.join(NAME))? {
            None => Ok(Manifest::default()),
            Some(text) => serde_json::from_slice(&text)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("`{NAME}`: {error}"))),
        }
    }

    /// Of a set of files.
    pub(super) fn of(files: &super::Files) -> Self {
        let hashes = files.iter().map(|(path, file)| (path.clone(), BTreeSet::from([hash(&file.bytes)])));
        Manifest { description: None, files: hashes.collect() }
    }

    /// With what another one names too.
    pub(super) fn joined(mut self, other: &Manifest) -> Self {
        for (path, hashes) in &other.files {
            self.files.entry(path.clone()).or_default().extend(hashes.iter().cloned());
        }
        self
    }

    pub(super) fn made(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether natsconf wrote these bytes there.
    pub(super) fn wrote(&self, path: &str, bytes: &[u8]) -> bool {
        self.files.get(path).is_some_and(|hashes| hashes.contains(&hash(bytes)))
    }

    pub(super) fn text(&self) -> Vec<u8> {
        crate::output::json(self).into_bytes()
    }
}

fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
