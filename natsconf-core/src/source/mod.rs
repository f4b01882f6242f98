//! Where text comes from and how places in it are named: files by [`FileId`], ranges by [`Span`], and the
//! outside world by the trait [`Sources`], so that the core itself reads no file and no environment.

pub mod disk;
pub mod volumes;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The largest text that is read, in bytes (128 MiB). A leaf of the tree keeps its length in 27 bits.
pub const MAX_SOURCE_LEN: usize = (1 << 27) - 1;

/// One of the texts of a [`SourceMap`]: the main file, an included file, or the value of an environment variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u16);

impl FileId {
    /// The file that a command was asked to read; includes and variables follow it.
    pub const MAIN: FileId = FileId(0);
}

/// A byte range, end exclusive, in one of the texts of a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The text that it lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        Span { file, start, end }
    }

    /// The empty range at `offset`.
    pub const fn at(file: FileId, offset: u32) -> Self {
        Span { file, start: offset, end: offset }
    }

    /// The range for indexing the text.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One text and its name.
#[derive(Clone)]
pub struct Source {
    name: PathBuf,
    text: Arc<[u8]>,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// Names `text`; the name is what diagnostics show and, for a file, what includes are relative to.
    pub fn new(name: impl Into<PathBuf>, text: impl Into<Arc<[u8]>>) -> Self {
        Source { name: name.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// The path of the file as it was given, `-` for standard input, `$NAME` for an environment variable.
    pub fn name(&self) -> &Path {
        &self.name
    }

    /// The bytes, as read. They need not be UTF-8: the server does not ask for it.
    pub fn text(&self) -> &Arc<[u8]> {
        &self.text
    }

    /// The lines of the text, found once, when first asked for.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.text, offset)
    }
}

impl fmt::Debug for Source {
    /// Leaves out the text, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("name", &self.name).field("len", &self.text.len()).finish_non_exhaustive()
    }
}

/// A place for people: line and column from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1. A byte that is no UTF-8 counts as one character.
    pub column: u32,
}

/// Offsets at which lines start. A line ends with `\n`, as the server counts.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the line starts of `text`.
    pub fn new(text: &[u8]) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text).map(|newline| offset(newline + 1)));
        LineIndex { starts }
    }

    /// How many lines there are; a last line without text counts.
    pub fn len(&self) -> u32 {
        offset(self.starts.len())
    }

    /// Never: even the empty text has one line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The line, from 1, that holds the byte at `at`.
    pub fn line(&self, at: u32) -> u32 {
        offset(self.starts.partition_point(|start| *start <= at))
    }

    /// The byte range of a line, from 1, without its line end.
    pub fn range(&self, text: &[u8], line: u32) -> std::ops::Range<usize> {
        let index = line.max(1) as usize - 1;
        let start = self.starts.get(index).map_or(text.len(), |start| *start as usize);
        let end = self.starts.get(index + 1).map_or(text.len(), |next| *next as usize - 1);
        let end = if end > start && text[end - 1] == b'\r' { end - 1 } else { end };
        start..end
    }

    /// Line and column of a byte offset of `text`.
    pub fn position(&self, text: &[u8], at: u32) -> Position {
        let at = at.min(offset(text.len()));
        let line = self.line(at);
        let start = self.starts[line as usize - 1];
        let before = &text[start as usize..at as usize];
        Position { line, column: 1 + offset(String::from_utf8_lossy(before).chars().count()) }
    }
}

/// All texts that one configuration was read from.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// Adds a text. `None` when there are as many as a [`FileId`] can count.
    pub fn add(&mut self, source: Source) -> Option<FileId> {
        let id = u16::try_from(self.sources.len()).ok()?;
        self.sources.push(source);
        Some(FileId(id))
    }

    /// Puts another text in the place of the main file, when there is one: the places in it have been led over.
    pub(crate) fn replace_main(&mut self, source: Source) {
        if let Some(main) = self.sources.first_mut() {
            *main = source;
        }
    }

    /// The text with this id; every id comes from [`SourceMap::add`] of the same map.
    pub fn get(&self, file: FileId) -> &Source {
        &self.sources[usize::from(file.0)]
    }

    /// The bytes of a span.
    pub fn text(&self, span: Span) -> &[u8] {
        &self.get(span.file).text()[span.range()]
    }

    /// All texts with their ids, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..=u16::MAX).map(FileId).zip(&self.sources)
    }
}

/// The outside world, as much of it as a configuration can name: files to include and environment variables.
pub trait Sources {
    /// The bytes of a file, named by the path that the include resolves to.
    ///
    /// # Errors
    /// Whatever keeps the file from being read, in words for the user.
    fn read(&self, path: &Path) -> Result<Arc<[u8]>, ReadError>;

    /// The value of an environment variable.
    fn variable(&self, name: &str) -> Option<String>;

    /// All files below a folder, but hidden ones, by name. None for what is no folder, and where folders are not listed.
    fn list(&self, _folder: &Path) -> Option<Vec<PathBuf>> {
        None
    }

    /// The volume that a folder lies on: where it is mounted, and its size in bytes. None where nobody said.
    fn volume(&self, _folder: &Path) -> Option<(&Path, i64)> {
        None
    }
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// There is no such file.
    NotFound,
    /// It lies outside the folder that reading is confined to.
    Outside,
    /// This process may not read it.
    Denied,
    /// It holds more than [`MAX_SOURCE_LEN`] bytes.
    TooLarge,
    /// Anything else, in the operating system's words.
    Other(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::NotFound => f.write_str("no such file"),
            ReadError::Outside => f.write_str("outside the folder that includes are confined to"),
            ReadError::Denied => f.write_str("permission denied"),
            ReadError::TooLarge => write!(f, "larger than {} MiB, the most that is read", (MAX_SOURCE_LEN + 1) >> 20),
            ReadError::Other(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for ReadError {}

/// Files and variables held in memory: for tests, the browser, and hosts without a file system.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// Files by normalized path.
    pub files: BTreeMap<PathBuf, Vec<u8>>,
    /// Environment variables.
    pub variables: BTreeMap<String, String>,
}

impl Memory {
    /// Holds files, their paths in any form, and variables.
    pub fn new(files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>, variables: BTreeMap<String, String>) -> Self {
        let files = files.into_iter().map(|(path, text)| (normalize(&path), text)).collect();
        Memory { files, variables }
    }
}

impl Sources for Memory {
    fn read(&self, path: &Path) -> Result<Arc<[u8]>, ReadError> {
        self.files.get(&normalize(path)).map(|text| Arc::from(text.as_slice())).ok_or(ReadError::NotFound)
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn list(&self, folder: &Path) -> Option<Vec<PathBuf>> {
        let folder = normalize(folder);
        let inside = |path: &Path| match path.strip_prefix(&folder) {
            Ok(inside) => !inside.iter().any(|part| part.as_encoded_bytes().starts_with(b".")),
            Err(_) => false,
        };
        let files: Vec<PathBuf> = self.files.keys().filter(|path| **path != folder && inside(path)).cloned().collect();
        (!files.is_empty()).then_some(files)
    }
}

/// Joins an include to the folder of the including file, as Go's `filepath.Join`: an absolute include is relative
/// too, and `..` is taken off by name, without asking the file system.
pub fn join(folder: &Path, include: &Path) -> PathBuf {
    let mut joined = folder.to_path_buf();
    joined.extend(include.components().filter(|part| !matches!(part, Component::RootDir | Component::Prefix(_))));
    normalize(&joined)
}

/// Takes `.` and `..` out of a path by name, as Go's `filepath.Clean`; `.` for the empty path.
pub fn normalize(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => match clean.components().next_back() {
                Some(Component::Normal(_)) => {
                    clean.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                _ => clean.push(".."),
            },
            other => clean.push(other),
        }
    }
    if clean.as_os_str().is_empty() { PathBuf::from(".") } else { clean }
}

/// Offsets fit in 32 bits, since no text is longer than [`MAX_SOURCE_LEN`].
#[expect(clippy::cast_possible_truncation, reason = "bounded by MAX_SOURCE_LEN")]
pub(crate) const fn offset(at: usize) -> u32 {
    at as u32
}
