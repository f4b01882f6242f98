//! Encryption that is not there.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;
use crate::option::types::Switch;

static CODE: Code = code!("cipher-without-key", Warning, "cipher_without_key.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.jsKeyGen`: no key, no encryption.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(Switch::With(jetstream)) = given.config.jetstream.as_deref() else { return };
    let Some(cipher) = jetstream.cipher.as_ref().filter(|_| given.config.has_jetstream()) else { return };
    if jetstream.key.as_ref().is_none_or(|key| key.reveal().is_empty()) && jetstream.tpm.is_none() {
        let place = given.config.jetstream.as_ref().map_or(cipher.span(), Spanned::span);
        // A key that could not be read is one, too.
        if report.lacking(&CODE, place, "").is_some() {
            let found = CODE.at(given.key_of(cipher.span()), "streams are not encrypted: there is no `key`");
            report.add(found.help("set `key`, or remove `cipher`"));
        }
    }
}
