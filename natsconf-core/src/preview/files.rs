//! The files that a template can name, for `file` and its kin: those of the file system, relative to the folder of the
//! process, as Terraform has it.

use std::path::{Path, PathBuf};

use globset::GlobBuilder;

use crate::source::{ReadError, disk};
use crate::template::terraform::Host;

/// The file system, for templates.
#[derive(Debug, Clone, Copy, Default)]
pub struct TemplateFiles;

impl Host for TemplateFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        disk::read(Path::new(path)).map(|text| text.to_vec())
    }

    fn exists(&self, path: &str) -> Result<bool, ReadError> {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => Ok(true),
            Ok(_) => Err(ReadError::Other("not a regular file".to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(ReadError::Other(error.to_string())),
        }
    }

    fn find(&self, folder: &str, pattern: &str) -> Result<Vec<String>, ReadError> {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        // Without the pattern, which may hold a secret.
        let glob = glob.map_err(|error| ReadError::Other(error.kind().to_string()))?.compile_matcher();
        let folder = Path::new(folder);
        // What lies deeper cannot match, and may be large, or not to be read.
        let levels = if pattern.contains("**") { usize::MAX } else { pattern.matches('/').count() };
        let mut files = Vec::new();
        files_below(folder, 0, levels, &mut files).map_err(|error| ReadError::Other(error.to_string()))?;
        let inside = files.iter().filter_map(|file| file.strip_prefix(folder).ok());
        let mut found: Vec<_> =
            inside.filter(|file| glob.is_match(file)).map(|file| file.to_string_lossy().into_owned()).collect();
        found.sort();
        Ok(found)
    }

    fn absolute(&self, path: &str) -> Result<String, ReadError> {
        let absolute = std::path::absolute(path).map_err(|error| ReadError::Other(error.to_string()))?;
        Ok(absolute.to_string_lossy().into_owned())
    }

    fn home(&self) -> Result<String, ReadError> {
        let home = std::env::home_dir().ok_or_else(|| ReadError::Other("there is no home folder".to_owned()))?;
        Ok(home.to_string_lossy().into_owned())
    }
}

/// The regular files of a folder and those at most so many levels below it. Links to folders are followed, which can lead
/// around in a circle.
fn files_below(folder: &Path, depth: usize, levels: usize, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    const DEEPEST: usize = 64;
    if depth > DEEPEST {
        return Err(std::io::Error::other("the folders are nested too deeply"));
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if depth < levels {
                files_below(&path, depth + 1, levels, found)?;
            }
        } else if path.is_file() {
            found.push(path);
        }
    }
    Ok(())
}
