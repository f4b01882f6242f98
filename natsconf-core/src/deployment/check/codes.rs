//! What can be wrong with a description beyond the form of its values.

use crate::diagnostic::{Code, code};

pub(in crate::deployment) static CONTRADICTION: Code = code!("deployment-contradiction", Error, "contradiction.md");
pub(super) static DUPLICATE_NAME: Code = code!("deployment-duplicate-name", Error, "duplicate_name.md");
pub(super) static FOLDER: Code = code!("deployment-folder", Error, "folder.md");
pub(in crate::deployment) static IMPORT: Code = code!("deployment-import", Error, "import.md");
pub(super) static INCOMPLETE: Code = code!("deployment-incomplete", Error, "incomplete.md");
pub(super) static NOT_EXPORTED: Code = code!("deployment-not-exported", Error, "not_exported.md");
pub(super) static OTHER_MODE: Code = code!("deployment-other-mode", Error, "other_mode.md");
pub(super) static RENDERED_OPTION: Code = code!("deployment-rendered-option", Error, "rendered_option.md");
pub(in crate::deployment) static UNKNOWN_NAME: Code = code!("deployment-unknown-name", Error, "unknown_name.md");
pub(in crate::deployment) static UNSIGNED: Code = code!("deployment-unsigned", Warning, "unsigned.md");

/// The codes of this file.
pub(crate) static CODES: [&Code; 10] = [
    &CONTRADICTION,
    &DUPLICATE_NAME,
    &FOLDER,
    &IMPORT,
    &INCOMPLETE,
    &NOT_EXPORTED,
    &OTHER_MODE,
    &RENDERED_OPTION,
    &UNKNOWN_NAME,
    &UNSIGNED,
];
