//! The files that a template can name, for `file` and its kin: those of the file system, relative to the folder of the
//! process, as Terraform has it.

use std::path::Path;

use natsconf_core::source::{ReadError, disk};
use natsconf_core::template::terraform::Host;

/// The file system, for templates.
pub(crate) struct TemplateFiles;

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
        let glob = globset::GlobBuilder::new(pattern).literal_separator(true).build();
        let glob = glob.map_err(|error| ReadError::Other(error.to_string()))?.compile_matcher();
        let walk = ignore::WalkBuilder::new(folder).standard_filters(false).sort_by_file_name(Ord::cmp).build();
        let files = walk.filter_map(Result::ok).filter(|entry| entry.path().is_file());
        let inside = files.filter_map(|entry| Some(entry.path().strip_prefix(folder).ok()?.to_path_buf()));
        Ok(inside.filter(|path| glob.is_match(path)).map(|path| path.to_string_lossy().into_owned()).collect())
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
