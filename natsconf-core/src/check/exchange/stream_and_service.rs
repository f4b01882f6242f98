//! Two things in one entry.

use super::{accounts, exports, imports};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("stream-and-service", Error, "stream_and_service.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseExportStreamOrService` and `parseImportStreamOrService`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for account in accounts(given.config) {
        let exports = exports(&account.value)
            .iter()
            .filter_map(|export| Some((export.stream.as_ref()?.span(), export.service.as_ref()?.span())));
        let imports = imports(&account.value)
            .iter()
            .filter_map(|import| Some((import.stream.as_ref()?.span(), import.service.as_ref()?.span())));
        for (stream, service) in exports.chain(imports) {
            let found = CODE.at(given.key_of(service), "this entry is for a stream already");
            report.add(found.related(given.key_of(stream), "the stream").help("write an entry for each of the two"));
        }
    }
}
