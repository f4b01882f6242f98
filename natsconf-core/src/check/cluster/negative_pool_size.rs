//! One connection for all accounts, and some of their own.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("negative-pool-size", Error, "negative_pool_size.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateCluster`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(cluster) = &given.config.cluster else { return };
    let Some(size) = cluster.pool_size.as_ref().filter(|size| ***size < 0) else { return };
    let Some(accounts) = cluster.accounts.as_ref().filter(|accounts| !accounts.is_empty()) else { return };
    let found = CODE.at(size.span(), "a negative `pool_size` rules out routes for single accounts");
    let found = found.related(given.key_of(accounts.span()), "accounts with a route of their own");
    report.add(found.help("leave `pool_size` out, or remove `accounts`"));
}
