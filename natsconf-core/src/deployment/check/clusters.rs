//! Clusters, their servers, and the leaf nodes that dial them.

use std::collections::BTreeMap;

use super::Report;
use super::codes::{CONTRADICTION, DUPLICATE_NAME, INCOMPLETE};
use crate::deployment::plan;
use crate::deployment::spec::{Cluster, Servers};
use crate::deployment::targets::conf::SHARED;
use crate::source::Span;

pub(super) fn check(report: &mut Report<'_>) {
    let deployment = report.deployment;
    if let (Some(_), Some(several)) = (&deployment.cluster, &deployment.clusters) {
        let help = "put the cluster of `cluster` under its name in `clusters`";
        report.add(&CONTRADICTION, several.span(), "`cluster` and `clusters` are both there", help);
    }
    if let Some(clusters) = deployment.clusters.as_ref().filter(|clusters| clusters.0.is_empty()) {
        report.add(
            &INCOMPLETE,
            clusters.span(),
            "there is no cluster",
            "name at least one: `clusters: { east: { servers: 3 } }`",
        );
    }
    for cluster in deployment.clusters.iter().flat_map(|clusters| clusters.iter()) {
        if let Some(name) = &cluster.value.name {
            let help = "a cluster in `clusters` is called what its key is: leave `name` out";
            report.add(&CONTRADICTION, name.span(), "the cluster has two names", help);
        }
    }
    names(report);
    for (name, spec) in plan::clusters(deployment) {
        variables(report, &name, &spec);
    }
    leafs(report);
}

/// Servers are told apart by their names, over all clusters.
fn names(report: &mut Report<'_>) {
    let deployment = report.deployment;
    let mut known: BTreeMap<String, Span> = BTreeMap::new();
    let mut add = |report: &mut Report<'_>, name: String, span: Span| {
        if let Some(first) = known.insert(name.clone(), span) {
            let found = DUPLICATE_NAME.at(span, format!("two servers are called `{name}`"));
            let help = "the servers' names are unique over all clusters and leaf nodes: a pattern in `names` needs `{n}`, \
                        and with several clusters `{cluster}`";
            report.found.push(found.related(first, "the other one").help(help));
        }
        if SHARED.contains(&name.as_str()) {
            let help = "give it another name: its configuration would have the name of a file that servers share";
            report.add(&CONTRADICTION, span, format!("a server cannot be called `{name}`"), help);
        }
    };
    let one = deployment.cluster.iter().map(|cluster| (cluster.span(), &***cluster));
    let several = deployment.clusters.iter().flat_map(|clusters| clusters.iter());
    let several = several.map(|cluster| (cluster.name.span(), &cluster.value.value));
    for ((name, _), (span, spec)) in plan::clusters(deployment).iter().zip(one.chain(several)) {
        let span = spec.names.as_ref().map_or(span, crate::option::Spanned::span);
        for member in plan::member_names(name, spec) {
            add(report, member, span);
        }
    }
    for leaf in deployment.leafs.iter().flat_map(|leafs| leafs.iter()) {
        add(report, leaf.name.to_string(), leaf.name.span());
    }
}

/// What the server would take for a variable, or for itself.
fn variables(report: &mut Report<'_>, name: &str, spec: &Cluster) {
    for pattern in spec.names.iter().chain(&spec.address).filter(|pattern| pattern.contains('$')) {
        let help = "in a name, `$` stands for itself: with `name_variable: HOSTNAME` the servers take their names from their \
                    environment";
        report.add(&CONTRADICTION, pattern.span(), format!("`{}` is no name", pattern.value), help);
    }
    let Some(variable) = &spec.name_variable else { return };
    if SHARED.contains(&name) {
        let help = "give it another name: its configuration would have the name of a file that servers share";
        report.add(&CONTRADICTION, variable.span(), format!("a cluster cannot be called `{name}`"), help);
    }
    let servers = plan::member_names(name, spec).len();
    let placed = spec
        .address
        .as_ref()
        .is_some_and(|address| ["{n}", "{n0}", "{name}"].iter().any(|place| address.contains(place)));
    if servers > 1 && !placed {
        let help = "give each server an address of its own: `address: \"{name}.nats-headless\"`";
        report.add(
            &INCOMPLETE,
            variable.span(),
            "servers with one configuration have the same ports, and these have one address",
            help,
        );
    }
    if let Some(Servers::Named(members)) = spec.servers.as_deref() {
        for member in members.iter().filter(|member| member.value.ports.is_some()) {
            let help = "leave out `name_variable`, or the server's own ports";
            report.add(&CONTRADICTION, member.name.span(), "servers with one configuration have the same ports", help);
        }
    }
    let files = report.deployment.tls.as_ref().and_then(|tls| tls.files.as_ref());
    for file in
        files.into_iter().flat_map(|files| files.cert.iter().chain(&files.key)).filter(|file| file.contains("{name}"))
    {
        let help = "with `name_variable`, name one file that each server finds at the same path";
        report.add(&CONTRADICTION, file.span(), "servers with one configuration have the same certificate", help);
    }
}

fn leafs(report: &mut Report<'_>) {
    let deployment = report.deployment;
    let clusters = plan::clusters(deployment);
    for leaf in deployment.leafs.iter().flat_map(|leafs| leafs.iter()) {
        if let Some(account) = &leaf.value.account {
            report.account(account.span(), account);
        }
        match &leaf.value.cluster {
            Some(cluster) => {
                report.unknown(cluster.span(), "cluster", cluster, clusters.iter().map(|(name, _)| name.as_str()));
            }
            None if clusters.len() > 1 => {
                let help = format!("add `cluster: {}`, or another of them", clusters[0].0);
                report.add(&INCOMPLETE, leaf.name.span(), "it is not said which cluster the leaf node dials", help);
            }
            None => {}
        }
        leaf_user(report, &leaf.value);
    }
}

/// The user as whom a leaf node joins: one that is made for it, unless it is named.
fn leaf_user(report: &mut Report<'_>, leaf: &crate::deployment::spec::Leaf) {
    let (Some(name), Some(account)) = (&leaf.user, &leaf.account) else { return };
    let Some(account) = report.described(account) else { return };
    let users: Vec<_> = account.users.iter().flat_map(|users| users.iter()).collect();
    report.unknown(name.span(), "user", name, users.iter().map(|user| &*user.name.value));
    if users.iter().any(|user| *user.name.value == ***name && user.value.password.is_some()) {
        let help = "a leaf node logs in with an nkey: leave out the password of its user";
        report.add(&CONTRADICTION, name.span(), "the leaf node's user has a password", help);
    }
}
