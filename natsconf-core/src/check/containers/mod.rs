//! Rules about configurations of containers: what those around a container look for in it.

mod container_without_monitoring;
mod container_without_pid_file;
mod folder_below_etc;
mod route_through_service;

use super::{Given, Rule};
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[
    container_without_monitoring::RULE,
    container_without_pid_file::RULE,
    folder_below_etc::RULE,
    route_through_service::RULE,
];

/// Where it shows that a configuration is that of a container: the server is called as its host or pod is.
fn evidence(given: &Given<'_>) -> Option<Span> {
    let name = given.values.root().get("server_name")?;
    let written = given.values.sources().text(name.value.span());
    matches!(written, b"$HOSTNAME" | b"$POD_NAME").then_some(name.key.span)
}
