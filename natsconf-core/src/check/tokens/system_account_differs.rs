//! Two system accounts.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, code};
use crate::identity::claims::Account;
use crate::identity::jwt;

static CODE: Code = code!("system-account-differs", Error, "system_account_differs.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

fn check(given: &Given<'_>, report: &mut Report<'_>) {
    if let Some(found) = difference(given) {
        report.add(found);
    }
}

/// `validateTrustedOperators`, which asks whether one of the operators names the account, if any names one.
pub(in crate::check) fn difference(given: &Given<'_>) -> Option<Diagnostic> {
    let system = given.config.system_account.as_ref().filter(|name| !name.is_empty())?;
    let tokens = given.tokens();
    let operators = tokens.known_operators()?;
    let mut named =
        operators.iter().map(|operator| operator.body.system_account.as_str()).filter(|key| !key.is_empty());
    let first = named.clone().next()?;
    if named.any(|key| key == &***system) {
        return None;
    }
    let help = format!("the JWT of the operator names {first}");
    if !system.starts_with("eyJ") {
        let found = CODE.at(system.span(), "this is not the system account of the operator");
        return Some(found.related(tokens.operators[0].span, "its JWT").help(help));
    }
    let found = CODE.at(system.span(), "this is a JWT: the public key of the system account is needed here").help(help);
    let same = jwt::decode::<Account>(system).is_ok_and(|account| account.claims().data.subject == first);
    let edits = vec![Edit { span: system.span(), text: first.to_owned() }];
    Some(found.fix(Fix { title: "write the public key".into(), safe: same, edits }))
}
