//! Rules about subjects that are mapped to others.

mod duplicate_mapping_destination;
mod invalid_mapping;
mod mapping_above_hundred;
mod overlapping_mappings;
pub(super) mod transform;

use super::Rule;
use crate::model::{Config, MappingDestination, MappingTarget, Mappings};
use crate::option::Spanned;

pub(super) static RULES: &[Rule] = &[
    duplicate_mapping_destination::RULE,
    invalid_mapping::RULE,
    mapping_above_hundred::RULE,
    overlapping_mappings::RULE,
];

/// The mappings of the server and of each account.
fn all(config: &Config) -> impl Iterator<Item = &Mappings> {
    let accounts = config.accounts.iter().flat_map(|accounts| accounts.blocks());
    let accounts = accounts.filter_map(|account| account.value.mappings.as_ref());
    config.mappings.iter().chain(accounts).map(|mappings| &mappings.value)
}

/// The destinations of a subject, where they are spread.
fn destinations(target: &MappingTarget) -> &[Spanned<MappingDestination>] {
    match target {
        MappingTarget::Destinations(destinations) => destinations,
        MappingTarget::Subject(_) => &[],
    }
}

/// The cluster that a destination is for; empty where it is for all.
fn cluster_of(destination: &MappingDestination) -> &str {
    destination.cluster.as_ref().map_or("", |cluster| cluster)
}
