//! Read, check, edit, format and generate the configuration of NATS servers.
//!
//! The layers, each using those before it: [`source`] and [`diagnostic`] name places and findings, [`syntax`] turns
//! text into a tree that covers every byte, [`value`] turns trees into values with includes and variables replaced.
//! The functions of this module put them together; command line, Python and WebAssembly call these alone.

pub mod diagnostic;
pub mod disk;
pub mod source;
pub mod syntax;
pub mod value;

use diagnostic::render::Findings;
use diagnostic::{Code, Diagnostic, Severity};
use source::{FileId, Source, SourceMap, Sources};
use syntax::Dialect;
pub use value::quote;
use value::{Limits, Values};

/// What a check takes for granted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// How the server reads text.
    pub dialect: Dialect,
    /// How much a configuration may ask of its reader.
    pub limits: Limits,
}

/// A configuration and what was found in it.
#[derive(Debug)]
pub struct Checked {
    /// What it says, as far as it can be read.
    pub values: Values,
    /// Everything that is wrong with it, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// Whether the server would refuse to start with it.
    pub fn is_refused(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// What was found, with the texts that it was found in, for the renderers.
    pub fn into_findings(self) -> Findings {
        Findings { sources: self.values.into_sources(), diagnostics: self.diagnostics }
    }
}

/// Reads a configuration with all it includes, and finds what is wrong with it.
pub fn check(source: Source, sources: &dyn Sources, settings: &Settings) -> Checked {
    let (values, diagnostics) = value::resolve(source, sources, settings.dialect, settings.limits);
    Checked { values, diagnostics }
}

/// The text of one file in the one style, its includes not followed; what is wrong with it, where it cannot be read.
///
/// # Errors
/// If the server would refuse the text for its syntax.
pub fn format(source: Source, settings: &Settings) -> Result<Vec<u8>, Findings> {
    let (document, diagnostics) = syntax::parse(FileId::MAIN, source.text().clone(), settings.dialect);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
        let mut sources = SourceMap::default();
        sources.add(source);
        return Err(Findings { sources, diagnostics });
    }
    Ok(syntax::format(&document))
}

/// Every kind of mistake that natsconf knows, by name.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    let mut codes: Vec<_> = [&syntax::CODES[..], &value::CODES[..]].concat();
    codes.sort_by_key(|code| code.name);
    codes.into_iter()
}
