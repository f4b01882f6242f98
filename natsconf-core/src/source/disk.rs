//! Files of the file system as [`Sources`]. A configuration names the files to read, so nothing that it can name may
//! hang or flood the reader: pipes, devices and folders are refused, sizes are bounded, and a file that another
//! process is writing is read again.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{MAX_SOURCE_LEN, ReadError, Sources};

/// How often a file is read anew when it changes meanwhile.
const ATTEMPTS: usize = 3;

/// The file system, and environment variables that were taken from somewhere once.
#[derive(Clone, Default)]
pub struct Disk {
    variables: BTreeMap<String, String>,
    root: Option<PathBuf>,
}

impl Disk {
    /// Reads any file; `variables` is all of the environment that a configuration sees.
    pub fn new(variables: BTreeMap<String, String>) -> Self {
        Disk { variables, root: None }
    }

    /// Confines reading to a folder and what is below it, wherever symbolic links lead.
    ///
    /// # Errors
    /// If the folder cannot be found.
    pub fn confined_to(mut self, root: &Path) -> Result<Self, ReadError> {
        let root = root.canonicalize().map_err(|error| read_error(&error))?;
        if !root.is_dir() {
            return Err(ReadError::Other("not a folder".to_owned()));
        }
        self.root = Some(root);
        Ok(self)
    }
}

impl std::fmt::Debug for Disk {
    /// Leaves out the variables, which may be secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Disk").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Sources for Disk {
    fn read(&self, path: &Path) -> Result<Arc<[u8]>, ReadError> {
        let Some(root) = &self.root else {
            return read(path);
        };
        let real = path.canonicalize().map_err(|error| read_error(&error))?;
        if real.starts_with(root) { read(&real) } else { Err(ReadError::Outside) }
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }
}

/// Files whose names are relative to a folder, such as that of the file which names them. There are no variables.
#[derive(Debug, Clone)]
pub struct Beside {
    folder: PathBuf,
}

impl Beside {
    /// Files relative to this folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Beside { folder: folder.into() }
    }

    /// Files relative to the folder of this one.
    pub fn file(file: &Path) -> Self {
        Beside::new(file.parent().unwrap_or(Path::new("")))
    }
}

impl Sources for Beside {
    fn read(&self, path: &Path) -> Result<Arc<[u8]>, ReadError> {
        read(&self.folder.join(path))
    }

    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn list(&self, folder: &Path) -> Option<Vec<PathBuf>> {
        let files = files_below(&self.folder.join(folder)).ok()?;
        Some(files.iter().map(|file| file.strip_prefix(&self.folder).unwrap_or(file).to_path_buf()).collect())
    }
}

/// The bytes of a file, with no folder to stay in.
///
/// # Errors
/// Whatever keeps it from being read as a whole.
pub fn read(path: &Path) -> Result<Arc<[u8]>, ReadError> {
    for _ in 0..ATTEMPTS {
        if let Some(text) = attempt(path)? {
            return Ok(text);
        }
    }
    Err(ReadError::Other("it changes while it is read".to_owned()))
}

/// All files below a folder but hidden ones, by name. Links to folders are files, so nothing goes round.
///
/// # Errors
/// If a folder cannot be read.
pub fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = std::fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b".")) {
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// The bytes of a stream, such as standard input.
///
/// # Errors
/// If reading fails, or there are too many.
pub fn read_stream(stream: impl Read) -> Result<Arc<[u8]>, ReadError> {
    let mut text = Vec::new();
    let limit = MAX_SOURCE_LEN as u64 + 1;
    stream.take(limit).read_to_end(&mut text).map_err(|error| read_error(&error))?;
    if text.len() > MAX_SOURCE_LEN { Err(ReadError::TooLarge) } else { Ok(text.into()) }
}

/// Reads a file; `None` if it changed meanwhile.
fn attempt(path: &Path) -> Result<Option<Arc<[u8]>>, ReadError> {
    // Opening a pipe would wait for a writer, so its kind is asked for first.
    let before = std::fs::metadata(path).map_err(|error| read_error(&error))?;
    regular(&before)?;
    let mut file = File::open(path).map_err(|error| read_error(&error))?;
    let text = if before.len() == 0 { read_stream(&file)? } else { read_sized(&mut file, before.len())? };
    let after = file.metadata().map_err(|error| read_error(&error))?;
    // Files of pseudo file systems have text, but no length.
    let whole = before.len() == 0 || before.len() == text.len() as u64;
    let same = before.len() == after.len() && before.modified().ok() == after.modified().ok();
    Ok((whole && same).then_some(text))
}

fn regular(metadata: &Metadata) -> Result<(), ReadError> {
    let reason = match metadata {
        metadata if metadata.is_file() => return Ok(()),
        metadata if metadata.is_dir() => "it is a folder, not a file",
        _ => "it is a pipe or device, not a file",
    };
    Err(ReadError::Other(reason.to_owned()))
}

/// Reads as many bytes as the file had, and looks whether there are more. A vector would have to be copied to be shared.
fn read_sized(file: &mut File, len: u64) -> Result<Arc<[u8]>, ReadError> {
    let len = usize::try_from(len).ok().filter(|len| *len <= MAX_SOURCE_LEN).ok_or(ReadError::TooLarge)?;
    let mut text: Arc<[u8]> = std::iter::repeat_n(0, len).collect();
    let buffer = Arc::get_mut(&mut text).unwrap_or_default();
    match file.read_exact(buffer) {
        // Cut short meanwhile: the length will differ.
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(Arc::default()),
        Err(error) => Err(read_error(&error)),
        Ok(()) => Ok(text),
    }
}

/// The words of the operating system, without its error number.
fn read_error(error: &io::Error) -> ReadError {
    match error.kind() {
        ErrorKind::NotFound => return ReadError::NotFound,
        ErrorKind::PermissionDenied => return ReadError::Denied,
        _ => {}
    }
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    ReadError::Other(first.into_iter().chain(letters).collect())
}
