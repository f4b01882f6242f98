//! A folder `jetstream` in a folder `jetstream`.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Switch;

static CODE: Code = code!("jetstream-folder-twice", Hint, "jetstream_folder_twice.md");

pub(super) const RULE: Rule = Rule::hint(&CODE, check);

/// `Server.EnableJetStream` adds `JetStreamStoreDir` to whatever path is set.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let block = match given.config.jetstream.as_deref() {
        Some(Switch::With(block)) => block.store_dir.as_ref(),
        _ => None,
    };
    for folder in block.into_iter().chain(&given.config.store_dir) {
        if folder.trim_end_matches('/').rsplit('/').next() == Some("jetstream") {
            let message =
                format!("the server adds a folder itself: streams lie in `{}/jetstream`", folder.trim_end_matches('/'));
            let found = CODE.at(folder.span(), message);
            report.add(found.help("leave out the last `jetstream`, unless streams are there already"));
        }
    }
}
