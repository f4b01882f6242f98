//! What a rule may look at.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::model::Config;
use crate::option::Version;
use crate::source::Span;
use crate::value::{Kind, ValueRef, Values};

/// A configuration, as it is given to the rules.
#[derive(Debug)]
pub struct Given<'c> {
    /// What it means. What could not be read is left out.
    pub config: &'c Config,
    /// What it says: for rules about how a value was written.
    pub values: &'c Values,
    /// The server it is for.
    pub version: Version,
    keys: OnceCell<HashMap<Span, Span>>,
}

impl<'c> Given<'c> {
    /// A configuration for a server of this version.
    pub fn new(config: &'c Config, values: &'c Values, version: Version) -> Self {
        Given { config, values, version, keys: OnceCell::new() }
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
