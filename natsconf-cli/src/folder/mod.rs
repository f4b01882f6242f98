//! A set of files → a folder that holds exactly it, beside whatever others keep there.
//!
//! The new set is built in a hidden folder beside the old one, with hard links to what stays, and then the two change
//! places in one step of the file system: a kill at any moment leaves the old set or the new, and what did not change
//! keeps its inode and time. Files of others are linked over as they are. Two things cannot be carried over that way:
//! folders of others, in which a server may be writing, and the identity of the folder itself, which the working folder
//! of a program or a container hangs on. Then files are replaced in place, each as a whole: see [`in_place`].
//!
//! The manifest in the folder says what natsconf made, by hash. What others made or edited is neither overwritten nor
//! removed, unless the user says so.

mod diff;
mod exchange;
mod in_place;
mod manifest;
mod plan;
#[cfg(test)]
mod tests;
mod tools;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use plan::Plan;
pub(crate) use tools::sync_all;

use crate::{Failure, Result};

/// The files of a set, by their path in the folder.
pub(crate) type Files = std::collections::BTreeMap<String, natsconf_core::deployment::RenderedFile>;

/// An output folder, which no other natsconf writes to while this exists.
pub(crate) struct Folder {
    root: PathBuf,
    _lock: Option<File>,
}

impl Folder {
    /// Makes the folder's parents, and waits until nobody else writes there.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        Folder::try_open(path).map_err(|error| Failure::of(path, error))
    }

    /// A folder that is only looked at, and need not be there.
    pub(crate) fn look(path: &Path) -> Result<Self> {
        let root = std::path::absolute(path).map_err(|error| Failure::of(path, error))?;
        Ok(Folder { root, _lock: None })
    }

    fn try_open(path: &Path) -> io::Result<Self> {
        let root = match path.canonicalize() {
            Ok(root) => root,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
                fs::create_dir_all(parent)?;
                parent.canonicalize()?.join(path.file_name().ok_or(io::ErrorKind::InvalidInput)?)
            }
            Err(error) => return Err(error),
        };
        let lock = root.parent().and_then(|parent| tools::lock(parent).ok());
        Ok(Folder { root, _lock: lock })
    }

    /// The description that the folder was rendered from, where it was rendered.
    pub(crate) fn description(&self) -> Result<Option<PathBuf>> {
        let manifest = manifest::Manifest::read(&self.root).map_err(|error| Failure::of(&self.root, error))?;
        Ok(manifest.description.map(|path| self.root.join(path)))
    }

    /// What would have to be done for the folder to hold `files`.
    pub(crate) fn plan(&self, files: &Files, force: bool) -> Result<Plan> {
        Plan::new(&self.root, files, force)
    }

    /// Does it. What comes back is why the files had to be replaced in place, if that is so and was not asked for.
    pub(crate) fn write(&self, files: &Files, plan: &Plan, in_place: bool) -> Result<Option<String>> {
        self.try_write(files, plan, in_place).map_err(|error| Failure::of(&self.root, format!("cannot write: {error}")))
    }

    fn try_write(&self, files: &Files, plan: &Plan, in_place: bool) -> io::Result<Option<String>> {
        exchange::clear(&self.root)?;
        in_place::clear(&self.root)?;
        if !plan.is_needed() {
            return Ok(None);
        }
        // One file takes its new name in one step anyway.
        let reason = if in_place || plan.steps_to_do().count() <= 1 {
            None
        } else {
            match exchange::write(&self.root, files, plan) {
                Ok(()) => return Ok(None),
                Err(exchange::Obstacle::Failed(error)) => return Err(error),
                Err(exchange::Obstacle::Unfit(reason)) => Some(reason),
            }
        };
        in_place::write(&self.root, files, plan)?;
        Ok(reason)
    }
}
