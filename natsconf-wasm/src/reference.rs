//! What is known without a configuration: the registries.

use natsconf_core::model::Config;
use natsconf_core::option::{self, Block};
use serde::Serialize;

/// Every option.
pub(crate) fn options() -> impl Serialize {
    option::json(Config::SPEC)
}

/// The JSON Schema of a configuration.
pub(crate) fn schema() -> impl Serialize {
    natsconf_core::config_schema()
}
