//! What is made once and used again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::identity::creds;
use crate::identity::{KeyError, Secret, Seed};

/// The folder in a key folder where what was rotated lies, which no longer counts as a key of its name.
pub const RETIRED: &str = "retired";
/// The folder in a key folder where certificates lie.
pub const CERTIFICATES: &str = "certs";

/// What is made once and used again: it lives apart from the rendered files. In serde's terms, maps of texts. `Debug` shows
/// no token, since whoever holds that of a bearer may connect.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Kept {
    /// Seeds by the name of the key: `operator`, `operator/signing/1`, `account/ORDERS`, `account/ORDERS/signing/1`,
    /// `user/ORDERS/alice`, `account/AUTH/xkey`.
    #[serde(serialize_with = "write_seeds", deserialize_with = "read_seeds")]
    pub seeds: BTreeMap<String, Seed>,
    /// Tokens by the name of the key that they are about: a token that still says what it should is used again, with
    /// its time of signing. Those of activations are named `activation/EXPORTER/IMPORTER/NUMBER`.
    pub tokens: BTreeMap<String, String>,
    /// Tokens that are passwords, and hashes of passwords, by name: `token`, `user/APP/app/hash`.
    pub secrets: BTreeMap<String, Secret>,
    /// Public keys of users that others have taken the place of, by the name of the key: their credentials are revoked.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub retired: BTreeMap<String, BTreeSet<String>>,
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Kept { seeds, tokens, secrets, retired } = self;
        let tokens: Vec<_> = tokens.keys().collect();
        let mut debug = f.debug_struct("Kept");
        debug
            .field("seeds", seeds)
            .field("tokens", &tokens)
            .field("secrets", secrets)
            .field("retired", retired)
            .finish()
    }
}

impl Kept {
    /// Adds what was made since.
    pub fn extend(&mut self, made: Kept) {
        self.seeds.extend(made.seeds);
        self.tokens.extend(made.tokens);
        self.secrets.extend(made.secrets);
        for (name, keys) in made.retired {
            self.retired.entry(name).or_default().extend(keys);
        }
    }

    /// Whether the file at this path of a key folder is one for [`Kept::add_file`]. Certificates are none, and of what was
    /// rotated only the keys of users are.
    pub fn has_file(path: &Path) -> bool {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.starts_with(RETIRED) {
            return retired(path).is_some_and(|(name, _)| name.starts_with("user/"));
        }
        !path.starts_with(CERTIFICATES) && extension.is_some_and(is_known)
    }

    /// Adds what a file of a key folder holds, by its path there: a seed (`NAME.nk`), a token (`NAME.jwt`), or a token or
    /// hash of a password (`NAME.secret`).
    ///
    /// # Errors
    /// If it should hold a seed, and does not.
    pub fn add_file(&mut self, path: &Path, text: &str) -> Result<(), KeyError> {
        if let Some((name, key)) = retired(path) {
            self.retired.entry(name).or_default().insert(key);
            return Ok(());
        }
        let name = name_of(path);
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("nk") => drop(self.seeds.insert(name, creds::seed(text)?)),
            Some("secret") => drop(self.secrets.insert(name, Secret::new(text.trim()))),
            Some("jwt") => drop(self.tokens.insert(name, text.trim().to_owned())),
            _ => {}
        }
        Ok(())
    }
}

/// The name of a key that was rotated, and its public half, of which the file is called: it holds the seed, or nothing where
/// that was forgotten.
fn retired(path: &Path) -> Option<(String, String)> {
    let folder = path.strip_prefix(RETIRED).ok()?.parent()?;
    let key = path.file_stem()?.to_str()?;
    // A folder has no extension to take away.
    Some((name_of(&folder.with_added_extension("nk")), key.to_owned()))
}

fn is_known(extension: &str) -> bool {
    matches!(extension, "nk" | "jwt" | "secret")
}

/// The path in a key folder of what is kept under a name. Names of accounts and users may hold anything.
pub fn file_of(name: &str, extension: &str) -> PathBuf {
    let mut path: PathBuf = name.split('/').map(encode).collect();
    path.as_mut_os_string().push(format!(".{extension}"));
    path
}

/// Letters, digits and `-`, `_`, `@`, `.` (not in front) stand for themselves, other bytes as `%` and two digits.
fn encode(part: &str) -> String {
    let mut text = String::with_capacity(part.len());
    for (at, byte) in part.bytes().enumerate() {
        match byte {
            b'-' | b'_' | b'@' => text.push(char::from(byte)),
            b'.' if at > 0 => text.push('.'),
            _ if byte.is_ascii_alphanumeric() => text.push(char::from(byte)),
            _ => text.extend(["%".to_owned(), format!("{byte:02X}")]),
        }
    }
    // An empty part would be no folder.
    if text.is_empty() { "%".to_owned() } else { text }
}

/// The name of what is kept at a path of a key folder.
pub fn name_of(path: &Path) -> String {
    let path = path.with_extension("");
    let parts: Vec<String> = path.iter().map(|part| decode(&part.to_string_lossy())).collect();
    parts.join("/")
}

fn decode(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [byte, after @ ..] = rest {
        let digits = after.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match (byte, digits) {
            (b'%', Some(decoded)) => (bytes.push(decoded), rest = &after[2..]).1,
            (b'%', None) => rest = after,
            _ => (bytes.push(*byte), rest = after).1,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn write_seeds<S: Serializer>(seeds: &BTreeMap<String, Seed>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(seeds.iter().map(|(name, seed)| (name, seed.expose())))
}

/// The error names the key and not what was found.
fn read_seeds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Seed>, D::Error> {
    let texts = BTreeMap::<String, Secret>::deserialize(deserializer)?;
    let seed = |(name, text): (String, Secret)| match Seed::parse(text.expose()) {
        Ok(seed) => Ok((name, seed)),
        Err(error) => Err(D::Error::custom(format!("the key `{name}`: {error}"))),
    };
    texts.into_iter().map(seed).collect()
}
