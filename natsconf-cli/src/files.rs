//! Arguments → the files that they mean: `-` is standard input, a folder stands for the files ending in `.conf` below
//! it, without those that are hidden or that git ignores.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use natsconf_core::diagnostic::render::Findings;
use natsconf_core::source::disk;
use natsconf_core::source::{ReadError, Source};
use rayon::prelude::*;

use crate::progress::Progress;
use crate::project::{Project, Projects};
use crate::{Failure, Outcome, Result, output};

/// A file to work on.
#[derive(Debug)]
pub(crate) struct Input {
    /// `-` for standard input.
    pub(crate) path: PathBuf,
    /// Found in a folder, not named by itself.
    pub(crate) in_folder: bool,
    /// What counts for it.
    pub(crate) project: Arc<Project>,
}

impl Input {
    /// The file of an argument that must be one file, whose project nobody asks for.
    pub(crate) fn named(path: &Path) -> Self {
        Input { path: path.to_path_buf(), in_folder: false, project: Arc::default() }
    }

    pub(crate) fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }

    /// The text, under the name of the file.
    pub(crate) fn read(&self) -> std::result::Result<Source, ReadError> {
        let text = if self.is_stdin() { disk::read_stream(std::io::stdin().lock())? } else { disk::read(&self.path)? };
        Ok(Source::new(self.path.clone(), text))
    }
}

/// The files that paths stand for, each once, in the order of the paths and then of the names.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Vec<Input>> {
    let (mut inputs, mut projects) = (Vec::new(), Projects::default());
    for path in paths {
        if path.is_dir() {
            inputs.extend(in_folder(path, &mut projects)?);
        } else {
            inputs.push(Input { path: path.clone(), in_folder: false, project: projects.of(path)? });
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    inputs.retain(|input| seen.insert(input.path.clone()));
    Ok(inputs)
}

/// What is wrong with the projects of the files, each once.
pub(crate) fn project_findings(inputs: &[Input]) -> Vec<Findings> {
    let mut projects: Vec<&Arc<Project>> = Vec::new();
    for Input { project, .. } in inputs {
        if !project.findings.diagnostics.is_empty() && !projects.iter().any(|known| Arc::ptr_eq(known, project)) {
            projects.push(project);
        }
    }
    projects.into_iter().map(|project| project.findings.clone()).collect()
}

fn in_folder(folder: &Path, projects: &mut Projects) -> Result<Vec<Input>> {
    let walk = ignore::WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build();
    let (mut inputs, mut is_empty) = (Vec::new(), true);
    for entry in walk {
        let path = entry.map_err(|error| Failure(error.to_string()))?.into_path();
        // A link to a file counts, a link to a folder is not followed: it may lead around in a circle.
        if path.extension().is_some_and(|extension| extension == "conf") && path.is_file() {
            let path = path.strip_prefix(".").map_or(path.clone(), Path::to_path_buf);
            let project = projects.of(&path)?;
            is_empty = false;
            if !project.excludes(&path) {
                inputs.push(Input { path, in_folder: true, project });
            }
        }
    }
    if is_empty {
        return Err(Failure::of(folder, "no file in this folder ends in `.conf`"));
    }
    Ok(inputs)
}

/// Works on all files at once; what comes out has the order of the files. Those that could not be read are told about.
pub(crate) fn each<T: Send>(
    inputs: &[Input],
    work: impl Fn(&Input) -> Result<T> + Sync + Send,
) -> (Vec<(&Input, T)>, Outcome) {
    // One file is not worth starting threads.
    let results: Vec<_> = if let [input] = inputs {
        vec![work(input)]
    } else {
        let progress = Progress::over(inputs.len());
        inputs.par_iter().map(|input| progress.after(work(input))).collect()
    };
    let mut outcome = Outcome::Fine;
    let mut done = Vec::with_capacity(results.len());
    for (input, result) in inputs.iter().zip(results) {
        match result {
            Ok(result) => done.push((input, result)),
            Err(failure) => {
                output::complain(&failure);
                outcome = Outcome::Failed;
            }
        }
    }
    (done, outcome)
}
