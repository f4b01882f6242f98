//! An operator without an account for the system.

use std::borrow::Cow;

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::claims::Operator;
use crate::identity::jwt::decode;
use crate::model::Config;
use crate::option::types::OperatorJwt;
use crate::source::Span;

static CODE: Code = code!("operator-without-system-account", Warning, "operator_without_system_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.Start`, which says so in its log. A resolver with a folder is refused instead, and so is JetStream.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(operators) = &config.operator else { return };
    let folder = config.resolver.as_ref().is_some_and(|resolver| resolver.keeps_a_folder());
    if !folder && !config.has_jetstream() && lacks_system_account(given, report) {
        let found = CODE.at(given.key_of(operators.span()), "this operator has no system account");
        report.add(found.help("set `system_account` to the public key of an account, and preload its JWT"));
    }
}

/// Whether neither the configuration nor an operator JWT names the system account, as far as it can be known.
pub(in crate::check) fn lacks_system_account(given: &Given<'_>, report: &Report<'_>) -> bool {
    let Config { operator, system_account, .. } = given.config;
    let Some(operators) = operator.as_ref().filter(|operators| !operators.is_empty()) else { return false };
    let named = |operator: &OperatorJwt| claimed(operator).is_none_or(|account| !account.is_empty());
    let unset = system_account.as_ref().is_none_or(|account| account.is_empty());
    unset && !report.is_incomplete() && !operators.iter().any(|operator| named(operator))
}

/// The name of an operator's system account, and where it, or the operator that names it, stands: `processConfigFile` takes
/// the account from the JWT of a single operator.
pub(super) fn system_account(config: &Config) -> Option<(Cow<'_, str>, Span)> {
    let operators = config.operator.as_ref().filter(|operators| !operators.is_empty())?;
    if let Some(account) = config.system_account.as_ref().filter(|account| !account.is_empty()) {
        return Some((Cow::Borrowed(account), account.span()));
    }
    let [operator] = &***operators else { return None };
    claimed(operator).filter(|account| !account.is_empty()).map(|account| (Cow::Owned(account), operator.span()))
}

/// The system account that a JWT names, empty where it names none; nothing for one in a file.
fn claimed(operator: &OperatorJwt) -> Option<String> {
    let operator = operator.is_inline().then(|| decode::<Operator>(operator.as_str()).ok()).flatten()?;
    Some(operator.into_claims().body.system_account)
}
