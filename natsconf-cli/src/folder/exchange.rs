//! The new set is built beside the old one, and the two change places in one step.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{self, Manifest};
use super::plan::{Plan, Step};
use super::{Files, tools};

/// Why the folder was not exchanged.
pub(super) enum Obstacle {
    /// It cannot be, without harm to what others keep there.
    Unfit(String),
    /// Writing failed, as it would in any other way.
    Failed(io::Error),
}

impl From<io::Error> for Obstacle {
    fn from(error: io::Error) -> Self {
        Obstacle::Failed(error)
    }
}

/// Builds the set of `plan`, and puts it into the place of the old one.
pub(super) fn write(root: &Path, files: &Files, plan: &Plan) -> Result<(), Obstacle> {
    if std::env::current_dir().is_ok_and(|current| current.starts_with(root)) {
        return Err(Obstacle::Unfit("it is the working folder".to_owned()));
    }
    let stage = stage_of(root);
    let outcome = build(root, &stage, files, plan).and_then(|()| swap(root, &stage));
    if outcome.is_err() {
        tools::remove_tree(&stage)?;
        return outcome;
    }
    tools::sync_folder(root.parent().unwrap_or(root));
    // Until now the old folder was the one that others saw.
    Ok(retire(root, |_| true)?)
}

/// Removes what an earlier run left beside the folder: a set that was not finished, or the one that was replaced.
pub(super) fn clear(root: &Path) -> io::Result<()> {
    retire(root, |home| home.symlink_metadata().is_err())
}

/// Removes the folder beside the folder. What others made in it after the linking, or in its place, is brought home
/// where `is_newer` says so of its home.
fn retire(root: &Path, is_newer: impl Fn(&Path) -> bool) -> io::Result<()> {
    let stage = stage_of(root);
    if stage.symlink_metadata().is_err() {
        return Ok(());
    }
    let own = Manifest::read(&stage).unwrap_or_default().joined(&Manifest::read(root)?);
    for path in tools::files_below(&stage)? {
        let inside = path.strip_prefix(&stage).unwrap_or(&path);
        let home = root.join(inside);
        if inside == Path::new(manifest::NAME) {
            continue;
        }
        if own.made(&tools::text(inside)) || tools::same_file(&path, &home) || !is_newer(&home) {
            fs::remove_file(path)?;
        } else {
            fs::create_dir_all(home.parent().unwrap_or(root))?;
            fs::rename(&path, &home)?;
        }
    }
    // With the manifest, which told whose files those were.
    tools::remove_tree(&stage)
}

/// A hidden folder beside the folder, on the same file system.
fn stage_of(root: &Path) -> PathBuf {
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    root.with_file_name(format!(".{name}.natsconf-new"))
}

fn build(root: &Path, stage: &Path, files: &Files, plan: &Plan) -> Result<(), Obstacle> {
    let own: BTreeSet<&Path> = plan.before.files.keys().chain(files.keys()).flat_map(|path| folders(path)).collect();
    tools::create_folder(stage, true)?;
    // First, so that the next run knows its own files in a set that is not finished.
    tools::write(&stage.join(manifest::NAME), &plan.after.text(), true)?;
    if root.is_dir() {
        link(root, stage, Path::new(""), plan, &own)?;
    }
    for (path, file) in files {
        let target = stage.join(path);
        if plan.step(path) == Some(Step::Stay) {
            tools::protect(&target, file.secret)?;
            continue;
        }
        create_folders(root, stage, path)?;
        tools::write(&target, &file.bytes, file.secret)?;
        tools::keep_owner(&target, &root.join(path));
    }
    tools::close_secret_folders(stage, files)?;
    tools::copy_folder_mode(root, stage, files)?;
    tools::sync_all(stage)?;
    Ok(())
}

/// The folders that a path leads through.
fn folders(path: &str) -> impl Iterator<Item = &Path> {
    Path::new(path).ancestors().skip(1)
}

/// Links what stays from one folder into the other.
fn link(root: &Path, stage: &Path, inside: &Path, plan: &Plan, own: &BTreeSet<&Path>) -> Result<(), Obstacle> {
    for entry in fs::read_dir(root.join(inside))? {
        let entry = entry?;
        let path = inside.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            if !own.contains(path.as_path()) {
                return Err(Obstacle::Unfit(format!("it holds `{}`, which natsconf did not make", path.display())));
            }
            link(root, stage, &path, plan, own)?;
        } else if is_carried_over(&path, plan) {
            create_folders(root, stage, &tools::text(&path))?;
            fs::hard_link(entry.path(), stage.join(&path))
                .map_err(|error| Obstacle::Unfit(format!("`{}` cannot be linked: {error}", path.display())))?;
        }
    }
    Ok(())
}

fn is_carried_over(path: &Path, plan: &Plan) -> bool {
    let changes = matches!(plan.step(&tools::text(path)), Some(Step::Create | Step::Change | Step::Remove));
    path != Path::new(manifest::NAME) && !changes
}

/// The folders of a path, as they are in the folder itself where they exist.
fn create_folders(root: &Path, stage: &Path, path: &str) -> io::Result<()> {
    let mut missing: Vec<&Path> = folders(path).filter(|folder| !stage.join(folder).is_dir()).collect();
    while let Some(folder) = missing.pop() {
        let target = stage.join(folder);
        tools::create_folder(&target, false)?;
        if let Ok(metadata) = fs::metadata(root.join(folder)) {
            fs::set_permissions(&target, metadata.permissions())?;
            tools::keep_owner(&target, &root.join(folder));
        }
    }
    Ok(())
}

fn swap(root: &Path, stage: &Path) -> Result<(), Obstacle> {
    if root.symlink_metadata().is_err() {
        return Ok(fs::rename(stage, root)?);
    }
    tools::exchange(stage, root).map_err(|error| Obstacle::Unfit(format!("it cannot be exchanged: {error}")))
}
