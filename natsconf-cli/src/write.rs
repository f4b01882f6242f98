//! A file is replaced as a whole or not at all: its new text goes to a temporary file beside it, which then takes its
//! name.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::{Failure, Result};

/// Puts `text` into the place of what the file holds. Its permissions stay; a symbolic link stays one.
pub(crate) fn replace(path: &Path, text: &[u8]) -> Result<()> {
    try_replace(path, text).map_err(|error| Failure::of(path, format!("cannot write: {error}")))
}

fn try_replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let target = path.canonicalize()?;
    let metadata = target.metadata()?;
    if metadata.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is write-protected"));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".natsconf-").tempfile_in(folder)?;
    file.write_all(text)?;
    file.as_file().set_permissions(metadata.permissions())?;
    keep_owner(file.path(), &metadata);
    // Otherwise a crash of the machine could leave the new name with nothing behind it.
    file.as_file().sync_all()?;
    file.persist(&target)?;
    Ok(())
}

/// Only root may give files away; for others the file stays readable through its group, if they are in it.
#[cfg(unix)]
pub(crate) fn keep_owner(path: &Path, metadata: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    if chown(path, Some(metadata.uid()), Some(metadata.gid())).is_err() {
        let _ = chown(path, None, Some(metadata.gid()));
    }
}

#[cfg(not(unix))]
pub(crate) fn keep_owner(_: &Path, _: &fs::Metadata) {}
