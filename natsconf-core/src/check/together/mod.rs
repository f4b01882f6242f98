//! What servers do wrong together, each of them fine by itself: one rule for each mistake, as in the folders beside.

mod duplicate_server_name;
mod server;

use crate::diagnostic::{Code, Diagnostic};
pub use server::Server;

/// One mistake that several servers make together, and how it is found.
#[derive(Debug, Clone, Copy)]
pub struct TogetherRule {
    /// The mistake.
    pub code: &'static Code,
    /// Reports where it was made.
    pub check: fn(&[Server<'_>], &mut Vec<Diagnostic>),
}

static RULES: &[TogetherRule] = &[duplicate_server_name::RULE];

/// All rules about servers that work together, sorted by the names of their codes.
pub fn together_rules() -> impl Iterator<Item = &'static TogetherRule> {
    RULES.iter()
}

/// Everything that the rules find in servers that work together, in no order.
pub fn check_together(servers: &[Server<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in together_rules() {
        (rule.check)(servers, &mut found);
    }
    found
}
