//! Two shares for one subject.

use std::collections::HashMap;

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("duplicate-mapping-destination", Error, "duplicate_mapping_destination.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Account.AddWeightedMappings`, whatever the clusters.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for mapping in super::all(given.config).flat_map(|mappings| mappings.iter()) {
        let mut known = HashMap::new();
        for subject in super::destinations(&mapping.value).iter().filter_map(|one| one.destination.as_ref()) {
            if let Some(first) = known.insert(&***subject, subject.span()) {
                let found = CODE.at(subject.span(), format!("`{}` stands here twice", &***subject));
                report.add(found.related(first, "the first").help("write one entry with the whole share"));
                break;
            }
        }
    }
}
