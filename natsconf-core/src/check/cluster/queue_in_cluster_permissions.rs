//! Queue groups where routes know none.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Version;

static CODE: Code = code!("queue-in-cluster-permissions", Error, "queue_in_cluster_permissions.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Releases from 2.14 on look at the subjects; those before took a group for part of a subject that nobody uses.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(cluster) = given.config.cluster.as_ref().filter(|_| given.version.reaches(Version::of_family(2, 14)))
    else {
        return;
    };
    let of_login = cluster.authorization.as_ref().and_then(|login| login.default_permissions.as_ref());
    let exported = of_login.and_then(|permissions| permissions.subscribe.as_ref());
    let exported = cluster.permissions.iter().filter_map(|permissions| permissions.subscribe.as_ref()).chain(exported);
    let lists = exported.flat_map(|exported| [&exported.allow, &exported.deny]).flatten();
    for subject in lists.flat_map(|list| list.iter()) {
        if let (_, Some(queue)) = subject.parts() {
            let message = format!("`{queue}` is a queue group, and routes know none");
            report.add(CODE.at(subject.span(), message).help("name the subject alone"));
        }
    }
}
