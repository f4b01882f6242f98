//! More storage than any machine has.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::{Size, StorageSize, Switch};

static CODE: Code = code!("storage-limit-too-large", Warning, "storage_limit_too_large.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// 500 TB of disk, and 100 TB of memory: several times what the largest machines for rent have.
const MOST: (StorageSize, StorageSize) = (StorageSize(500_000_000_000_000), StorageSize(100_000_000_000_000));

/// `Server.dynJetStreamConfig` looks how much there is only where no limit is set: streams are then made that cannot grow
/// as promised, and the disk runs full (nats-server#3672).
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(Switch::With(jetstream)) = given.config.jetstream.as_deref() else { return };
    let file = jetstream.max_file_store.as_ref().filter(|size| ***size > MOST.0).map(|size| (size, "disk"));
    let memory = jetstream.max_memory_store.as_ref().filter(|size| ***size > MOST.1).map(|size| (size, "memory"));
    for (size, what) in file.into_iter().chain(memory) {
        let found = CODE.at(size.span(), format!("no machine has {} of {what}", Size(size.0)));
        report.add(found.help("write what there is; without a limit, the server takes three quarters of it"));
    }
}
