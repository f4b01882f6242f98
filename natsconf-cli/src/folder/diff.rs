//! Changes as people read them. They often land in the logs of CI, so they show no secret.

use std::path::Path;

use natsconf_core::deployment::RenderedFile;
use natsconf_core::diagnostic::render::mask;
use similar::TextDiff;

/// The unified diff of one file.
pub(super) fn unified(path: &str, old: Option<&[u8]>, new: Option<&RenderedFile>) -> String {
    let (before, after) = (name("a", path, old.is_some()), name("b", path, new.is_some()));
    // Whether the old file was secret is not known where there is no new one; then it shows as little as a secret one.
    if new.is_none_or(|file| file.secret) && !is_configuration(path) {
        return format!("--- {before}\n+++ {after}\n@@ .. @@\n");
    }
    let (old, new) = (mask(old.unwrap_or_default()), mask(new.map_or(&[][..], |file| &file.bytes)));
    let text = TextDiff::from_lines(&old, &new).unified_diff().header(&before, &after).to_string();
    if text.is_empty() { format!("--- {before}\n+++ {after}\n@@ .. @@\n") } else { text }
}

/// What [`mask`] can read.
fn is_configuration(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "conf")
}

fn name(side: &str, path: &str, exists: bool) -> String {
    if exists { format!("{side}/{path}") } else { "/dev/null".to_owned() }
}
