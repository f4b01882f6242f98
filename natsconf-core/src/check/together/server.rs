//! One of several servers, as it is given to the rules about all of them.

use crate::model::Config;
use crate::source::{FileId, Span};

/// One of several servers that work together.
#[derive(Debug, Clone, Copy)]
pub struct Server<'c> {
    /// What its configuration means.
    pub config: &'c Config,
    first: FileId,
}

impl<'c> Server<'c> {
    /// A server whose texts stand among those of all servers from `first` on.
    pub const fn new(config: &'c Config, first: FileId) -> Self {
        Server { config, first }
    }

    /// Where a place of its configuration lies among the texts of all servers.
    pub const fn place(&self, span: Span) -> Span {
        Span { file: FileId(self.first.0 + span.file.0), ..span }
    }

    /// The name of the cluster that it is in; `None` where it is in none, or its name is made up at each start.
    pub fn cluster_name(&self) -> Option<&'c str> {
        let config = self.config;
        let own = config.cluster.as_ref().filter(|_| config.is_clustered())?.name.as_ref();
        // `validateCluster`: the name of a gateway is that of its cluster.
        let gateway = config.gateway.as_ref().and_then(|gateway| gateway.name.as_ref());
        own.or(gateway).map(|name| &***name).filter(|name| !name.is_empty())
    }
}
