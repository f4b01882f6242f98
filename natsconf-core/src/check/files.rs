//! The files that a configuration names without including them: certificates, credentials, tokens. They are read when
//! asked for; what is not read is remembered, so that nobody takes silence for a verdict.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::source::{FileId, ReadError, SourceMap, Sources};

/// A file that was named and not looked into.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// As the configuration names it.
    pub path: String,
    /// Why.
    pub reason: Reason,
}

/// Why a file was not looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It was not asked for.
    NotAsked,
    /// It lies outside the folder that reading is confined to.
    Outside,
    /// This process may not read it; the server may.
    Denied,
}

/// Reads the files that a configuration names.
pub struct Files<'c> {
    sources: Option<&'c dyn Sources>,
    /// The folder of the main file.
    folder: PathBuf,
    unread: RefCell<BTreeMap<String, Reason>>,
}

impl<'c> Files<'c> {
    /// Reads from `sources`, if there are some.
    pub(super) fn new(sources: Option<&'c dyn Sources>, texts: &SourceMap) -> Self {
        let folder = texts.get(FileId::MAIN).name().parent().unwrap_or(Path::new("")).to_path_buf();
        Files { sources, folder, unread: RefCell::default() }
    }

    /// The bytes of a file, or what keeps the server from reading it. None where that cannot be known.
    ///
    /// The server takes a relative path from the folder that it is started in. That is not known here: the working
    /// folder is tried, then that of the configuration.
    pub(super) fn read(&self, path: &str) -> Option<Result<Arc<[u8]>, ReadError>> {
        let read = match self.sources {
            None => return self.skip(path, Reason::NotAsked),
            Some(sources) => self.attempt(sources, Path::new(path)),
        };
        match read {
            Err(ReadError::Outside) => self.skip(path, Reason::Outside),
            Err(ReadError::Denied) => self.skip(path, Reason::Denied),
            read => Some(read),
        }
    }

    /// Whether there is a file where a folder belongs, as far as that is looked for. A folder is no file to read.
    pub(super) fn is_file(&self, path: &str) -> bool {
        self.sources.is_some_and(|sources| self.attempt(sources, Path::new(path)).is_ok())
    }

    fn attempt(&self, sources: &dyn Sources, path: &Path) -> Result<Arc<[u8]>, ReadError> {
        let first = sources.read(path);
        match first {
            Err(ReadError::NotFound | ReadError::Outside) if path.is_relative() => {
                sources.read(&self.folder.join(path)).or(first)
            }
            first => first,
        }
    }

    fn skip<T>(&self, path: &str, reason: Reason) -> Option<T> {
        self.unread.borrow_mut().insert(path.to_owned(), reason);
        None
    }

    /// What was asked for and not read, by name.
    pub(crate) fn unread(&self) -> Vec<Unread> {
        let unread = self.unread.borrow();
        unread.iter().map(|(path, reason)| Unread { path: path.clone(), reason: *reason }).collect()
    }
}

impl fmt::Debug for Files<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Files").field("folder", &self.folder).finish_non_exhaustive()
    }
}
