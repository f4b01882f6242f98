//! An account with two routes of its own.

use std::collections::HashMap;

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("duplicate-pinned-account", Error, "duplicate_pinned_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateCluster`, for the list `cluster.accounts`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(cluster) = &given.config.cluster else { return };
    let mut known = HashMap::new();
    for account in cluster.accounts.iter().flat_map(|accounts| accounts.iter()) {
        if let Some(first) = known.insert(&***account, account.span()) {
            known.insert(&***account, first);
            let found = CODE.at(account.span(), format!("the account `{}` stands here twice", &***account));
            report.add(found.related(first, "the first").help("remove one of the two"));
        }
    }
}
