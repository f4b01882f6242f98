//! Seconds where something smaller was meant.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Interval;

static CODE: Code = code!("timeout-too-long", Warning, "timeout_too_long.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseAuthorization` and `parseLeafAuthorization`: above this, `nats-server -t` fails.
const MOST: Interval = Interval::from_seconds(60);

fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let own = [
        config.authorization.as_ref(),
        config.cluster.as_ref().and_then(|cluster| cluster.authorization.as_ref()),
        config.gateway.as_ref().and_then(|gateway| gateway.authorization.as_ref()),
    ];
    let own = own.into_iter().flatten().filter_map(|authorization| authorization.timeout.as_ref());
    let leafnodes = config.leafnodes.iter().filter_map(|leafnodes| leafnodes.authorization.as_ref());
    for timeout in own.chain(leafnodes.filter_map(|authorization| authorization.timeout.as_ref())) {
        if timeout.0 > MOST {
            let message = format!("whoever does not log in may stay connected for {}", timeout.0);
            report.add(
                CODE.at(timeout.span(), message)
                    .help("a bare number is seconds, and a bare 1m a million of them: write \"2s\""),
            );
        }
    }
}
