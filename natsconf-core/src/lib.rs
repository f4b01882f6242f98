//! Read, check, edit, format and generate the configuration of NATS servers.

pub mod diagnostic;
pub mod source;
pub mod syntax;
pub mod value;
