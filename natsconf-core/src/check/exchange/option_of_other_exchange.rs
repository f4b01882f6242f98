//! What a stream or a service cannot have.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("option-of-other-exchange", Error, "option_of_other_exchange.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseExportStreamOrService` and `parseImportStreamOrService`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for account in given.config.accounts.iter().flat_map(|accounts| accounts.blocks()) {
        for export in
            account.value.exports.iter().flat_map(|exports| exports.iter()).filter(|export| export.stream.is_some())
        {
            let response = export.response.as_ref().map(|it| (it.span(), "response"));
            let latency = export.latency.as_ref().map(|it| (it.span(), "latency"));
            let trace = export.allow_trace.as_ref().map(|it| (it.span(), "allow_trace"));
            let threshold = export.threshold.as_ref().map(|it| (it.span(), "threshold"));
            for (place, option) in response.into_iter().chain(threshold).chain(latency).chain(trace) {
                let found =
                    CODE.at(given.key_of(place), format!("`{option}` is for a `service`, and this exports a stream"));
                report.add(found.help("remove it"));
            }
        }
        let imports = account.value.imports.iter().flat_map(|imports| imports.iter());
        for import in imports.filter(|import| import.service.is_some()) {
            if let Some(trace) = &import.allow_trace {
                let found =
                    CODE.at(given.key_of(trace.span()), "`allow_trace` is for a `stream`, and this imports a service");
                report.add(found.help("remove it here: the account that exports the service allows traces"));
            }
        }
    }
}
