//! An operator that the server does not take.

use super::decoded::Undecoded;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::identity::claims::OperatorClaims;
use crate::identity::{PublicKey, Role, validate};

static CODE: Code = code!("operator-jwt-refused", Error, "operator_jwt_refused.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `readOperatorJWT`, and `validateTrustedOperators` when starting.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for token in &given.tokens().operators {
        let (reasons, help) = match &token.claims {
            None => continue,
            Some(Err(Undecoded::File(error))) => (vec![error.to_string()], "write the path as the server sees it"),
            Some(Err(Undecoded::Jwt(error))) => (vec![error.to_string()], "put the operator's JWT here, or its file"),
            Some(Ok(claims)) => (faults(claims), "have the operator sign its JWT anew"),
        };
        for reason in reasons {
            let found = match &token.file {
                Some(file) => CODE.at(token.span, format!("the JWT of the operator, `{file}`: {reason}")),
                None => CODE.at(token.span, format!("the JWT of the operator: {reason}")),
            };
            report.add(found.help(help));
        }
    }
}

/// What the server looks at when it starts: the keys that may sign, and the version that is asked for.
fn faults(claims: &OperatorClaims) -> Vec<String> {
    let looked_at = ["nats.signing_keys", "nats.assert_server_version"];
    let faults = validate::operator(claims).into_iter();
    let faults = faults.filter(|fault| looked_at.iter().any(|path| fault.path.starts_with(path)));
    let subject = PublicKey::parse_as(Role::Operator, &claims.data.subject).err();
    let subject =
        subject.filter(|_| !claims.body.strict_signing_key_usage).map(|error| format!("its subject: {error}"));
    subject.into_iter().chain(faults.map(|fault| fault.to_string())).collect()
}
