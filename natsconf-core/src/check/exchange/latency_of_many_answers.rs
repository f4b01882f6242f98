//! Measurements of answers that do not end.

use super::{accounts, exports};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::ResponseType;

static CODE: Code = code!("latency-of-many-answers", Error, "latency_of_many_answers.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Account.TrackServiceExportWithSampling`: "bad service response type".
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for export in accounts(given.config).iter().flat_map(|account| exports(&account.value)) {
        let (Some(latency), Some(response)) = (&export.latency, &export.response) else { continue };
        if export.service.is_some() && **response != ResponseType::Single {
            let found = CODE.at(given.key_of(latency.span()), "only services with a single answer are measured");
            let found = found.related(response.span(), "how this one answers");
            report.add(found.help("remove `latency`, or write `response: single`"));
        }
    }
}
