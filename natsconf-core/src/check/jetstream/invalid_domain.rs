//! A domain that is no part of a subject.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::{Switch, subject_problem};

static CODE: Code = code!("invalid-domain", Error, "invalid_domain.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateJetStreamOptions`, also where JetStream is turned off.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let of_server = match config.jetstream.as_deref() {
        Some(Switch::With(jetstream)) => jetstream.domain.as_ref(),
        _ => None,
    };
    let of_server = of_server.map(|domain| (&***domain, domain.span(), domain.contains(['.', '*', '>'])));
    let of_accounts = config.default_js_domain.iter().flat_map(|domains| domains.iter());
    let of_accounts = of_accounts
        .map(|entry| (&*entry.value.value, entry.value.span(), entry.value.split('.').any(|token| token == ">")));
    for (domain, place, more_tokens) in of_server.into_iter().chain(of_accounts) {
        if !domain.is_empty() && (more_tokens || subject_problem(domain).is_some()) {
            let found = CODE.at(place, format!("`{domain}` cannot be a domain: it is one token of subjects"));
            report.add(found.help("write a word without `.`, `*`, `>` and white space, as in hub"));
        }
    }
}
