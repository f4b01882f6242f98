//! What rules and renderers ask a configuration, where the answer is spread over several options.

use super::Config;
use crate::option::types::Switch;

impl Config {
    /// Whether the server keeps streams (`parseJetStream`).
    pub fn has_jetstream(&self) -> bool {
        match self.jetstream.as_deref() {
            Some(Switch::On) => true,
            Some(Switch::With(block)) => block.enabled.as_deref() != Some(&false),
            Some(Switch::Off) | None => false,
        }
    }

    /// Whether the server accepts routes: `Server.standAloneMode` without gateways.
    pub fn is_clustered(&self) -> bool {
        self.cluster.as_deref().is_some_and(|cluster| cluster.route_port() != 0)
    }
}
