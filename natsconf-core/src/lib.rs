//! Read, check, edit, format and generate the configuration of NATS servers.
//!
//! The layers, each using those before it: [`source`] and [`diagnostic`] name places and findings, [`syntax`] turns
//! text into a tree that covers every byte, [`value`] turns trees into values with includes and variables replaced.

pub mod diagnostic;
pub mod disk;
pub mod source;
pub mod syntax;
pub mod value;

use diagnostic::Code;
use diagnostic::render::Findings;
use source::{Source, Sources};
use syntax::Dialect;
use value::Limits;

/// What decides how a configuration is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// The points of the syntax that depend on the server's version.
    pub dialect: Dialect,
    /// How large a configuration may grow through includes and variables.
    pub limits: Limits,
}

/// Everything that is wrong with a configuration; `source`'s name is the path that its includes are relative to.
pub fn check(source: Source, sources: &dyn Sources, settings: &Settings) -> Findings {
    let (values, diagnostics) = value::resolve(source, sources, settings.dialect, settings.limits);
    Findings { sources: values.into_sources(), diagnostics }
}

/// The codes of all findings, by name.
pub fn codes() -> Vec<&'static Code> {
    let mut codes = [&syntax::CODES[..], &value::CODES].concat();
    codes.sort_by_key(|code| code.name);
    codes
}
