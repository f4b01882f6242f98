//! An operator whose accounts nobody finds.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::claims::Operator;
use crate::identity::jwt::{Jwt, decode};

static CODE: Code = code!("operator-without-resolver", Error, "operator_without_resolver.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateTrustedOperators`, after `processConfigFile` took the `account_server_url` of one operator for a resolver.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(operators) = config.operator.as_ref().filter(|_| config.resolver.is_none()) else { return };
    let mut all = operators.iter();
    let finds_accounts = match (all.next(), all.next()) {
        (Some(one), None) => {
            one.is_inline().then(|| decode::<Operator>(one.as_str()).ok()).flatten().is_none_or(names_a_server)
        }
        _ => operators.is_empty(),
    };
    if !finds_accounts && !report.is_incomplete() {
        let found = CODE.at(given.key_of(operators.span()), "an operator needs a `resolver`, which finds account JWTs");
        report.add(found.help("set `resolver: MEMORY` with `resolver_preload`, a `URL(…)`, or a folder"));
    }
}

fn names_a_server(operator: Jwt<Operator>) -> bool {
    !operator.into_claims().body.account_server_url.is_empty()
}
