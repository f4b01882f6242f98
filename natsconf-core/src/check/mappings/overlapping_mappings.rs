//! Mappings among which chance decides.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Mappings;
use crate::option::types::collide;

static CODE: Code = code!("overlapping-mappings", Warning, "overlapping_mappings.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Beyond so many in one block, pairs are not looked at: there would be too many of them.
const MOST: usize = 1_000;

/// `Account.selectMappedSubject` takes the first that matches, and `parseAccountMappings` adds them in the order of a Go map:
/// another one at each start.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    super::all(given.config).filter(|mappings| mappings.0.len() <= MOST).for_each(|mappings| look_at(mappings, report));
}

fn look_at(mappings: &Mappings, report: &mut Report<'_>) {
    let mappings = &mappings.0;
    for (at, mapping) in mappings.iter().enumerate() {
        let other =
            mappings[..at].iter().find(|other| other.name != mapping.name && collide(&other.name, &mapping.name));
        if let Some(other) = other {
            let message =
                format!("`{}` and `{}` match the same subjects: chance decides", &**other.name, &**mapping.name);
            let found = CODE.at(mapping.name.span(), message).related(other.name.span(), "the other");
            report.add(found.help("write subjects that no two mappings match"));
        }
    }
}
