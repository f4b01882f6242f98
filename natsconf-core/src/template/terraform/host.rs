//! The files that a template can name.

use crate::source::ReadError;

/// The outside world of a template: what `file` and its kin read. Paths are as the template writes them; those that
/// are relative belong to the module's folder. Every method has a default that refuses.
pub trait Host {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Whatever keeps the file from being read; [`ReadError::Outside`] when the template may not read it.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let _ = path;
        Err(ReadError::Outside)
    }

    /// Whether there is a regular file.
    ///
    /// # Errors
    /// As for [`Host::read`], and when there is something else, such as a folder.
    fn exists(&self, path: &str) -> Result<bool, ReadError> {
        let _ = path;
        Err(ReadError::Outside)
    }

    /// The regular files below `folder` whose path matches the pattern of `*`, `**`, `?`, `[…]` and `{a,b}`, relative
    /// to it and with `/` between their parts.
    ///
    /// # Errors
    /// As for [`Host::read`], and for a pattern that is none.
    fn find(&self, folder: &str, pattern: &str) -> Result<Vec<String>, ReadError> {
        let _ = (folder, pattern);
        Err(ReadError::Outside)
    }

    /// The path from the root of the file system, as `abspath` gives it.
    ///
    /// # Errors
    /// [`ReadError::Outside`] when the template may not know.
    fn absolute(&self, path: &str) -> Result<String, ReadError> {
        let _ = path;
        Err(ReadError::Outside)
    }

    /// The user's home folder, for a path that starts with `~`.
    ///
    /// # Errors
    /// [`ReadError::Outside`] when the template may not know.
    fn home(&self) -> Result<String, ReadError> {
        Err(ReadError::Outside)
    }
}

/// A host without files.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Host for NoFiles {}
