//! A folder for what changes among files that do not.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Resolver;

static CODE: Code = code!("folder-below-etc", Hint, "folder_below_etc.md");

pub(super) const RULE: Rule = Rule::hint(&CODE, check);

/// `NewDirAccResolver` and `Server.EnableJetStream` create these folders and write to them.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let resolver = match config.resolver.as_deref() {
        Some(Resolver::Folder(folder)) => folder.dir.as_ref(),
        _ => None,
    };
    for folder in [resolver, config.store_folder()].into_iter().flatten() {
        if folder.starts_with("/etc/") {
            let message =
                "the server writes to this folder, and what lies below `/etc` is often read-only in containers";
            report.add(CODE.at(folder.span(), message).help("name a folder of a volume, as in `/data/resolver`"));
        }
    }
}
