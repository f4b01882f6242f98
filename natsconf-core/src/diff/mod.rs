//! Two configurations → what changes in meaning, and what it takes to apply it. Order, formatting, aliases, units and
//! defaults that are written out do not count.

mod apply;
mod compare;
mod print;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::model::Config;
use crate::option::{OptionType, Version};
use crate::source::{Position, SourceMap, Span};
pub use apply::Apply;
use apply::Judge;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The option, under canonical names. Items of a list stand by name, `authorization.users[alice].password`; a value that is
    /// added to a list or taken away has `[]` at the end, `cluster.routes[]`.
    pub path: String,
    /// What happened to it.
    pub kind: ChangeKind,
    /// What it was, as config text on one line with `..` for secrets. `None` where it was not set.
    pub old: Option<String>,
    /// What it is now, as `old`.
    pub new: Option<String>,
    /// What a running server needs to take it.
    pub how: Apply,
    /// What a reload leaves as it is, where it does: `new connections only`.
    pub note: Option<&'static str>,
    /// Where it was.
    pub old_place: Option<Place>,
    /// Where it is now.
    pub new_place: Option<Place>,
}

/// What happened to an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It was not set before.
    Added,
    /// It is not set any more.
    Removed,
    /// It has another value.
    Changed,
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The name of the file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Place {
    fn of(span: Span, sources: &SourceMap) -> Self {
        let source = sources.get(span.file);
        let Position { line, column } = source.position(span.start);
        Place { file: source.name().to_string_lossy().into_owned(), line, column }
    }
}

/// A configuration and the texts that it was read from.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s> {
    /// What it means.
    pub config: &'s Config,
    /// Where its places are.
    pub sources: &'s SourceMap,
}

/// What changes from one configuration to another on a server of this version, in the order of the options.
pub fn diff(old: Side<'_>, new: Side<'_>, version: Version) -> Vec<Change> {
    let (before, after) = (old.config.meaning(), new.config.meaning());
    let mut differ = compare::Differ::new(old.sources, new.sources, Judge { version });
    differ.block("", None, before.settings(), after.settings());
    differ.finish()
}
