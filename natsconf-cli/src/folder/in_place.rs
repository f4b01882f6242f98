//! Files are replaced one after another, each as a whole: all are ready and on disk before the first takes its name.
//! Before that, the manifest names both what was and what will be, so a run that was killed in between is completed by
//! the next one, which takes neither for somebody else's work.

use std::fs;
use std::io;
use std::path::Path;

use super::manifest::{self, Manifest};
use super::plan::{Plan, Step};
use super::{Files, tools};

/// Holds the new files until they take their names.
const STAGE: &str = ".natsconf-new";

/// Removes what a run that was killed had made ready.
pub(super) fn clear(root: &Path) -> io::Result<()> {
    tools::remove_tree(&root.join(STAGE))
}

pub(super) fn write(root: &Path, files: &Files, plan: &Plan) -> io::Result<()> {
    let stage = root.join(STAGE);
    fs::create_dir_all(root)?;
    tools::create_folder(&stage, true)?;
    let is_written = |path: &str| matches!(plan.step(path), Some(Step::Create | Step::Change));
    let written: Vec<_> = files.iter().filter(|(path, _)| is_written(path)).collect();
    for (number, (path, file)) in written.iter().enumerate() {
        let staged = stage.join(number.to_string());
        tools::write(&staged, &file.bytes, file.secret)?;
        tools::keep_owner(&staged, &root.join(path));
    }
    write_manifest(root, &stage, &plan.after.clone().joined(&plan.before))?;
    for (number, (path, _)) in written.iter().enumerate() {
        let target = root.join(path);
        fs::create_dir_all(target.parent().unwrap_or(root))?;
        fs::rename(stage.join(number.to_string()), target)?;
    }
    for (path, _) in plan.steps_to_do().filter(|(_, step)| *step == Step::Remove) {
        fs::remove_file(root.join(path))?;
        remove_empty_folders(root, path);
    }
    for (path, file) in files {
        tools::protect(&root.join(path), file.secret)?;
    }
    tools::close_secret_folders(root, files)?;
    write_manifest(root, &stage, &plan.after)?;
    tools::remove_tree(&stage)
}

/// All that was staged is on disk before the manifest takes its name.
fn write_manifest(root: &Path, stage: &Path, manifest: &Manifest) -> io::Result<()> {
    let staged = stage.join(manifest::NAME);
    tools::write(&staged, &manifest.text(), true)?;
    tools::sync_all(stage)?;
    fs::rename(staged, root.join(manifest::NAME))?;
    tools::sync_folder(root);
    Ok(())
}

/// Folders that natsconf made for files that are gone, unless somebody put something into them.
fn remove_empty_folders(root: &Path, path: &str) {
    for folder in Path::new(path).ancestors().skip(1).filter(|folder| *folder != Path::new("")) {
        if fs::remove_dir(root.join(folder)).is_err() {
            return;
        }
    }
}
