//! What is made once and used again.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::identity::{Secret, Seed};

/// What is made once and used again: it lives apart from the rendered files. In serde's terms, three maps of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
}

impl Kept {
    /// Adds what was made since.
    pub fn extend(&mut self, made: Kept) {
        self.seeds.extend(made.seeds);
        self.tokens.extend(made.tokens);
        self.secrets.extend(made.secrets);
    }
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
