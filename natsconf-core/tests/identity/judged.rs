//! One fault each: whom we call trusted the real server lets in, and nobody else.

use natsconf_core::identity::chain::{self, Problem};
use natsconf_core::identity::claims::{AccountClaims, UserClaims};
use natsconf_core::identity::creds::Creds;
use natsconf_core::identity::{KeyPair, PublicKey, Role};
use natsconf_tests::servers::{NEWEST, try_start};
use serde_json::{Value, json};

use crate::client::Client;
use crate::world::{APP, PLAIN, SCOPED, World, app, key, now, one, serve, sign};

/// How an account and its user differ from sound ones, and who signs the user.
struct Case {
    name: &'static str,
    account: Value,
    user: Value,
    signer: Signer,
}

/// Who signs a user.
#[derive(Clone, Copy, PartialEq)]
enum Signer {
    /// The account itself.
    Account,
    /// The key of this number.
    Key(u8),
}

fn case(name: &'static str, account: Value, user: Value) -> Case {
    Case { name, account, user, signer: Signer::Account }
}

/// A case of which only the body of the account matters.
fn account(name: &'static str, body: Value) -> Case {
    case(name, Value::from_iter([("nats", body)]), json!({}))
}

/// A case of which only the body of the user matters.
fn user(name: &'static str, body: Value) -> Case {
    case(name, json!({}), Value::from_iter([("nats", body)]))
}

fn signed_by(key: u8, name: &'static str, user: Value) -> Case {
    Case { signer: Signer::Key(key), ..case(name, json!({}), user) }
}

fn who_and_when() -> Vec<Case> {
    let (past, future) = (now() - 60, now() + 3600);
    let nobody = json!({ "subs": 0, "data": 0, "payload": 0 });
    vec![
        case("sound", json!({}), json!({})),
        signed_by(PLAIN, "by signing key", json!({})),
        signed_by(99, "by unknown key", json!({})),
        signed_by(PLAIN, "without issuer account", json!({ "nats": { "issuer_account": "" } })),
        signed_by(SCOPED, "scoped, with limits", json!({})),
        signed_by(SCOPED, "scoped", json!({ "nats": nobody })),
        case("user expired", json!({}), json!({ "exp": past })),
        case("user expires later", json!({}), json!({ "exp": future })),
        case("user not yet valid", json!({}), json!({ "nbf": future })),
        case("account expired", json!({ "exp": past }), json!({})),
        case("account not yet valid", json!({ "nbf": future }), json!({})),
        account("revoked", json!({ "revocations": { one().data.subject: past } })),
        account("all revoked", json!({ "revocations": { "*": past } })),
        account("another revoked", json!({ "revocations": { "U1": past } })),
        account("revoked before it was issued", json!({ "revocations": { "*": 5 } })),
        user("bearer", json!({ "bearer_token": true })),
        case(
            "bearer forbidden",
            json!({ "nats": { "limits": { "disallow_bearer": true } } }),
            json!({ "nats": { "bearer_token": true } }),
        ),
    ]
}

fn of_the_user() -> Vec<Case> {
    vec![
        user("from here", json!({ "src": ["127.0.0.0/8"] })),
        user("bad network", json!({ "src": ["127.0.0.0"] })),
        user("bad time", json!({ "times": [{ "start": "08:00", "end": "09:00:00" }] })),
        user("queue in pub", json!({ "pub": { "allow": ["a q"] } })),
        user("queue in sub", json!({ "sub": { "allow": ["a q"] } })),
        user("two dots in pub", json!({ "pub": { "allow": ["a..b"] } })),
        user("empty subject", json!({ "pub": { "deny": [""] } })),
        user("wildcards in pub", json!({ "pub": { "allow": ["a.*.>"] } })),
        user(
            "an unknown connection type beside another",
            json!({ "allowed_connection_types": ["STANDARD", "PIGEON"] }),
        ),
        user("issuer account no account", json!({ "issuer_account": one().data.subject })),
    ]
}

fn of_exports() -> Vec<Case> {
    let exports = |name, exports: Value| account(name, json!({ "exports": exports }));
    let service = |name, change: Value| {
        let mut export = json!({ "subject": "a.*", "type": "service" });
        merge(&mut export, &change);
        exports(name, json!([export]))
    };
    let stream = |subject: &str| json!({ "subject": subject, "type": "stream" });
    let limited = |name, limits: Value, subjects: [&str; 2]| {
        account(name, json!({ "limits": limits, "exports": subjects.map(stream) }))
    };
    vec![
        exports("exports apart", json!([stream("a.*"), stream("b"), { "subject": "a.b", "type": "service" }])),
        exports("exports overlap", json!([stream("a.*"), stream("a.b")])),
        exports("export twice", json!([stream("a"), stream("a")])),
        exports("export without subject", json!([stream("")])),
        exports("export without type", json!([{ "subject": "a" }])),
        exports("stream with response type", json!([{ "subject": "a", "type": "stream", "response_type": "Stream" }])),
        exports("stream with trace", json!([{ "subject": "a", "type": "stream", "allow_trace": true }])),
        limited("too many exports", json!({ "exports": 1 }), ["a", "b"]),
        limited("wildcard export forbidden", json!({ "exports": 5, "wildcards": false }), ["a.*", "b"]),
        limited("wildcard export forbidden, any number", json!({ "wildcards": false }), ["a.*", "b"]),
        service("unknown response type", json!({ "response_type": "Twice" })),
        service("negative threshold", json!({ "response_threshold": -1 })),
        service("latency", json!({ "service_latency": { "sampling": 100, "results": "r" } })),
        service("latency to a wildcard", json!({ "service_latency": { "sampling": 5, "results": "r.*" } })),
        service("latency of 101 %", json!({ "service_latency": { "sampling": 101, "results": "r" } })),
        service("token position", json!({ "account_token_position": 2 })),
        service("token position off", json!({ "account_token_position": 1 })),
        service("token position beyond", json!({ "account_token_position": 9 })),
        service("info url of an export", json!({ "info_url": "nowhere" })),
    ]
}

fn of_imports() -> Vec<Case> {
    let imported = |change: &Value| {
        let mut import = json!({ "subject": "a.*.b", "account": app().data.subject, "type": "service" });
        merge(&mut import, change);
        import
    };
    let import = |name, change: Value| account(name, json!({ "imports": [imported(&change)] }));
    let none = json!({ "limits": { "imports": 0 }, "imports": [imported(&json!({}))] });
    let other = key(Role::Account, APP + 1).public_key().to_string();
    let two = |name, change: Value| account(name, json!({ "imports": [imported(&json!({})), imported(&change)] }));
    vec![
        import("import", json!({})),
        import("import renamed", json!({ "local_subject": "x.$1" })),
        import("import renamed without wildcard", json!({ "local_subject": "x" })),
        import("import renamed beyond", json!({ "local_subject": "x.$2" })),
        import("import renamed twice", json!({ "local_subject": "x.$1", "to": "y.*" })),
        import("import renamed to an open end", json!({ "local_subject": "x.$1.>" })),
        import("import renamed as of old", json!({ "to": "x.*" })),
        import("import from nowhere", json!({ "account": "" })),
        import("import without type", json!({ "type": null })),
        import("import with trace", json!({ "allow_trace": true })),
        import("import shares stream", json!({ "type": "stream", "share": true })),
        import("import with a broken token", json!({ "token": "eyJ" })),
        two("imports overlap", json!({ "subject": "a.b.b" })),
        two("imports of two accounts", json!({ "subject": "a.b.b", "account": other })),
        account("no imports allowed", none),
    ]
}

fn of_the_account() -> Vec<Case> {
    let to =
        |weight: u8, cluster: &str| json!({ "subject": format!("to.{weight}"), "weight": weight, "cluster": cluster });
    let mapping = |name, to: Value| account(name, json!({ "mappings": { "from": to } }));
    let unlimited = json!({ "mem_storage": -1, "disk_storage": -1 });
    let both = json!({ "mem_storage": -1, "tiered_limits": { "R1": unlimited } });
    let (someone, somewhere) = (one().data.subject, app().data.subject);
    vec![
        account("queue in default sub", json!({ "default_permissions": { "sub": { "allow": ["a q"] } } })),
        account("two blanks in default sub", json!({ "default_permissions": { "sub": { "allow": ["a b c"] } } })),
        mapping("weights of 100", json!([to(40, ""), to(60, ""), to(100, "c")])),
        mapping("weights of 101", json!([to(40, ""), to(61, "")])),
        mapping("weights of 101 in a cluster", json!([to(40, "c"), to(61, "c")])),
        account("flat and tiered", json!({ "limits": both })),
        account("tier without name", json!({ "limits": { "tiered_limits": { "": unlimited } } })),
        account("trace", json!({ "trace": { "dest": "t", "sampling": 100 } })),
        account("trace to a wildcard", json!({ "trace": { "dest": "t.>" } })),
        account("trace to nowhere", json!({ "trace": { "sampling": 5 } })),
        account("trace of 101 %", json!({ "trace": { "dest": "t", "sampling": 101 } })),
        account("allowed accounts alone", json!({ "authorization": { "allowed_accounts": ["*"] } })),
        account("auth users", json!({ "authorization": { "auth_users": [someone], "allowed_accounts": [somewhere] } })),
        account("auth user no user", json!({ "authorization": { "auth_users": [someone, somewhere] } })),
        account(
            "star beside others",
            json!({ "authorization": { "auth_users": [someone], "allowed_accounts": ["*", somewhere] } }),
        ),
        account("xkey no curve key", json!({ "authorization": { "auth_users": [someone], "xkey": somewhere } })),
        account("bad signing key", json!({ "signing_keys": ["AX"] })),
        account("cluster traffic elsewhere", json!({ "cluster_traffic": "elsewhere" })),
        account("info url without protocol", json!({ "info_url": "nowhere" })),
        account("info url", json!({ "info_url": "https://user@[::1]:80/?a" })),
        account("info url without host", json!({ "info_url": "https:///path" })),
        account("info url with a blank in its host", json!({ "info_url": "https://a b/" })),
        account("info url with a port alone", json!({ "info_url": "https://:80/" })),
        account("long description", json!({ "description": "x".repeat(8 * 1024 + 1) })),
        account("longest description", json!({ "description": "x".repeat(8 * 1024) })),
    ]
}

/// Templates of the scoped signing key, for the user `one` with the tag `team:a`.
fn of_templates() -> Vec<Case> {
    let template = |name, permissions: Value| {
        let scope = json!({ "kind": "user_scope", "key": key(Role::Account, SCOPED).public_key(), "role": "r",
                            "template": permissions });
        Case {
            signer: Signer::Key(SCOPED),
            account: json!({ "nats": { "signing_keys": [scope], "tags": ["zone:b"] } }),
            user: json!({ "nats": { "subs": 0, "data": 0, "payload": 0, "tags": ["team:a", "team:b"] } }),
            name,
        }
    };
    let allow = |name, subject: &str| template(name, json!({ "pub": { "allow": [subject] } }));
    let deny = |name, subject: &str| template(name, json!({ "sub": { "deny": [subject] } }));
    vec![
        allow("placeholders", "a.{{name()}}.{{ subject() }}.{{account-subject()}}.{{Tag(team)}}.{{account-tag(zone)}}"),
        allow("unknown placeholder", "a.{{nick()}}"),
        allow("allowed by a tag that is missing", "a.{{tag(city)}}"),
        deny("denied by tag", "a.{{tag(team)}}"),
        deny("denied by a tag that is missing", "a.{{tag(city)}}"),
        deny("denied by account name with blanks", "a.{{account-name()}}"),
        deny("denied by tag of the account", "a.{{account-tag(zone)}}.>"),
        deny("denied by a tag without end", "a.{{tag(team}}"),
        deny("denied by nothing in braces", "a.{{}}"),
        deny("denied by a brace in braces", "a.{{name()}b}}"),
        deny("denied by an open placeholder", "a.{{name()"),
        deny("denied with an open end in the middle", "a.>.{{name()}}"),
    ]
}

#[test]
fn the_server_starts_with_the_same_operators() {
    let sound = World::new();
    let operator = sound.operator_claims.clone();
    let mut disagreements = Vec::new();
    for (name, body) in [
        ("sound", json!({})),
        ("bad signing key", json!({ "signing_keys": ["OX"] })),
        ("signing key of an account", json!({ "signing_keys": [app().data.subject] })),
        ("bad version", json!({ "assert_server_version": "2.10" })),
        ("bad system account", json!({ "system_account": "AX" })),
        ("service url of http", json!({ "operator_service_urls": ["http://localhost"] })),
        ("account server without protocol", json!({ "account_server_url": "localhost" })),
    ] {
        let mut claims = json!(operator);
        merge(&mut claims, &json!({ "nats": body }));
        let mut world = World::new();
        world.operator_claims = serde_json::from_value(claims).unwrap();
        // Where the configuration leaves it to the operator to name the system account.
        let config = world.config().replace(&format!("system_account: {}\n", world.system.public_key()), "");
        let signed = sign(world.operator_claims.clone(), &world.operator);
        let problems = chain::operator(signed.claims(), now());
        let ours = !problems.iter().any(Problem::refused);
        let theirs = try_start(NEWEST, config.as_str()).map(|_| ());
        if ours != theirs.is_ok() {
            disagreements.push(format!("{name}: we say {problems:?}, the server says {theirs:?}"));
        }
    }
    assert_eq!(disagreements, [""; 0]);
}

#[test]
fn the_server_and_we_know_sentinels() {
    let mut world = World::new();
    world.add(app());
    let scoped = |allowed: Value| {
        let mut claims = json!(one());
        let nothing = json!({ "issuer_account": app().data.subject, "subs": 0, "data": 0, "payload": 0 });
        merge(&mut claims, &json!({ "nats": nothing }));
        merge(&mut claims, &json!({ "nats": allowed }));
        serde_json::from_value(claims).unwrap()
    };
    for user in [UserClaims::sentinel(&one_key(), "s"), one(), scoped(json!({})), scoped(json!({ "subs": 1 }))] {
        let token = sign(user.clone(), &key(Role::Account, APP)).token().to_owned();
        let config = format!("{}default_sentinel: {token}\n", world.config());
        let started = try_start(NEWEST, config.as_str()).map(|_| ());
        assert_eq!(user.may_be_sentinel(), started.is_ok(), "{user:?}: {started:?}");
    }
}

fn one_key() -> PublicKey {
    key(Role::User, 1).public_key().clone()
}

#[test]
fn the_server_and_we_trust_the_same() {
    let cases: Vec<Case> =
        [who_and_when(), of_the_user(), of_exports(), of_imports(), of_the_account(), of_templates()]
            .into_iter()
            .flatten()
            .collect();
    let mut world = World::new();
    let issued = now() - 3600;
    for (case, number) in cases.iter().zip(100..) {
        world.accounts.push(account_claims(case, number).sign(&world.operator, issued).unwrap());
    }
    let operator = sign(world.operator_claims.clone(), &world.operator).into_claims();
    let server = serve(&world.config());
    let (mut let_in, mut disagreements) = (0, Vec::new());
    for ((case, number), account) in cases.iter().zip(100..).zip(&world.accounts[1..]) {
        let user = user_claims(case, number).sign(&signer(case, number), issued).unwrap();
        let mut problems = chain::account(account.claims(), &[&operator], now());
        problems.extend(chain::user(user.claims(), account.claims(), &[&operator], now()));
        let ours = !problems.iter().any(Problem::refused);
        let creds = Creds::new(user, key(Role::User, 1)).unwrap();
        let theirs = Client::connect(server.url(), &creds).map(|_| ());
        let_in += usize::from(theirs.is_ok());
        if ours != theirs.is_ok() {
            disagreements.push(format!("{}: we say {problems:?}, the server says {theirs:?}", case.name));
        }
    }
    assert_eq!(disagreements, [""; 0]);
    assert!(let_in > 20 && cases.len() - let_in > 40, "{let_in} of {}", cases.len());
}

/// The claims of the account of a case: sound ones, changed.
fn account_claims(case: &Case, number: u8) -> AccountClaims {
    let key_of = |number| key(Role::Account, number).public_key().to_string();
    let template = json!({ "pub": {}, "sub": {} });
    let scope = json!({ "kind": "user_scope", "key": key_of(SCOPED), "role": "r", "template": template });
    let mut claims = json!(AccountClaims::new(key(Role::Account, number).public_key(), case.name));
    merge(&mut claims, &json!({ "nats": { "signing_keys": [key_of(PLAIN), scope] } }));
    merge(&mut claims, &case.account);
    serde_json::from_value(claims).unwrap()
}

/// The claims of its user.
fn user_claims(case: &Case, number: u8) -> UserClaims {
    let mut claims = json!(one());
    if case.signer != Signer::Account {
        let account = key(Role::Account, number).public_key().to_string();
        merge(&mut claims, &json!({ "nats": { "issuer_account": account } }));
    }
    merge(&mut claims, &case.user);
    serde_json::from_value(claims).unwrap()
}

fn signer(case: &Case, number: u8) -> KeyPair {
    match case.signer {
        Signer::Account => key(Role::Account, number),
        Signer::Key(number) => key(Role::Account, number),
    }
}

/// Puts the fields of `change` in the place of those of `value`; `null` takes one away.
fn merge(value: &mut Value, change: &Value) {
    let (Value::Object(fields), Value::Object(changes)) = (&mut *value, change) else {
        *value = change.clone();
        return;
    };
    for (name, change) in changes {
        if change.is_null() {
            fields.remove(name);
        } else {
            merge(fields.entry(name).or_insert(Value::Null), change);
        }
    }
}
