//! Two keys for one store.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Switch;

static CODE: Code = code!("jetstream-key-with-tpm", Error, "jetstream_key_with_tpm.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.initJetStreamEncryption`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(Switch::With(jetstream)) = given.config.jetstream.as_deref() else { return };
    let (Some(key), Some(tpm)) = (&jetstream.key, &jetstream.tpm) else { return };
    if given.config.has_jetstream() && tpm.keys_file.is_some() {
        let found = CODE.at(key.span(), "streams are encrypted with this key or with that of the TPM");
        report.add(found.related(given.key_of(tpm.span()), "the TPM").help("remove one of the two"));
    }
}
