//! Claims as rows, kind by kind.

use std::collections::BTreeMap;

use super::super::claims::{
    Account, Activation, AnyClaims, AuthorizationRequest, AuthorizationResponse, ClaimsData, Exchange, Export, Import,
    JetStreamLimits, NO_LIMIT, NatsLimits, Operator, Permission, Permissions, SamplingRate, UserPermissionLimits,
};
use super::super::jwt::Parsed;
use super::super::words;
use super::Table;

pub(super) fn table(parsed: &Parsed, names: &BTreeMap<String, String>, now: i64) -> Table {
    let mut table = Table::default();
    let keys = Keys { names };
    let claims = &parsed.claims;
    table.row("type", format!("{}, version {}", claims.kind(), parsed.version));
    data(&mut table, claims.data(), &keys, now);
    table.row("signature", parsed.signature.as_ref().err().map_or("fits".to_owned(), ToString::to_string));
    table.row_if_set("signed for", claims.issuer_account().map(|key| keys.name(key)).unwrap_or_default());
    table.row_if_set("tags", claims.tags().join(", "));
    match claims {
        AnyClaims::Operator(claims) => operator(&mut table, &claims.body, &keys),
        AnyClaims::Account(claims) => account(&mut table, &claims.body, &keys, now),
        AnyClaims::User(claims) => allowed(&mut table, &claims.body.allowed),
        AnyClaims::Activation(claims) => activation(&mut table, &claims.body),
        AnyClaims::AuthorizationRequest(claims) => request(&mut table, &claims.body),
        AnyClaims::AuthorizationResponse(claims) => response(&mut table, &claims.body),
    }
    table
}

/// What to call public keys.
struct Keys<'n> {
    names: &'n BTreeMap<String, String>,
}

impl Keys<'_> {
    fn name(&self, key: &str) -> String {
        self.names.get(key).map_or_else(|| key.to_owned(), |name| format!("{key} ({name})"))
    }

    fn list(&self, keys: &[String]) -> String {
        keys.iter().map(|key| self.name(key)).collect::<Vec<_>>().join("\n")
    }
}

fn data(table: &mut Table, data: &ClaimsData, keys: &Keys<'_>, now: i64) {
    table.row_if_set("name", &data.name);
    table.row("subject", &data.subject);
    let issuer = if data.issuer == data.subject { "itself".to_owned() } else { keys.name(&data.issuer) };
    table.row("signed by", issuer);
    table.row_if_set("audience", &data.audience);
    table.row("issued", words::moment(data.issued_at, now));
    if data.not_before != 0 {
        table.row("valid from", words::moment(data.not_before, now));
    }
    let expires = if data.expires == 0 { "never".to_owned() } else { words::moment(data.expires, now) };
    table.row(if data.expires != 0 && data.expires <= now { "expired" } else { "expires" }, expires);
    table.row_if_set("id", &data.id);
}

fn operator(table: &mut Table, operator: &Operator, keys: &Keys<'_>) {
    table.row_if_set("system account", keys.name(&operator.system_account));
    table.row_if_set("signing keys", keys.list(&operator.signing_keys));
    if operator.strict_signing_key_usage {
        table.row("strict", "accounts and users must be signed by signing keys");
    }
    table.row_if_set("account server", &operator.account_server_url);
    table.row_if_set("service URLs", operator.operator_service_urls.join("\n"));
    table.row_if_set("oldest server", &operator.assert_server_version);
}

fn account(table: &mut Table, account: &Account, keys: &Keys<'_>, now: i64) {
    table.row_if_set("description", &account.description);
    table.row_if_set("info URL", &account.info_url);
    let limits = &account.limits;
    table.row("connections", limit(limits.account.connections));
    table.row("leaf nodes", limit(limits.account.leaf_nodes));
    nats_limits(table, limits.nats);
    table.row("imports at most", limit(limits.account.imports));
    let wildcards = if limits.account.wildcard_exports { "" } else { ", without wildcards" };
    table.row("exports at most", format!("{}{wildcards}", limit(limits.account.exports)));
    if limits.account.disallow_bearer {
        table.row("bearer tokens", "not allowed");
    }
    if !limits.allows_jet_stream() {
        table.row("JetStream", "off");
    } else if limits.tiered_limits.is_empty() {
        table.row("JetStream", jet_stream(&limits.jet_stream));
    }
    for (tier, limits) in &limits.tiered_limits {
        table.row(format!("JetStream {tier}"), jet_stream(limits));
    }
    table.row_if_set("exports", lines(&account.exports, export));
    table.row_if_set("imports", lines(&account.imports, |import| self::import(import, keys)));
    permissions(table, "default ", &account.default_permissions);
    let mappings = account.mappings.iter().map(|(from, to)| {
        let to = to.iter().map(|to| format!("{} {} %", to.subject, to.percent()));
        format!("{from} -> {}", to.collect::<Vec<_>>().join(", "))
    });
    table.row_if_set("mappings", mappings.collect::<Vec<_>>().join("\n"));
    table.row_if_set("auth callout users", keys.list(&account.authorization.auth_users));
    table.row_if_set("auth callout into", keys.list(&account.authorization.allowed_accounts));
    table.row_if_set("auth callout xkey", &account.authorization.xkey);
    let signing_keys = account.signing_keys.0.iter().map(|(key, scope)| match scope {
        Some(scope) => format!("{key}, scoped to `{}`", scope.role),
        None => key.clone(),
    });
    table.row_if_set("signing keys", signing_keys.collect::<Vec<_>>().join("\n"));
    let revoked = account.revocations.0.iter();
    let revoked = revoked.map(|(key, until)| format!("{}, up to {}", keys.name(key), words::moment(*until, now)));
    table.row_if_set("revoked", revoked.collect::<Vec<_>>().join("\n"));
    if let Some(trace) = &account.trace {
        let sampling = if trace.sampling == 0 { 100 } else { trace.sampling };
        table.row("traces to", format!("{} {sampling} %", trace.destination));
    }
    table.row_if_set("cluster traffic", &account.cluster_traffic);
}

fn activation(table: &mut Table, activation: &Activation) {
    table.row("import", format!("{} {}", exchange(activation.import_type), activation.import_subject));
}

fn allowed(table: &mut Table, allowed: &UserPermissionLimits) {
    if allowed.bearer_token {
        table.row("bearer token", "yes: whoever holds it may connect");
    }
    if allowed.proxy_required {
        table.row("proxy", "required");
    }
    permissions(table, "", &allowed.permissions);
    nats_limits(table, allowed.nats);
    table.row_if_set("connection types", allowed.allowed_connection_types.join(", "));
    table.row_if_set("networks", allowed.limits.sources.join(", "));
    let times = allowed.limits.times.iter().map(|range| format!("{} to {}", range.start, range.end));
    table.row_if_set("times", times.collect::<Vec<_>>().join(", "));
    table.row_if_set("time zone", &allowed.limits.locale);
}

fn request(table: &mut Table, request: &AuthorizationRequest) {
    table.row("server", format!("{} ({})", request.server.name, request.server.id));
    table.row("user key", &request.user_nkey);
    table.row_if_set("client", &request.client_information.host);
    table.row_if_set("user name", &request.connect_options.username);
}

fn response(table: &mut Table, response: &AuthorizationResponse) {
    table.row_if_set("error", &response.error);
    if !response.jwt.is_empty() {
        table.row("user JWT", "..");
    }
}

fn nats_limits(table: &mut Table, limits: NatsLimits) {
    table.row("subscriptions", limit(limits.subscriptions));
    table.row("payload", bytes(limits.payload));
    table.row("data", bytes(limits.data));
}

fn jet_stream(limits: &JetStreamLimits) -> String {
    let mut parts = vec![
        format!("memory {}", bytes(limits.memory_storage)),
        format!("disk {}", bytes(limits.disk_storage)),
        format!("streams {}", limit(limits.streams)),
        format!("consumers {}", limit(limits.consumers)),
    ];
    for (name, value) in [
        ("one stream in memory", bytes(limits.memory_max_stream_bytes)),
        ("one stream on disk", bytes(limits.disk_max_stream_bytes)),
        ("unacknowledged", limit(limits.max_ack_pending)),
    ] {
        if value != "0" && value != "unlimited" {
            parts.push(format!("{name} {value}"));
        }
    }
    if limits.max_bytes_required {
        parts.push("streams must name a size".to_owned());
    }
    parts.join(", ")
}

fn permissions(table: &mut Table, prefix: &str, permissions: &Permissions) {
    table.row_if_set(&format!("{prefix}publish"), permission(&permissions.publish));
    table.row_if_set(&format!("{prefix}subscribe"), permission(&permissions.subscribe));
    if let Some(responses) = permissions.responses {
        let within = match responses.expires {
            ..=0 => String::new(),
            nanoseconds => format!(" within {} ms", nanoseconds / 1_000_000),
        };
        table.row(format!("{prefix}responses"), format!("{}{within}", limit(responses.max_messages)));
    }
}

fn permission(permission: &Permission) -> String {
    let part = |name: &str, subjects: &[String]| format!("{name} {}", subjects.join(", "));
    match (permission.allow.as_slice(), permission.deny.as_slice()) {
        ([], []) => String::new(),
        (allow, []) => part("only", allow),
        ([], deny) => part("all but", deny),
        (allow, deny) => format!("{}\n{}", part("only", allow), part("but not", deny)),
    }
}

fn export(export: &Export) -> String {
    let token = if export.token_required { ", with activation token" } else { "" };
    let latency = export.latency.as_ref().map(|latency| {
        let sampling = match latency.sampling {
            SamplingRate::Headers => "on request".to_owned(),
            SamplingRate::Percent(percent) => format!("{percent} %"),
        };
        format!(", latency {sampling} to {}", latency.results)
    });
    format!("{} {}{token}{}", exchange(export.exchange), export.subject, latency.unwrap_or_default())
}

fn import(import: &Import, keys: &Keys<'_>) -> String {
    let local = if import.local_subject.is_empty() { &import.to } else { &import.local_subject };
    let local = if local.is_empty() { String::new() } else { format!(" as {local}") };
    format!("{} {}{local} from {}", exchange(import.exchange), import.subject, keys.name(&import.account))
}

fn exchange(exchange: Option<Exchange>) -> &'static str {
    exchange.map_or("unknown", Exchange::name)
}

fn lines<T>(items: &[T], line: impl Fn(&T) -> String) -> String {
    items.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn limit(limit: i64) -> String {
    if limit == NO_LIMIT { "unlimited".to_owned() } else { limit.to_string() }
}

/// A number of bytes in the largest unit that divides it.
fn bytes(bytes: i64) -> String {
    let units = [(1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match units.into_iter().find(|(unit, _)| bytes != 0 && bytes % unit == 0) {
        Some((unit, name)) => format!("{} {name}", bytes / unit),
        None => limit(bytes),
    }
}
