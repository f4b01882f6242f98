//! Rules about streams and where they are kept.

mod jetstream_cluster_without_server_name;

use super::Rule;

pub(super) static RULES: &[Rule] = &[jetstream_cluster_without_server_name::RULE];
