//! `settings` are the user's own, and so are accounts in a configuration: what servers would refuse of them is found in the
//! rendered configuration, where they stand beside the rest.

use std::path::PathBuf;

use super::Rendered;
use super::plan::{Plan, Server};
use super::spec::Mode;
use super::targets::conf::{SETTINGS, SHARED, config_file};
use crate::diagnostic::Severity;
use crate::diagnostic::render::Findings;
use crate::option::types::Toggle;
use crate::source::{FileId, Memory, Source};
use crate::{Checked, Settings};

/// The errors in the settings, and in the accounts, of a server of the first cluster and of a leaf node: all others have the
/// same.
pub(super) fn refused(plan: &Plan, rendered: &Rendered) -> Option<Findings> {
    if plan.deployment.settings.is_none() && plan.mode() == Mode::Operator {
        return None;
    }
    let leaf = plan.servers.iter().find(|server| server.leaf.is_some());
    let servers = plan.servers.first().into_iter().chain(leaf);
    servers.map(|server| found(plan, server, rendered)).find(|findings| !findings.diagnostics.is_empty())
}

fn found(plan: &Plan, server: &Server, rendered: &Rendered) -> Findings {
    let file = config_file(plan, server);
    let text = rendered.files.get(&file).map(|file| file.bytes.clone()).unwrap_or_default();
    let heading = format!("# {SETTINGS}\n");
    let start = text.windows(heading.len()).rposition(|bytes| bytes == heading.as_bytes()).unwrap_or(text.len());
    let settings = Settings { version: plan.version, ..Settings::default() };
    let Checked { values, mut diagnostics, .. } =
        crate::check(Source::new(file, text), &beside(plan, server, rendered), &settings);
    diagnostics.retain(|found| {
        let span = found.primary.span;
        let own = if span.file == FileId::MAIN { span.start as usize >= start } else { plan.mode() == Mode::Accounts };
        own && found.severity() == Severity::Error
    });
    Findings { sources: values.into_sources(), diagnostics }
}

/// What the configuration names. Of the account JWTs, which settings have nothing to do with and which may be many, none.
fn beside(plan: &Plan, server: &Server, rendered: &Rendered) -> Memory {
    let includes = SHARED.iter().filter_map(|name| rendered.files.get_key_value(&format!("config/{name}.conf")));
    let files = includes.map(|(path, file)| {
        let bytes = if path.ends_with("preload.conf") { Vec::new() } else { file.bytes.clone() };
        (PathBuf::from(path), bytes)
    });
    let mut memory = Memory::new(files, std::collections::BTreeMap::new());
    let name = plan.name_variable(server).map(|variable| (variable.to_owned(), server.name.clone()));
    let jetstream = plan.deployment.jetstream.as_deref().and_then(Toggle::block);
    let key = jetstream.and_then(|jetstream| jetstream.key_variable.as_ref());
    memory.variables.extend(name.into_iter().chain(key.map(|variable| (variable.to_string(), "key".to_owned()))));
    memory
}
