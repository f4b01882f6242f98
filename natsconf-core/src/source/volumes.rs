//! How large the volumes of a machine are that is not this one: whoever deploys a configuration may know.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ReadError, Sources};

/// Sizes in bytes, by the folders at which volumes are mounted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Volumes(BTreeMap<PathBuf, i64>);

impl Volumes {
    /// The volume that a folder lies on: where it is mounted, and its size. `None` where that is not known.
    pub fn of(&self, folder: &Path) -> Option<(&Path, i64)> {
        folder.ancestors().find_map(|above| self.0.get_key_value(above)).map(|(mounted, size)| (&**mounted, *size))
    }
}

impl FromIterator<(PathBuf, i64)> for Volumes {
    fn from_iter<I: IntoIterator<Item = (PathBuf, i64)>>(volumes: I) -> Self {
        Volumes(volumes.into_iter().collect())
    }
}

/// The outside world, with volumes that are known.
#[derive(Clone, Copy)]
pub struct WithVolumes<'s> {
    /// All else.
    pub sources: &'s dyn Sources,
    /// The volumes.
    pub volumes: &'s Volumes,
}

impl Sources for WithVolumes<'_> {
    fn read(&self, path: &Path) -> Result<Arc<[u8]>, ReadError> {
        self.sources.read(path)
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.sources.variable(name)
    }

    fn list(&self, folder: &Path) -> Option<Vec<PathBuf>> {
        self.sources.list(folder)
    }

    fn volume(&self, folder: &Path) -> Option<(&Path, i64)> {
        self.volumes.of(folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lies_on_the_nearest_volume() {
        let volumes: Volumes = [("/data".into(), 1), ("/data/streams".into(), 2)].into_iter().collect();
        assert_eq!(volumes.of(Path::new("/data/streams/a")), Some((Path::new("/data/streams"), 2)));
        assert_eq!(volumes.of(Path::new("/data/")), Some((Path::new("/data"), 1)));
        assert_eq!(volumes.of(Path::new("/database")), None);
    }
}
