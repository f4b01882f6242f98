//! The key folder: what a deployment keeps between renderings, apart from the rendered files. Seeds (`NAME.nk`), the
//! tokens signed with them (`NAME.jwt`), tokens and hashes of passwords (`NAME.secret`), and under `certs` what the
//! development authority issued.
//!
//! A seed is never overwritten, and on disk before any file that names its key: whenever natsconf is killed, no key is
//! lost. Nobody but the owner may enter the folder.

pub(crate) mod certificates;
mod rotate;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use natsconf_core::deployment::Kept;
use natsconf_core::deployment::kept::file_of;
use natsconf_core::identity::{Secret, Seed, creds};
use natsconf_core::source::disk::files_below;

use crate::folder::sync_all;
use crate::{Failure, Result};

/// As many files are brought to disk one by one.
const FEW: usize = 200;

/// The key folder of a deployment, which no other natsconf uses while this exists.
pub(crate) struct KeyFolder {
    root: PathBuf,
    _lock: File,
}

impl KeyFolder {
    /// Opens the folder, and makes it if it is not there. Waits until nobody else uses it.
    ///
    /// # Errors
    /// If it cannot be made or read, or others may enter it: then they may have read the keys already.
    pub(crate) fn open(root: &Path) -> Result<Self> {
        let failure = |error: io::Error| Failure::of(root, error);
        create_folder(root).map_err(failure)?;
        check_mode(root)?;
        let lock = File::open(root).map_err(failure)?;
        lock.lock().map_err(failure)?;
        Ok(KeyFolder { root: root.to_path_buf(), _lock: lock })
    }

    /// Opens a folder that must be there.
    pub(crate) fn existing(root: &Path) -> Result<Self> {
        if root.is_dir() { KeyFolder::open(root) } else { Err(Failure::of(root, "there is no such key folder")) }
    }

    /// A copy of a folder, which need not be there, to make keys in that are not kept.
    pub(crate) fn copy(from: &Path, to: &Path) -> Result<Self> {
        let copy = KeyFolder::open(to)?;
        if !from.is_dir() {
            return Ok(copy);
        }
        let original = KeyFolder::open(from)?;
        for path in files_below(from).map_err(|error| Failure::of(from, error))? {
            let inside = path.strip_prefix(&original.root).unwrap_or(&path);
            copy.write(inside, read_text(&path)?.expose(), Place::New)?;
        }
        Ok(copy)
    }

    /// All that is kept.
    pub(crate) fn read(&self) -> Result<Kept> {
        let mut kept = Kept::default();
        for path in files_below(&self.root).map_err(|error| Failure::of(&self.root, error))? {
            let inside = path.strip_prefix(&self.root).unwrap_or(&path);
            if Kept::has_file(inside) {
                let text = read_text(&path)?;
                kept.add_file(inside, text.expose()).map_err(|error| Failure::of(&path, error))?;
            }
        }
        Ok(kept)
    }

    /// Keeps what was made. When this returns it is on disk.
    pub(crate) fn keep(&self, made: &Kept) -> Result<()> {
        let seeds = made.seeds.iter().map(|(name, seed)| (file_of(name, "nk"), creds::seed_file(seed), Place::New));
        let tokens = made.tokens.iter().map(|(name, token)| (file_of(name, "jwt"), line(token), Place::Any));
        let secrets =
            made.secrets.iter().map(|(name, secret)| (file_of(name, "secret"), line(secret.expose()), Place::Any));
        self.write_all(&seeds.chain(tokens).chain(secrets).collect::<Vec<_>>())
    }

    /// Writes files. Many of them are brought to disk together, which takes a fraction of the time.
    fn write_all(&self, files: &[(PathBuf, Secret, Place)]) -> Result<()> {
        if files.len() <= FEW {
            return files.iter().try_for_each(|(inside, text, place)| self.write(inside, text.expose(), *place));
        }
        let failure = |error: io::Error| Failure::of(&self.root, error);
        let mut staged = Vec::with_capacity(files.len());
        for (inside, text, place) in files {
            let path = self.root.join(inside);
            let file = self.stage(&path, text.expose()).map_err(|error| Failure::of(&path, error))?;
            staged.push((file.into_temp_path(), path, *place));
        }
        sync_all(&self.root).map_err(failure)?;
        for (file, path, place) in staged {
            let placed = match place {
                Place::New => file.persist_noclobber(&path),
                Place::Any => file.persist(&path),
            };
            placed.map_err(|error| Failure::of(&path, error.error))?;
        }
        sync_all(&self.root).map_err(failure)
    }

    /// Writes a file under a name that it takes only when it is whole.
    fn write(&self, inside: &Path, text: &str, place: Place) -> Result<()> {
        let path = self.root.join(inside);
        self.try_write(&path, text, place).map_err(|error| Failure::of(&path, error))
    }

    fn try_write(&self, path: &Path, text: &str, place: Place) -> io::Result<()> {
        let folder = path.parent().unwrap_or(&self.root);
        let file = self.stage(path, text)?;
        file.as_file().sync_all()?;
        match place {
            Place::New => drop(file.persist_noclobber(path)?),
            Place::Any => drop(file.persist(path)?),
        }
        self.sync_up(folder)
    }

    /// A file that has not taken its name yet.
    fn stage(&self, path: &Path, text: &str) -> io::Result<NamedTempFile> {
        let folder = path.parent().unwrap_or(&self.root);
        create_folder(folder)?;
        // Made with mode 0600.
        let mut file = tempfile::Builder::new().prefix(".natsconf-").tempfile_in(folder)?;
        io::Write::write_all(&mut file, text.as_bytes())?;
        Ok(file)
    }

    /// Brings the names in a folder to disk, and those of the folders that lead to it.
    fn sync_up(&self, folder: &Path) -> io::Result<()> {
        folder.ancestors().take_while(|folder| folder.starts_with(&self.root)).try_for_each(sync_folder)
    }
}

/// A secret text as a line of a file.
fn line(text: &str) -> Secret {
    Secret::new(format!("{text}\n"))
}

/// Whether a file may take the place of another.
#[derive(Clone, Copy)]
enum Place {
    New,
    Any,
}

fn read_seed(path: &Path) -> Result<Seed> {
    creds::seed(read_text(path)?.expose()).map_err(|error| Failure::of(path, error))
}

fn read_text(path: &Path) -> Result<Secret> {
    check_mode(path)?;
    fs::read_to_string(path).map(Secret::new).map_err(|error| Failure::of(path, error))
}

#[cfg(unix)]
fn create_folder(path: &Path) -> io::Result<()> {
    std::os::unix::fs::DirBuilderExt::mode(fs::DirBuilder::new().recursive(true), 0o700).create(path)
}

#[cfg(not(unix))]
fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// What others may read they may have copied, which closing it now would not undo; so that is left to the owner.
#[cfg(unix)]
fn check_mode(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_err(|error| Failure::of(path, error))?.permissions().mode() & 0o777;
    let others = 0o077;
    if mode & others == 0 {
        return Ok(());
    }
    let words = format!(
        "others may use it (mode {mode:04o}), and it holds keys: close it with `chmod go= {}`, and rotate the keys if \
         somebody may have read them",
        path.display()
    );
    Err(Failure::of(path, words))
}

#[cfg(not(unix))]
fn check_mode(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
