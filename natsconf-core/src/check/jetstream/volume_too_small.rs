//! Streams that may fill their volume.

use std::path::Path;

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Resolver;
use crate::option::types::{Size, Switch};

static CODE: Code = code!("volume-too-small", Warning, "volume_too_small.md");

pub(super) const RULE: Rule = Rule::of_surroundings(&CODE, check);

/// `Server.dynJetStreamConfig` leaves a quarter of the disk free where there is no limit; a limit is believed. A tenth is what
/// file systems and the server's own files take.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(Switch::With(jetstream)) = given.config.jetstream.as_deref() else { return };
    let Some(limit) = &jetstream.max_file_store else { return };
    let Some(folder) = given.config.store_folder() else { return };
    let Some((mounted, size)) = given.sources.volume(Path::new(&***folder)) else { return };
    let most = size - size / 10;
    if limit.0 <= most {
        return;
    }
    let message =
        format!("streams may take {}, and the volume `{}` has {}", Size(limit.0), mounted.display(), Size(size));
    let mut found = CODE.at(limit.span(), message);
    if let Some(Resolver::Folder(resolver)) = given.config.resolver.as_deref()
        && let Some(dir) = resolver.dir.as_ref().filter(|dir| Path::new(&****dir).starts_with(mounted))
    {
        found = found.related(dir.span(), "the JWTs of accounts are kept there too");
    }
    report.add(found.help(format!("leave a tenth of it to the file system and all else: at most {}", Size(most))));
}
