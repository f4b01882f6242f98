//! A prefix that is no token.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::has_wildcard;

static CODE: Code = code!("wildcard-in-prefix", Error, "wildcard_in_prefix.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Account.addStreamImportWithClaim`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let accounts = given.config.accounts.iter().flat_map(|accounts| accounts.blocks());
    let imports = accounts.filter_map(|account| account.value.imports.as_ref()).flat_map(|imports| imports.iter());
    for import in imports.filter(|import| import.stream.is_some() && import.to.is_none()) {
        if let Some(prefix) = import.prefix.as_ref().filter(|prefix| has_wildcard(prefix)) {
            let found = CODE.at(prefix.span(), "a prefix is put before subjects as it is, and has no wildcards");
            report.add(found.help("name the subject with `to`, if it is to have wildcards"));
        }
    }
}
