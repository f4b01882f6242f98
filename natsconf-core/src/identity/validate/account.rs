//! Accounts: limits, mappings, auth callout, signing keys and message traces.

use std::collections::BTreeMap;

use super::super::claims::{
    Account, AccountClaims, ExternalAuthorization, MessageTrace, OperatorLimits, SigningKeys, WeightedMapping,
};
use super::super::keys::{PublicKey, Role};
use super::{Fault, Faults, exchange, subject, user};

/// What is wrong with the claims of an account.
pub fn account(claims: &AccountClaims) -> Vec<Fault> {
    let mut faults = Faults::default();
    let account = &claims.body;
    exchange::imports(&mut faults, &account.imports, &claims.data.subject);
    exchange::exports(&mut faults, &account.exports);
    limits(&mut faults, account);
    user::permissions(&mut faults, "nats.default_permissions", &account.default_permissions);
    mappings(&mut faults, &account.mappings);
    authorization(&mut faults, &account.authorization);
    if let Some(trace) = &account.trace {
        message_trace(&mut faults, trace);
    }
    signing_keys(&mut faults, &account.signing_keys);
    if !["", "system", "owner"].contains(&account.cluster_traffic.as_str()) {
        let message = format!("expected `system` or `owner`, found `{}`", account.cluster_traffic);
        faults.error("nats.cluster_traffic", message);
    }
    super::info(&mut faults, "nats", &account.description, &account.info_url);
    let self_signed = PublicKey::parse_as(Role::Account, &claims.data.issuer).is_ok();
    if self_signed && account.limits != OperatorLimits::default() {
        faults.warning("nats.limits", "the account signed its own limits; its operator should");
    }
    faults.found
}

fn limits(faults: &mut Faults, account: &Account) {
    let limits = &account.limits;
    let has_more = |items: usize, most: i64| most != -1 && i64::try_from(items).is_ok_and(|items| items > most);
    for (name, items, most) in [
        ("imports", account.imports.len(), limits.account.imports),
        ("exports", account.exports.len(), limits.account.exports),
    ] {
        if has_more(items, most) {
            faults.error(format!("nats.{name}"), format!("{items} {name} are more than the limit of {most}"));
        }
    }
    if limits.account.exports != -1 && !limits.account.wildcard_exports {
        let wild = |export: &_| subject::has_wildcards(export);
        if let Some(n) = account.exports.iter().position(|export| wild(&export.subject)) {
            faults.error(format!("nats.exports[{n}].subject"), "the operator does not allow exports with wildcards");
        }
    }
    if !limits.tiered_limits.is_empty() && !limits.jet_stream.is_empty() {
        faults.warning("nats.limits", "JetStream is limited by tier, so its limits all in all do not count");
    }
    if limits.tiered_limits.contains_key("") {
        faults.error("nats.limits.tiered_limits", "a tier has no name; the names are `R1`, `R3`, …");
    }
}

fn mappings(faults: &mut Faults, mappings: &BTreeMap<String, Vec<WeightedMapping>>) {
    for (from, to) in mappings {
        let path = format!("nats.mappings.{from}");
        subject::check(faults, &path, from);
        let mut shares: BTreeMap<&str, u32> = BTreeMap::new();
        for mapping in to {
            subject::check(faults, &path, &mapping.subject);
            *shares.entry(&mapping.cluster).or_default() += u32::from(mapping.percent());
        }
        for (cluster, share) in shares.into_iter().filter(|(_, share)| *share > 100) {
            let place = if cluster.is_empty() { String::new() } else { format!(" in cluster `{cluster}`") };
            faults.error(&path, format!("the weights{place} add up to {share} %, more than 100"));
        }
    }
}

fn authorization(faults: &mut Faults, authorization: &ExternalAuthorization) {
    let path = "nats.authorization";
    let accounts = &authorization.allowed_accounts;
    if !accounts.is_empty() && authorization.auth_users.is_empty() {
        faults.error(format!("{path}.auth_users"), "the users of the auth callout service are needed");
    }
    for (n, key) in authorization.auth_users.iter().enumerate() {
        faults.key(Role::User, key, || format!("{path}.auth_users[{n}]"));
    }
    for (n, key) in accounts.iter().enumerate() {
        let item = format!("{path}.allowed_accounts[{n}]");
        match key.as_str() {
            "*" if accounts.len() > 1 => faults.error(item, "`*` stands for all accounts, so it must stand alone"),
            "*" => {}
            key => faults.key(Role::Account, key, || item),
        }
    }
    if !authorization.xkey.is_empty() {
        faults.key(Role::Curve, &authorization.xkey, || format!("{path}.xkey"));
    }
}

fn message_trace(faults: &mut Faults, trace: &MessageTrace) {
    subject::check(faults, "nats.trace.dest", &trace.destination);
    if subject::has_wildcards(&trace.destination) {
        faults.error("nats.trace.dest", "it must not have wildcards");
    }
    if !(0..=100).contains(&trace.sampling) {
        faults.error("nats.trace.sampling", format!("{} is not between 1 and 100", trace.sampling));
    }
}

fn signing_keys(faults: &mut Faults, keys: &SigningKeys) {
    for (n, key) in keys.0.keys().enumerate() {
        faults.key(Role::Account, key, || format!("nats.signing_keys[{n}]"));
    }
}
