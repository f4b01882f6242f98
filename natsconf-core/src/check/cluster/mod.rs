//! Rules about routes and clusters.

mod cluster_without_port;

use super::Rule;

pub(super) static RULES: &[Rule] = &[cluster_without_port::RULE];
