//! Where servers keep their files, and how much of a volume is theirs.

use super::{Report, codes::FOLDER};
use crate::deployment::spec::JetStream;
use crate::option::types::Toggle;

pub(super) fn check(report: &mut Report<'_>) {
    let deployment = report.deployment;
    let leafs = deployment.leafs.iter().flat_map(|leafs| leafs.iter()).map(|leaf| leaf.value.jetstream.as_deref());
    let all: Vec<_> = leafs.chain([deployment.jetstream.as_deref()]).flatten().filter_map(Toggle::block).collect();
    for jetstream in all {
        streams(report, jetstream);
    }
}

fn streams(report: &mut Report<'_>, jetstream: &JetStream) {
    if let Some(folder) = jetstream.store_dir.as_ref().filter(|folder| last(folder) == "jetstream") {
        let help = "the server puts a folder `jetstream` into it by itself: name the folder above";
        report.add(&FOLDER, folder.span(), "streams would lie in `jetstream/jetstream`", help);
    }
    let (Some(max), Some(volume)) = (&jetstream.max_file, &jetstream.volume) else { return };
    if max.0 > volume.0 / 10 * 9 {
        let help = "leave a tenth of the volume for the file system and account JWTs, or leave out `max_file`: then nine \
                    tenths of the volume are for streams";
        report.add(&FOLDER, max.span(), "streams may fill the volume", help);
    }
}

/// The server writes into the folder of the resolver; that of its configuration is often read-only.
pub(super) fn resolver(report: &mut Report<'_>) {
    let deployment = report.deployment;
    let Some(folder) = deployment.resolver.as_ref().and_then(|resolver| resolver.dir.as_ref()) else { return };
    let folders = deployment.folders.as_ref();
    let config = folders.and_then(|folders| crate::deployment::plan::text(folders.config.as_ref()));
    let known = [config.unwrap_or("config"), "/etc/nats-config", "/etc/nats"];
    if known.iter().any(|config| is_below(folder, config)) {
        let help = "the server writes account JWTs into it: name a folder on a volume, such as `/data/resolver`, or leave it \
                    out";
        report.add(
            &FOLDER,
            folder.span(),
            "the resolver's folder is in that of the configuration, which is read-only",
            help,
        );
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    let parts = |path: &'_ str| {
        path.split('/').filter(|part| !matches!(*part, "" | ".")).map(str::to_owned).collect::<Vec<_>>()
    };
    path.starts_with('/') == folder.starts_with('/') && parts(path).starts_with(&parts(folder))
}

fn last(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}
