//! Rules about the folders that the server writes to.

mod folder_is_a_file;

use super::Rule;

pub(super) static RULES: &[Rule] = &[folder_is_a_file::RULE];
