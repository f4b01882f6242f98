//! What is known without a configuration: the registries.

use natsconf_core::model::Config;
use natsconf_core::option::{self, Block};
use serde::Serialize;

/// The page of a finding, or else of an option.
pub(crate) fn explain(name: &str) -> Option<String> {
    let code = natsconf_core::codes().find(|code| code.name == name);
    code.map(|code| code.page.to_owned()).or_else(|| option::explain(Config::SPEC, name))
}

/// Every option.
pub(crate) fn options() -> impl Serialize {
    option::json(Config::SPEC)
}

/// The JSON Schema of a configuration.
pub(crate) fn schema() -> impl Serialize {
    option::schema(Config::SPEC)
}
