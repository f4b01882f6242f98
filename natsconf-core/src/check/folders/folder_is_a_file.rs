//! A file in the place of a folder.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Resolver;
use crate::option::types::ResolverType;

static CODE: Code = code!("folder-is-a-file", Error, "folder_is_a_file.md");

pub(super) const RULE: Rule = Rule::of_surroundings(&CODE, check);

/// `processConfigFileLine` for the resolver, `Server.enableJetStream` for streams. What can be read as a file is no folder;
/// whether a folder can be written to is not known here.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let resolver = match config.resolver.as_deref() {
        Some(Resolver::Folder(folder)) if folder.resolver_type.as_deref() != Some(&ResolverType::Memory) => {
            folder.dir.as_ref()
        }
        _ => None,
    };
    let streams = config.store_folder().filter(|_| config.has_jetstream());
    for folder in [resolver, streams].into_iter().flatten().filter(|folder| given.files.is_file(folder)) {
        let found = CODE.at(folder.span(), format!("`{}` is a file, and a folder is needed here", &***folder));
        report.add(found.help("move the file away, or name another folder"));
    }
}
