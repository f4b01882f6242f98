//! Streams that a restart of the machine removes.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("jetstream-in-temporary-folder", Warning, "jetstream_in_temporary_folder.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.EnableJetStream`, which says so in its log, and takes a folder `nats` of `os.TempDir`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(jetstream) = config.jetstream.as_ref().filter(|_| config.has_jetstream()) else { return };
    if config.store_folder().is_some() {
        return;
    }
    let found = report.lacking(&CODE, jetstream.span(), "streams are kept in the temporary folder of the system");
    if let Some(found) = found {
        report.add(found.help("set `store_dir` to a folder on a disk that stays"));
    }
}
