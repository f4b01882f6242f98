//! Measurements that are sent to a service.

use super::{accounts, exports};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::is_part;

static CODE: Code = code!("latency-of-own-service", Error, "latency_of_own_service.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Account.TrackServiceExportWithSampling`, which knows the services up to this one.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    for account in accounts(given.config) {
        let exports = exports(&account.value);
        for (at, export) in exports.iter().enumerate() {
            let subject = export.latency.as_ref().and_then(|latency| latency.subject.as_ref());
            let Some(subject) = subject.filter(|_| export.service.is_some()) else { continue };
            let services = exports[..=at].iter().filter_map(|export| export.service.as_ref());
            if let Some(service) = services.into_iter().find(|service| is_part(subject, service)) {
                let message = format!("measurements would go to the service `{}` itself", &***service);
                let found = CODE.at(subject.span(), message).related(service.span(), "the service");
                report.add(found.help("write a subject that no service of the account matches"));
            }
        }
    }
}
