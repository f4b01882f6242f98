//! Rules about leaf nodes.

mod leafnode_remote_account_not_defined;

use super::Rule;

pub(super) static RULES: &[Rule] = &[leafnode_remote_account_not_defined::RULE];
