//! Who is who in operator mode: keys, the JWTs of operators, accounts and users, and the files that hold them.
//!
//! Nothing here reads a file, a clock or a source of randomness: texts, the time (Unix seconds) and random bytes come
//! in as arguments, so the same call gives the same bytes. Facts about the formats are those of the official library
//! `nats-io/jwt` v2, in words and byte for byte: the tests hold both against what a running server writes.
//!
//! ```
//! use natsconf_core::identity::claims::{AccountClaims, OperatorClaims, UserClaims};
//! use natsconf_core::identity::creds::Creds;
//! use natsconf_core::identity::{KeyPair, Role, chain};
//!
//! // In earnest these are 32 random bytes each, and the time is the clock's.
//! let operator_key = KeyPair::new(Role::Operator, &[1; 32])?;
//! let account_key = KeyPair::new(Role::Account, &[2; 32])?;
//! let user_key = KeyPair::new(Role::User, &[3; 32])?;
//! let now = 1_800_000_000;
//!
//! let operator = OperatorClaims::new(operator_key.public_key(), "demo").sign(&operator_key, now)?;
//! let account = AccountClaims::new(account_key.public_key(), "orders").sign(&operator_key, now)?;
//! let user = UserClaims::new(user_key.public_key(), "ada").sign(&account_key, now)?;
//! assert!(chain::user(user.claims(), account.claims(), &[operator.claims()], now).is_empty());
//!
//! let creds = Creds::new(user, user_key)?;
//! assert!(creds.to_text().expose().starts_with("-----BEGIN NATS USER JWT-----\neyJ"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod certificates;
pub mod chain;
pub mod claims;
pub mod creds;
pub mod import;
pub mod inspect;
mod json;
pub mod jwt;
pub mod keys;
pub mod password;
mod secret;
pub mod validate;
pub(crate) mod words;

pub use keys::{KeyError, KeyPair, PublicKey, Role, Seed};
pub use secret::Secret;
