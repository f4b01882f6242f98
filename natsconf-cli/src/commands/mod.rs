//! One file per command.

pub(crate) mod certs;
pub(crate) mod completions;
pub(crate) mod convert;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod get;
pub(crate) mod init;
pub(crate) mod jwt;
pub(crate) mod keys;
pub(crate) mod lint;
pub(crate) mod man;
pub(crate) mod options;
pub(crate) mod render;
pub(crate) mod render_deployment;
pub(crate) mod render_template;
pub(crate) mod rules;
pub(crate) mod schema;
pub(crate) mod set;
pub(crate) mod terraform_external;
pub(crate) mod verify;
