//! Why the server does not take a preloaded account.

use super::decoded::Preloaded;
use crate::check::Given;
use crate::identity::chain::{self, Problem};
use crate::identity::claims::OperatorClaims;

/// What speaks against an account that can be decoded, in words: `verifyAccountClaims`, and `fetchAccountClaims`, which
/// compares key and subject.
pub(super) fn refusals(given: &Given<'_>, account: &Preloaded) -> Vec<String> {
    let Some(claims) = account.claims() else { return Vec::new() };
    let operators = given.tokens().known_operators();
    let trusted: &[&OperatorClaims] = operators.as_deref().unwrap_or_default();
    let problems =
        chain::account(claims, trusted, given.now.unwrap_or(0)).into_iter().filter(|problem| match problem {
            Problem::Expired { .. } | Problem::NotYetValid { .. } => given.now.is_some(),
            Problem::UnknownOperator { .. } | Problem::SigningKeyRequired { .. } => operators.is_some(),
            problem => problem.refused(),
        });
    let other = (claims.data.subject != *account.key)
        .then(|| format!("it is that of another account, {}", claims.data.subject));
    other.into_iter().chain(problems.map(|problem| problem.to_string())).collect()
}
