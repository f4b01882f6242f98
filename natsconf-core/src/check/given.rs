//! What a rule may look at.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::fmt;

use super::certificates::TlsFiles;
use super::creds::Credentials;
use super::files::Files;
use super::tokens::Tokens;
use crate::Settings;
use crate::model::Config;
use crate::option::Version;
use crate::source::{Sources, Span};
use crate::value::{Kind, ValueRef, Values};

/// A configuration, as it is given to the rules.
pub struct Given<'c> {
    /// What it means. What could not be read is left out.
    pub config: &'c Config,
    /// What it says: for rules about how a value was written.
    pub values: &'c Values,
    /// The server it is for.
    pub version: Version,
    /// The time, in Unix seconds, where there is a clock.
    pub now: Option<i64>,
    /// The outside world, for what is no text.
    pub sources: &'c dyn Sources,
    /// The files that it names, where they are to be read.
    pub files: Files<'c>,
    certificates: OnceCell<Vec<TlsFiles>>,
    creds: OnceCell<Vec<Credentials>>,
    tokens: OnceCell<Tokens>,
    keys: OnceCell<HashMap<Span, Span>>,
}

impl fmt::Debug for Given<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given").field("config", self.config).field("version", &self.version).finish_non_exhaustive()
    }
}

impl<'c> Given<'c> {
    /// A configuration, and what is taken for granted.
    pub fn new(config: &'c Config, values: &'c Values, sources: &'c dyn Sources, settings: &Settings) -> Self {
        let Settings { version, now, reads_named_files, .. } = *settings;
        let files = Files::new(reads_named_files.then_some(sources), values.sources());
        Given {
            config,
            values,
            version,
            now,
            sources,
            files,
            certificates: OnceCell::new(),
            creds: OnceCell::new(),
            tokens: OnceCell::new(),
            keys: OnceCell::new(),
        }
    }

    /// The tokens of operators, accounts and the sentinel, decoded when first asked for.
    pub fn tokens(&self) -> &Tokens {
        self.tokens.get_or_init(|| Tokens::of(self.config, &self.files))
    }

    /// The certificates and keys of its `tls` blocks, read when first asked for.
    pub fn certificates(&self) -> &[TlsFiles] {
        self.certificates.get_or_init(|| TlsFiles::of(self.config, &self.files))
    }

    /// The credentials that leaf nodes bring, read when first asked for.
    pub fn creds(&self) -> &[Credentials] {
        self.creds.get_or_init(|| Credentials::of(self.config, &self.files))
    }

    /// Where the key of a block or list stands, by the place of its value; the place itself for what has no key.
    pub fn key_of(&self, value: Span) -> Span {
        let keys = self.keys.get_or_init(|| {
            let mut keys = HashMap::new();
            for entry in self.values.root().iter() {
                collect_keys(entry.key.span, entry.value, &mut keys);
            }
            keys
        });
        keys.get(&value).copied().unwrap_or(value)
    }
}

fn collect_keys(key: Span, value: ValueRef<'_>, keys: &mut HashMap<Span, Span>) {
    match value.kind() {
        Kind::Map(map) => map.iter().for_each(|entry| collect_keys(entry.key.span, entry.value, keys)),
        Kind::Array(array) => array.iter().for_each(|item| collect_keys(item.span(), item, keys)),
        _ => return,
    }
    keys.insert(value.span(), key);
}
