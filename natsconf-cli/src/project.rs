//! `natsconf.toml`: what a project has decided. The one in the folder of a file counts for it, or else the nearest one
//! above.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use natsconf_core::Settings;
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::option::Spanned;
use natsconf_core::option::types::List;
use natsconf_core::project::{self, CodeName};
use natsconf_core::source::volumes::Volumes;
use natsconf_core::source::{Source, disk, normalize};

use crate::{Failure, Result};

/// The name of the file.
const FILE: &str = "natsconf.toml";

/// What a project has decided.
#[derive(Debug)]
pub(crate) struct Project {
    /// The server that its configurations are for.
    pub(crate) settings: Option<Settings>,
    /// The only findings to report, when there are any.
    pub(crate) select: Vec<String>,
    /// Findings not to report.
    pub(crate) ignore: Vec<String>,
    /// How large the volumes of its servers are.
    pub(crate) volumes: Volumes,
    /// What is wrong with the file.
    pub(crate) findings: Findings,
    folder: PathBuf,
    exclude: Gitignore,
}

impl Default for Project {
    /// Where there is no file.
    fn default() -> Self {
        Project {
            settings: None,
            select: Vec::new(),
            ignore: Vec::new(),
            volumes: Volumes::default(),
            findings: Findings::default(),
            folder: PathBuf::new(),
            exclude: Gitignore::empty(),
        }
    }
}

impl Project {
    /// The project of one file.
    pub(crate) fn of(file: &Path) -> Result<Arc<Self>> {
        Projects::default().of(file)
    }

    /// Reads the file in this folder.
    fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let text = disk::read(&path).map_err(|error| Failure::of(&path, error))?;
        let shown =
            std::env::current_dir().ok().and_then(|current| Some(path.strip_prefix(current).ok()?.to_path_buf()));
        let (read, findings) = project::Project::read(Source::new(shown.unwrap_or_else(|| path.clone()), text));
        let mut exclude = GitignoreBuilder::new(folder);
        for pattern in read.exclude.iter().flat_map(|patterns| patterns.iter()) {
            exclude.add_line(None, pattern).map_err(|error| Failure::of(&path, error))?;
        }
        let volumes = read.known_volumes();
        Ok(Project {
            settings: read.nats_version.and_then(|version| Settings::for_server(&version).ok()),
            select: names(read.select.as_ref()),
            ignore: names(read.ignore.as_ref()),
            volumes,
            findings,
            folder: folder.to_path_buf(),
            exclude: exclude.build().map_err(|error| Failure::of(&path, error))?,
        })
    }

    /// Whether a file of a folder is left out.
    pub(crate) fn excludes(&self, file: &Path) -> bool {
        let file = absolute(file);
        let inside = file.strip_prefix(&self.folder).ok().filter(|_| !self.exclude.is_empty());
        inside.is_some_and(|inside| self.exclude.matched_path_or_any_parents(inside, false).is_ignore())
    }
}

fn names(list: Option<&Spanned<List<CodeName>>>) -> Vec<String> {
    list.into_iter().flat_map(|list| list.iter()).map(|name| name.value.to_string()).collect()
}

/// Projects by the folders that they are for. Each file is read once.
#[derive(Default)]
pub(crate) struct Projects {
    of_folder: HashMap<PathBuf, Arc<Project>>,
}

impl Projects {
    /// The project of a file. Standard input lies in the current folder.
    pub(crate) fn of(&mut self, file: &Path) -> Result<Arc<Project>> {
        let file = absolute(file);
        self.nearest(file.parent().unwrap_or(&file))
    }

    fn nearest(&mut self, folder: &Path) -> Result<Arc<Project>> {
        if let Some(known) = self.of_folder.get(folder) {
            return Ok(known.clone());
        }
        let project = if folder.join(FILE).is_file() {
            Arc::new(Project::read(folder)?)
        } else if let Some(above) = folder.parent() {
            self.nearest(above)?
        } else {
            Arc::default()
        };
        self.of_folder.insert(folder.to_path_buf(), project.clone());
        Ok(project)
    }
}

/// A path from the root, without `.` and `..`.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).map_or_else(|_| path.to_path_buf(), |path| normalize(&path))
}
