//! One option, found by its path: read, set, or removed, every other byte left alone.
//!
//! Where an option stands, the resolved values say: they know which of repeated keys counts, and what comes from an
//! include or a variable. What stands around it, the tree says. Each change is checked before it is handed out: the
//! server must read everything else as before.

mod argument;
mod block;
mod check;
mod error;
mod set;
mod style;
mod unset;

pub use error::EditError;
pub use set::New;

use super::path::{Path, Segment};
use super::scalar;
use super::{Entry, Kind, MapRef, ValueRef, Values};
use crate::diagnostic::{Edit, Severity};
use crate::source::{FileId, Span, offset};
use crate::syntax::{Dialect, Document, LeafKind, parse};
use block::Block;

/// Whether a key as written names the option asked for, in the block at a path. The exact spelling is tried first.
pub type SameName<'n> = &'n dyn Fn(&[Segment], &str, &str) -> bool;

/// The rule for options when nothing more is known: upper and lower case are the same.
pub fn ignore_case(_block: &[Segment], asked: &str, written: &str) -> bool {
    asked.eq_ignore_ascii_case(written)
}

/// The value at a path.
///
/// # Errors
/// When there is none, naming the first step that leads nowhere.
pub fn get<'v>(values: &'v Values, path: &Path, same: SameName<'_>) -> Result<ValueRef<'v>, EditError> {
    match walk(values, path, same)? {
        Walk { at, missing: [], .. } => Ok(at),
        Walk { .. } => Err(EditError::Missing { path: path.clone() }),
    }
}

/// How far a path leads.
struct Walk<'v, 'p> {
    /// The last value there is, and its entry, if it is in a block.
    at: ValueRef<'v>,
    entry: Option<Entry<'v>>,
    /// What it is in, the top level first.
    parents: Vec<ValueRef<'v>>,
    /// The steps that lead to it, and those behind, which lead nowhere.
    found: &'p [Segment],
    missing: &'p [Segment],
}

fn walk<'v, 'p>(values: &'v Values, path: &'p Path, same: SameName<'_>) -> Result<Walk<'v, 'p>, EditError> {
    let mut walk = Walk { at: values.root_value(), entry: None, parents: Vec::new(), found: &[], missing: &path.0 };
    while let [segment, missing @ ..] = walk.missing {
        let (entry, next) = match (segment, walk.at.kind()) {
            (Segment::Key(key), Kind::Map(map)) => {
                let entry = find(map, walk.found, key, same);
                (entry, entry.map(|entry| entry.value))
            }
            (Segment::Index(index), Kind::Array(list)) => (None, list.iter().nth(*index)),
            (Segment::Key(_), _) => return Err(EditError::NoBlock { path: Path(walk.found.to_vec()) }),
            (Segment::Index(_), _) => return Err(EditError::NoList { path: Path(walk.found.to_vec()) }),
        };
        let Some(next) = next else { break };
        walk.parents.push(walk.at);
        (walk.at, walk.entry) = (next, entry);
        (walk.found, walk.missing) = (&path.0[..=walk.found.len()], missing);
    }
    Ok(walk)
}

/// The entry of a block with this key, else the last that has the same name.
fn find<'v>(map: MapRef<'v>, block: &[Segment], key: &str, same: SameName<'_>) -> Option<Entry<'v>> {
    map.get(key).or_else(|| map.iter().filter(|entry| same(block, key, entry.key.name)).last())
}

/// Changes one text: the main one of its values.
pub struct Editor<'v> {
    values: &'v Values,
    document: Document,
    dialect: Dialect,
    same: SameName<'v>,
}

impl<'v> Editor<'v> {
    /// Opens a resolved text for editing. What was not found when it was resolved, a file to include or a variable, is
    /// no obstacle.
    ///
    /// # Errors
    /// When a place in the text would not be certain: it has a syntax error, an end that the server does not read, or a
    /// key without a value.
    pub fn new(values: &'v Values, dialect: Dialect, same: SameName<'v>) -> Result<Self, EditError> {
        let text = values.sources().get(FileId::MAIN).text().clone();
        let (document, diagnostics) = parse(FileId::MAIN, text, dialect);
        if diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
            return Err(EditError::Syntax);
        }
        let mut after_key = false;
        for leaf in document.leaves() {
            match leaf.kind {
                LeafKind::Skipped => return Err(EditError::NotRead),
                // The server puts what follows such a key under another name.
                LeafKind::MapClose if after_key => return Err(EditError::KeyWithoutValue),
                LeafKind::Integer if scalar::integer(document.leaf_text(leaf)) == Ok(None) => {
                    return Err(EditError::KeyWithoutValue);
                }
                LeafKind::Separator => {}
                _ => after_key = matches!(leaf.kind, LeafKind::Key | LeafKind::QuotedKey),
            }
        }
        Ok(Editor { values, document, dialect, same })
    }

    /// The value at a path, as [`get`].
    ///
    /// # Errors
    /// As [`get`], and when what stands there could not be resolved.
    pub fn get(&self, path: &Path) -> Result<ValueRef<'v>, EditError> {
        let value = get(self.values, path, self.same)?;
        if matches!(value.kind(), Kind::Nil) { Err(EditError::Unresolved { path: path.clone() }) } else { Ok(value) }
    }

    fn text(&self) -> &[u8] {
        self.document.text()
    }

    /// The block or list that a value is.
    fn block(&self, value: ValueRef<'_>) -> Block {
        let is_root = value.index == self.values.root_value().index;
        Block::read(&self.document, (!is_root).then_some(value.span().start))
    }

    /// Refuses a path that leads through another file or a variable.
    fn is_reached_here(&self, walk: &Walk<'_, '_>) -> Result<(), EditError> {
        let parents = walk.parents.iter().enumerate();
        parents.skip(1).try_for_each(|(at, parent)| self.is_here(*parent, &walk.found[..at]))
    }

    /// Refuses a value that does not stand in this text, or only stands for one that does.
    fn is_here(&self, value: ValueRef<'_>, path: &[Segment]) -> Result<(), EditError> {
        self.is_in_this_file(value, path)?;
        if !value.is_variable() {
            return Ok(());
        }
        let definition = value.definition().map(|span| {
            let source = self.values.sources().get(span.file);
            (source.name().to_path_buf(), source.position(span.start).line)
        });
        Err(EditError::Variable { path: Path(path.to_vec()), variable: value.source_text().into_owned(), definition })
    }

    fn is_in_this_file(&self, value: ValueRef<'_>, path: &[Segment]) -> Result<(), EditError> {
        let file = value.span().file;
        if file == FileId::MAIN {
            return Ok(());
        }
        let name = self.values.sources().get(file).name().to_path_buf();
        Err(EditError::Included { path: Path(path.to_vec()), file: name })
    }

    /// An edit of this text.
    fn edit(start: usize, end: usize, text: impl Into<String>) -> Edit {
        Edit { span: Span::new(FileId::MAIN, offset(start), offset(end)), text: text.into() }
    }
}
