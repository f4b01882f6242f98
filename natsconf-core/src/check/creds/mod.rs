//! Rules about the credentials that leaf nodes bring to the servers that they dial.

mod creds_refused;
mod read;

pub use read::Credentials;

use super::{FILES, Rule};

pub(super) static RULES: &[Rule] = &Rule::applied(FILES, [creds_refused::RULE]);
