//! An operator without an account for the system.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::claims::Operator;
use crate::identity::jwt::decode;
use crate::option::types::OperatorJwt;

static CODE: Code = code!("operator-without-system-account", Warning, "operator_without_system_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.Start`, which says so in its log; `processConfigFile` takes the account from the JWT of a single operator.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(operators) = config.operator.as_ref().filter(|operators| !operators.is_empty()) else { return };
    if config.system_account.is_some() || report.is_incomplete() || operators.iter().any(|one| may_name_one(one)) {
        return;
    }
    let found = CODE.at(given.key_of(operators.span()), "this operator has no system account");
    report.add(found.help("set `system_account` to the public key of an account, and preload its JWT"));
}

/// Whether the JWT names the account, or is in a file.
fn may_name_one(operator: &OperatorJwt) -> bool {
    let operator = operator.is_inline().then(|| decode::<Operator>(operator.as_str()).ok()).flatten();
    operator.is_none_or(|operator| !operator.into_claims().body.system_account.is_empty())
}
