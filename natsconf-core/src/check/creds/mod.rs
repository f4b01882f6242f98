//! Rules about the credentials that leaf nodes bring to the servers that they dial.

mod creds_refused;
mod read;

pub use read::Credentials;

use super::Rule;

pub(super) static RULES: &[Rule] = &[creds_refused::RULE];
