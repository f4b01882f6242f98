//! Rules about what templates leave behind in a configuration.

mod line_break_in_value;

use super::Rule;

pub(super) static RULES: &[Rule] = &[line_break_in_value::RULE];
