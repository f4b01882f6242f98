//! What the server looks at only in a cluster.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Switch;

static CODE: Code = code!("jetstream-cluster-option-refused", Error, "jetstream_cluster_option_refused.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateJetStreamOptions`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(Switch::With(block)) = config.jetstream.as_deref() else { return };
    if !config.has_jetstream() || !config.is_clustered() {
        return;
    }
    let known = |hint: &str| ["", "will_extend", "no_extend"].iter().any(|word| word.eq_ignore_ascii_case(hint));
    if let Some(hint) = block.extension_hint.as_ref().filter(|hint| !known(hint)) {
        report.add(CODE.at(hint.span(), "expected `will_extend` or `no_extend`"));
    }
    if let Some(size) = block.max_outstanding_catchup.as_ref().filter(|size| size.0 < 0) {
        report.add(CODE.at(size.span(), "a negative size"));
    }
}
