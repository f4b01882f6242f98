//! Options that people bring along from a `nats.conf`, and that have no place in a description: what natsconf does instead.

use super::place;
use crate::deployment::check::is_rendered;
use crate::diagnostic::Diagnostic;
use crate::value::Values;

/// Paths, with `*` for names, and what to do instead.
const MISPLACED: [(&str, &str); 15] = [
    ("accounts.*.auth_callout.issuer", "the account itself signs: natsconf makes its key, and names it as the issuer"),
    ("accounts.*.auth_callout.auth_users", "name them in `users`: natsconf puts their public keys in their place"),
    ("accounts.*.auth_callout.account", "the account that has the auth callout is meant: leave it out"),
    ("tls.verify_and_map", "with an operator, certificates are mapped to nobody; `verify: true` asks clients for one"),
    ("tls.names", NAMES),
    ("tls.sans", NAMES),
    ("tls.usages", "the certificates of servers are for accepting and dialling, which routes and leaf nodes need"),
    ("leafs.*.credentials", LEAF),
    ("leafs.*.creds", LEAF),
    ("leafs.*.nkey", LEAF),
    ("leafs.*.remotes", "a leaf node dials the servers of its `cluster`"),
    ("resolver.preload", "the accounts are always preloaded: without, only the system account works at first"),
    ("resolver_preload", "the accounts are always preloaded: describe them in `accounts`"),
    ("cluster.routes", ROUTES),
    ("clusters.*.routes", ROUTES),
];
const NAMES: &str = "the names in certificates follow from the servers: `address`, `further_addresses` and \
                     `names_for_clients` of the cluster add to them";
const LEAF: &str = "natsconf makes the credentials and the certificate that a leaf node joins with: `account` and `user` say \
                    as whom";
const ROUTES: &str = "routes follow from where the servers are: see `address`";

/// Says what natsconf does instead, where it is better known than a similar name.
pub(super) fn explain(values: &Values, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.code.name == "unknown-option") {
        let Some(path) = place::path(values, diagnostic.primary.span) else { continue };
        if let Some((_, help)) = MISPLACED.iter().find(|(pattern, _)| fits(pattern, &path)) {
            (diagnostic.help, diagnostic.fix) = (Some((*help).into()), None);
        }
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('.').collect(), path.split('.').collect());
    pattern.len() == path.len() && pattern.iter().zip(&path).all(|(part, name)| *part == "*" || part == name)
}

/// Nobody is sent to an option of `settings` that would be refused there.
pub(super) fn may_be_suggested(path: &str) -> bool {
    let below = path.strip_prefix("settings.").and_then(|below| below.split('.').next());
    below.is_none_or(|option| !is_rendered(option.trim_end_matches("[]")))
}
