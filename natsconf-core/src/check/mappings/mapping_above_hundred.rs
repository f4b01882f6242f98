//! Shares that are more than the whole.

use std::collections::HashMap;

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("mapping-above-hundred", Error, "mapping_above_hundred.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Account.AddWeightedMappings`: no more than 100 for each cluster.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for mapping in super::all(given.config).flat_map(|mappings| mappings.iter()) {
        let mut sums = HashMap::new();
        for destination in super::destinations(&mapping.value) {
            let Some(weight) = &destination.weight else { continue };
            let sum: &mut i64 = sums.entry(super::cluster_of(destination)).or_default();
            *sum = sum.saturating_add(weight.0);
            if *sum > 100 {
                let message = format!("the shares of `{}` are {sum} % up to here", &**mapping.name);
                report.add(CODE.at(weight.span(), message).help("lower them to 100 % in all"));
                break;
            }
        }
    }
}
