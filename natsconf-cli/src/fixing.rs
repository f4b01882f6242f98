//! Fixes, applied in memory until there is none left; what the files hold then is written, or shown.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use natsconf_core::diagnostic::fix::apply_fixes;
use natsconf_core::diagnostic::render::{self, Findings};
use natsconf_core::source::{ReadError, Source, Sources};
use similar::TextDiff;

use crate::project::absolute;
use crate::{Result, write};

/// A fix may make room for another. Those that chase each other end here.
const ROUNDS: usize = 10;

/// Files as fixes leave them, over those of the disk.
pub(crate) struct Fixing<'a> {
    disk: &'a (dyn Sources + Sync),
    /// By their absolute paths: two configurations may call the same file by different names.
    files: BTreeMap<PathBuf, Fixed>,
    /// How many findings were mended.
    pub(crate) count: usize,
}

struct Fixed {
    path: PathBuf,
    before: Arc<[u8]>,
    after: Arc<[u8]>,
}

impl<'a> Fixing<'a> {
    pub(crate) fn over(disk: &'a (dyn Sources + Sync)) -> Self {
        Fixing { disk, files: BTreeMap::new(), count: 0 }
    }

    /// Fixes what is found in a configuration. `check` finds it, given its text as it is by then.
    pub(crate) fn fix(
        &mut self,
        main: &Source,
        unsafe_too: bool,
        check: impl Fn(Source, &dyn Sources) -> Result<Findings>,
    ) -> Result<()> {
        for _ in 0..ROUNDS {
            let text =
                self.files.get(&absolute(main.name())).map_or_else(|| main.text().clone(), |fixed| fixed.after.clone());
            let findings = check(Source::new(main.name(), text), self)?;
            let changed = apply_fixes(&findings, unsafe_too);
            if changed.is_empty() {
                break;
            }
            for file in changed {
                let source = findings.sources.get(file.id);
                let (path, before) = (source.name().to_path_buf(), source.text().clone());
                let fixed = self.files.entry(absolute(&path));
                let fixed = fixed.or_insert_with(|| Fixed { path, after: before.clone(), before });
                fixed.after = file.text.into();
                self.count += file.fixes;
            }
        }
        Ok(())
    }

    /// Writes the files, each as a whole.
    pub(crate) fn write(&self) -> Result<()> {
        self.files.values().try_for_each(|fixed| write::replace(&fixed.path, &fixed.after))
    }

    /// What would change.
    pub(crate) fn diff(&self) -> String {
        self.files.values().map(|Fixed { path, before, after }| diff(path, before, after)).collect()
    }
}

impl Sources for Fixing<'_> {
    fn read(&self, path: &Path) -> std::result::Result<Arc<[u8]>, ReadError> {
        // Also what is fixed stays out of reach where the disk says so.
        let text = self.disk.read(path)?;
        Ok(self.files.get(&absolute(path)).map_or(text, |fixed| fixed.after.clone()))
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.disk.variable(name)
    }

    fn list(&self, folder: &Path) -> Option<Vec<PathBuf>> {
        self.disk.list(folder)
    }
}

/// The change of a file as people read it. It often lands in the logs of CI, so it shows no secret.
pub(crate) fn diff(path: &Path, before: &[u8], after: &[u8]) -> String {
    let name = path.display();
    let (before, after) = (render::mask(before), render::mask(after));
    let diff = TextDiff::from_lines(&before, &after);
    diff.unified_diff().header(&format!("{name} (before)"), &format!("{name} (after)")).to_string()
}
