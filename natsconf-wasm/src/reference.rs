//! What is known without a configuration: the registries.

use natsconf_core::model::Config;
use natsconf_core::option::{self, Block, BlockSpec};
use serde::Serialize;

use crate::request::Subject;

/// Every option.
pub(crate) fn options(subject: Subject) -> impl Serialize {
    option::json(spec(subject))
}

/// The JSON Schema.
#[cfg(feature = "schema")]
pub(crate) fn schema(subject: Subject) -> impl Serialize {
    match subject {
        Subject::Config => natsconf_core::config_schema(),
        #[cfg(feature = "deployment")]
        Subject::Deployment => natsconf_core::deployment_schema(),
    }
}

fn spec(subject: Subject) -> &'static BlockSpec {
    match subject {
        Subject::Config => Config::SPEC,
        #[cfg(feature = "deployment")]
        Subject::Deployment => natsconf_core::deployment::spec::Deployment::SPEC,
    }
}
