//! Who is who in operator mode: keys, the JWTs of operators, accounts and users, and the files that hold them.
//!
//! Nothing here reads a file, a clock or a source of randomness: texts, the time (Unix seconds) and random bytes come
//! in as arguments, so the same call gives the same bytes. Facts about the formats are those of the official library
//! `nats-io/jwt` v2, in words and byte for byte: the tests hold both against what a running server writes.

pub mod chain;
pub mod claims;
pub mod creds;
pub mod import;
pub mod inspect;
mod json;
pub mod jwt;
pub mod keys;
mod secret;
pub mod validate;
mod words;

pub use keys::{KeyError, KeyPair, PublicKey, Role, Seed};
pub use secret::Secret;
