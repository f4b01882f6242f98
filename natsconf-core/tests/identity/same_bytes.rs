//! The server reads our tokens into the official library's types and writes these as JSON on its monitoring port: the
//! same bytes as ours, for every claim that there is.

use natsconf_core::identity::chain;
use natsconf_core::identity::claims::{AccountClaims, OperatorClaims, UserClaims};
use natsconf_core::identity::{Role, Seed};
use serde_json::{Value, json};

use crate::client::{Client, get};
use crate::world::{PLAIN, SCOPED, World, app, creds, key, now, payload, serve, sign};

/// A further user and a further account.
const SERVICE: u8 = 9;
const OTHER: u8 = 6;

/// Every claim of an account, in a form that the server accepts.
fn every_account_claim() -> AccountClaims {
    let account = |number| key(Role::Account, number).public_key().to_string();
    let service = key(Role::User, SERVICE).public_key().to_string();
    let xkey = Seed::new(Role::Curve, &[1; 32]).unwrap().public_key().to_string();
    let jet_stream = json!({
        "mem_storage": 1, "disk_storage": 2, "streams": 3, "consumer": 4, "max_ack_pending": 5,
        "mem_max_stream_bytes": 6, "disk_max_stream_bytes": 7, "max_bytes_required": true,
    });
    let template = json!({
        "pub": { "deny": ["x"] }, "sub": { "allow": ["a q"], "deny": ["b.>"] }, "resp": { "max": 1, "ttl": 5 },
        "src": ["10.0.0.0/8"], "times": [{ "start": "08:00:00", "end": "18:00:00" }], "times_location": "UTC",
        "subs": 1, "data": 2, "payload": 3, "bearer_token": true, "proxy_required": true,
        "allowed_connection_types": ["STANDARD", "MQTT"],
    });
    serde_json::from_value(json!({
        "aud": "aud", "exp": now() + 3600, "nbf": 5, "name": "An <account>", "sub": app().data.subject,
        "nats": {
            "imports": [
                { "name": "i", "subject": "theirs.*", "account": account(OTHER), "local_subject": "mine.$1",
                  "type": "service", "share": true },
                { "subject": "a", "account": account(OTHER), "to": "b", "type": "stream", "allow_trace": true },
            ],
            "exports": [
                { "name": "<&>", "subject": "orders.*.>", "type": "stream", "token_req": true,
                  "revocations": { "*": 5 }, "account_token_position": 2, "advertise": true, "description": "d",
                  "info_url": "https://example.com/?a&b" },
                { "subject": "ask", "type": "service", "response_type": "Chunked", "response_threshold": 2_000_000_000,
                  "service_latency": { "sampling": 50, "results": "latency" }, "allow_trace": true },
                { "subject": "ask2", "type": "service",
                  "service_latency": { "sampling": "headers", "results": "latency2" } },
            ],
            "limits": {
                "subs": 1000, "data": -1, "payload": 2048, "imports": 10, "exports": 11, "wildcards": true,
                "disallow_bearer": true, "conn": 12, "leaf": 13, "tiered_limits": { "R3": jet_stream, "R1": jet_stream },
            },
            "signing_keys": [
                account(PLAIN),
                { "kind": "user_scope", "key": account(SCOPED), "role": "reader", "template": template,
                  "description": "reads" },
            ],
            "revocations": { account(OTHER): 5, "*": 6 },
            "default_permissions": { "pub": { "deny": ["secret.>"] }, "sub": {}, "resp": { "max": -1, "ttl": -1 } },
            "mappings": { "from": [{ "subject": "x", "weight": 40 }, { "subject": "y", "cluster": "c1" }] },
            "authorization": { "auth_users": [service], "allowed_accounts": ["*"], "xkey": xkey },
            "trace": { "dest": "traces", "sampling": 10 },
            "cluster_traffic": "owner",
            "description": "é\u{2028}\"", "info_url": "https://example.com/", "tags": ["team:a"],
        },
    }))
    .unwrap()
}

/// Every claim of an operator.
fn every_operator_claim(world: &World) -> OperatorClaims {
    serde_json::from_value(json!({
        "aud": "aud", "name": "DEMO", "sub": world.operator.public_key(), "exp": now() + 3600, "nbf": 5,
        "nats": {
            "signing_keys": [key(Role::Operator, 8).public_key()],
            "account_server_url": "nats://localhost:4222",
            "operator_service_urls": ["tls://localhost:4222", "ws://localhost"],
            "system_account": world.system.public_key(),
            "assert_server_version": "2.10.0",
            "strict_signing_key_usage": true,
            "tags": ["a"],
        },
    }))
    .unwrap()
}

fn world() -> World {
    let mut world = World::new();
    world.operator_claims = every_operator_claim(&world);
    let signer = key(Role::Operator, 8);
    let system = AccountClaims::new(world.system.public_key(), "SYS");
    world.accounts = vec![sign(system, &signer), sign(every_account_claim(), &signer)];
    world
}

#[test]
fn the_official_library_writes_the_same_claims() {
    let world = world();
    let account = &world.accounts[1];
    let problems = chain::account(account.claims(), &[&world.operator_claims], now());
    assert!(problems.iter().all(|problem| !problem.refused()), "{problems:?}");
    let server = serve(&world.config());
    // The server reads an account when its first user comes.
    let mut user = UserClaims::new(key(Role::User, SERVICE).public_key(), "service");
    user.body.issuer_account.clone_from(&account.claims().data.subject);
    Client::connect(server.url(), &creds(user, &key(Role::User, SERVICE), &key(Role::Account, PLAIN))).unwrap();
    let monitoring = &server.ports().monitoring[0];
    let accountz = get(monitoring, &format!("/accountz?acc={}", account.claims().data.subject));
    assert_eq!(compact_object(&accountz, "decoded_jwt"), payload(account.token()));
    let varz = get(monitoring, "/varz");
    let operator = sign(world.operator_claims.clone(), &world.operator);
    assert_eq!(compact_object(&varz, "trusted_operators_claim"), payload(operator.token()));
}

#[test]
fn every_claim_has_a_field() {
    let world = world();
    let shown = format!("{:?} {:?}", world.accounts[1].claims(), world.operator_claims);
    let others = shown.matches("other: {").count();
    assert!(others > 5 && others == shown.matches("other: {}").count(), "{shown}");
}

/// The first object behind a name, without the blanks between its parts.
fn compact_object(text: &str, name: &str) -> String {
    let start = text.find(&format!("\"{name}\"")).unwrap_or_else(|| panic!("no {name} in {text}"));
    let object = &text[start + text[start..].find('{').unwrap()..];
    let mut values = serde_json::Deserializer::from_str(object).into_iter::<Value>();
    values.next().unwrap().unwrap();
    let (mut compact, mut quoted, mut escaped) = (String::new(), false, false);
    for c in object[..values.byte_offset()].chars() {
        if quoted || !c.is_whitespace() {
            compact.push(c);
        }
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
    }
    compact
}
