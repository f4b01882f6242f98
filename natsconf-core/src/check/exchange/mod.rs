//! Rules about what accounts offer each other.

mod import_cycle;
mod option_of_other_exchange;
mod wildcard_in_prefix;

use super::Rule;

pub(super) static RULES: &[Rule] = &[import_cycle::RULE, option_of_other_exchange::RULE, wildcard_in_prefix::RULE];
