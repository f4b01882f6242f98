//! A new key under the name of an old one, which is kept.

use std::fs;
use std::path::{Path, PathBuf};

use natsconf_core::deployment::kept::{RETIRED, file_of, name_of};
use natsconf_core::identity::{PublicKey, Role, Seed, creds};

use super::{KeyFolder, Place, files_below, read_seed};
use crate::{Failure, Result};

fn is_seed_of(path: &Path, public: &str) -> bool {
    path.file_name().is_some_and(|name| name == format!("{public}.nk").as_str())
}

/// A key in the folder.
pub(crate) struct Listed {
    /// Its name.
    pub(crate) name: String,
    /// Its public half.
    pub(crate) public: PublicKey,
    /// Whether another one has taken its place.
    pub(crate) is_retired: bool,
}

impl KeyFolder {
    /// All keys, by name, each with those it replaced.
    pub(crate) fn list(&self) -> Result<Vec<Listed>> {
        let current = self.read()?.seeds.into_iter();
        let current = current.map(|(name, seed)| Listed { name, public: seed.public_key().clone(), is_retired: false });
        let mut listed: Vec<Listed> = current.chain(self.retired()?).collect();
        listed.sort_by(|a, b| (&a.name, a.is_retired).cmp(&(&b.name, b.is_retired)));
        Ok(listed)
    }

    fn retired(&self) -> Result<Vec<Listed>> {
        let folder = self.root.join(RETIRED);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let paths = files_below(&folder).map_err(|error| Failure::of(&folder, error))?;
        let seeds = paths.iter().filter(|path| path.extension().is_some_and(|end| end == "nk"));
        let listed = seeds.map(|path| {
            let inside = path.parent().and_then(|name| name.strip_prefix(&folder).ok()).unwrap_or(path);
            let public = read_seed(path)?.public_key().clone();
            // A folder has no extension to take away.
            Ok(Listed { name: name_of(&inside.with_added_extension("nk")), public, is_retired: true })
        });
        listed.collect()
    }

    /// Makes a new key of the same role; the old one is kept under `retired`: a user's is revoked by it. What comes back are the public keys, old and new.
    ///
    /// # Errors
    /// If there is no key of this name, or the folder cannot be written.
    pub(crate) fn rotate(&self, name: &str, random: &[u8; 32]) -> Result<(PublicKey, PublicKey)> {
        let path = self.root.join(file_of(name, "nk"));
        if !path.is_file() {
            return Err(Failure(format!("there is no key `{name}`: `natsconf keys list` shows their names")));
        }
        let old = read_seed(&path)?;
        let new = Seed::new(old.role(), random).map_err(|error| Failure(error.to_string()))?;
        let retired = self.retired_path(name, old.public_key());
        // Killed in between, the old key has both names, and is still the one that counts.
        if !retired.is_file() {
            let folder = retired.strip_prefix(&self.root).unwrap_or(&retired);
            self.write(folder, creds::seed_file(&old).expose(), Place::New)?;
        }
        self.write(&file_of(name, "nk"), creds::seed_file(&new).expose(), Place::Any)?;
        Ok((old.public_key().clone(), new.public_key().clone()))
    }

    /// Forgets a retired key. Of a user's, the public half stays: otherwise its credentials would count again.
    pub(crate) fn forget(&self, public: &str) -> Result<()> {
        let folder = self.root.join(RETIRED);
        let paths = if folder.is_dir() { files_below(&folder) } else { Ok(Vec::new()) };
        let paths = paths.map_err(|error| Failure::of(&folder, error))?;
        let Some(path) = paths.iter().find(|path| is_seed_of(path, public)) else {
            return Err(Failure(format!("there is no retired key `{public}`: `natsconf keys list` shows them")));
        };
        if read_seed(path)?.role() == Role::User {
            let inside = path.strip_prefix(&self.root).unwrap_or(path).with_extension("pub");
            self.write(&inside, "", Place::Any)?;
        }
        fs::remove_file(path).map_err(|error| Failure::of(path, error))
    }

    fn retired_path(&self, name: &str, public: &PublicKey) -> PathBuf {
        let folder = file_of(name, "nk").with_extension("");
        self.root.join(RETIRED).join(folder).join(format!("{public}.nk"))
    }
}
