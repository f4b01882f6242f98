//! What has to be done for a folder to hold a set of files.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::manifest::{self, Manifest};
use super::{Files, diff, tools};
use crate::{Failure, Result};

/// What becomes of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// There is none yet.
    Create,
    /// It holds something else.
    Change,
    /// natsconf made it, and no longer does.
    Remove,
    /// It holds what it should.
    Stay,
    /// natsconf made it and no longer does, but somebody edited it since: it is theirs.
    Leave,
}

/// The steps for a set of files, by path.
#[derive(Debug)]
pub(crate) struct Plan {
    root: PathBuf,
    steps: BTreeMap<String, Step>,
    pub(super) before: Manifest,
    pub(super) after: Manifest,
}

impl Plan {
    /// # Errors
    /// If a file cannot be read, or is somebody else's and must not be replaced.
    pub(super) fn new(root: &Path, files: &Files, force: bool) -> Result<Self> {
        let before = Manifest::read(root).map_err(|error| Failure::of(root, error))?;
        let mut steps = BTreeMap::new();
        let mut foreign = Vec::new();
        for (path, file) in files {
            check(path)?;
            let step = match read(root, path)? {
                None => Step::Create,
                Some(bytes) if bytes == file.bytes => Step::Stay,
                Some(bytes) if force || before.wrote(path, &bytes) => Step::Change,
                Some(_) => {
                    foreign.push(path);
                    continue;
                }
            };
            steps.insert(path.clone(), step);
        }
        if let Some(path) = foreign.first() {
            let what = if before.made(path) { "somebody edited it" } else { "natsconf did not make it" };
            let others = if foreign.len() > 1 { format!(", and {} more", foreign.len() - 1) } else { String::new() };
            let words = format!("{what}: it is not overwritten without `--force`{others}");
            return Err(Failure::of(&root.join(path), words));
        }
        for path in before.files.keys().filter(|path| !files.contains_key(*path)) {
            // A manifest that was tampered with must not lead out of the folder.
            check(path)?;
            match read(root, path)? {
                None => continue,
                Some(bytes) if before.wrote(path, &bytes) => steps.insert(path.clone(), Step::Remove),
                Some(_) => steps.insert(path.clone(), Step::Leave),
            };
        }
        Ok(Plan { root: root.to_path_buf(), steps, before, after: Manifest::of(files) })
    }

    /// Notes where the description of the files is.
    pub(crate) fn described_by(mut self, description: &Path) -> Self {
        self.after.description = Some(relative(description, &self.root));
        self
    }

    /// The files that are not as they should be.
    pub(crate) fn changed(&self) -> Vec<&str> {
        self.steps_to_do().map(|(path, _)| path).collect()
    }

    pub(super) fn step(&self, path: &str) -> Option<Step> {
        self.steps.get(path).copied()
    }

    /// The files that become others.
    pub(super) fn steps_to_do(&self) -> impl Iterator<Item = (&str, Step)> {
        let steps = self.steps.iter().map(|(path, step)| (path.as_str(), *step));
        steps.filter(|(_, step)| matches!(step, Step::Create | Step::Change | Step::Remove))
    }

    /// Whether anything has to be written, be it only what natsconf knows of its files.
    pub(super) fn is_needed(&self) -> bool {
        self.before != self.after || self.steps_to_do().next().is_some()
    }

    /// Whether a file becomes another.
    pub(crate) fn has_changes(&self) -> bool {
        self.steps_to_do().next().is_some()
    }

    /// One line per file that becomes another, and how many there are of each kind.
    pub(crate) fn summary(&self, done: bool) -> String {
        let mut lines = String::new();
        for (path, step) in &self.steps {
            let word = match step {
                Step::Create => "create",
                Step::Change => "change",
                Step::Remove => "remove",
                Step::Leave => "leave (edited)",
                Step::Stay => continue,
            };
            lines.extend(["  ", word, " ", path, "\n"]);
        }
        lines + &self.counts(done)
    }

    fn counts(&self, done: bool) -> String {
        let count = |wanted| self.steps.values().filter(|step| **step == wanted).count();
        let will = if done { "" } else { "to be " };
        let counts = [(Step::Create, "created"), (Step::Change, "changed"), (Step::Remove, "removed")]
            .map(|(step, word)| format!("{} {will}{word}", count(step)));
        format!("{}: {}, {} unchanged", self.root.display(), counts.join(", "), count(Step::Stay))
    }

    /// The changes as a unified diff without secrets.
    pub(crate) fn diff(&self, files: &Files) -> Result<String> {
        let mut text = String::new();
        for (path, _) in self.steps_to_do() {
            text += &diff::unified(path, read(&self.root, path)?.as_deref(), files.get(path));
        }
        Ok(text)
    }
}

/// A path must stay in the folder, and not be the manifest.
fn check(path: &str) -> Result<()> {
    let stays = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if !stays || path.is_empty() || path.split('/').next() == Some(manifest::NAME) {
        return Err(Failure(format!("`{path}` is no path in an output folder")));
    }
    Ok(())
}

fn read(root: &Path, path: &str) -> Result<Option<Vec<u8>>> {
    let path = root.join(path);
    tools::read(&path).map_err(|error| Failure::of(&path, error))
}

/// A path as seen from a folder; both are taken from the root.
fn relative(path: &Path, folder: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let shared = path.iter().zip(folder.iter()).take_while(|(one, other)| one == other).count();
    let up = folder.iter().skip(shared).map(|_| std::ffi::OsStr::new(".."));
    up.chain(path.iter().skip(shared)).collect::<PathBuf>().to_string_lossy().into_owned()
}
