//! Servers of one cluster that trust different operators.

use std::collections::BTreeMap;

use super::TogetherRule;
use super::server::Server;
use crate::diagnostic::{Code, Diagnostic, code};
use crate::identity::claims::Operator;
use crate::identity::jwt::decode;
use crate::source::Span;

static CODE: Code = code!("operators-differ", Warning, "operators_differ.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// An operator is known by the key in its JWT (`readOperatorJWT`); of files, it is not known here whose they are.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<&str, (Option<String>, Span)> = BTreeMap::new();
    for server in servers {
        let Some((cluster, place)) = server.cluster_name() else { continue };
        let operators = server.config.operator.iter().flat_map(|operators| operators.iter());
        let (key, place) = match operators.clone().next() {
            None => (Some(String::new()), place),
            Some(operator) => {
                let key = decode::<Operator>(operator.as_str()).ok().map(|jwt| jwt.claims().data.subject.clone());
                (key, server.place(operator.span()))
            }
        };
        if operators.count() > 1 {
            continue;
        }
        let (first, other) = known.entry(cluster).or_insert_with(|| (key.clone(), place));
        let is_one_without = first.as_deref() == Some("") || key.as_deref() == Some("");
        if *first != key && (is_one_without || first.is_some() && key.is_some()) {
            let message = "another server of this cluster trusts another operator, or none";
            let diagnostic = CODE.at(place, message).related(*other, "the other server");
            found.push(diagnostic.help("give all servers of a cluster the same `operator`"));
        }
    }
}
