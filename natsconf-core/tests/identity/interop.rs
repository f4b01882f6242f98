//! Tokens of ours read by the crate `nats-jwt`, tokens of its read here, and tokens that someone changed.

use data_encoding::BASE64URL_NOPAD;
use natsconf_core::identity::claims::{
    Account, AccountClaims, Kind, Operator, Permission, User, UserClaims, UserPermissionLimits, UserScope,
};
use natsconf_core::identity::jwt::{self, JwtError, SignError};
use natsconf_core::identity::{KeyPair, Role};
use serde_json::{Value, json};

use crate::world::{ISSUED, id, key, payload, sign};

/// The crate cannot do without fields that the official library leaves out when they are empty, so all are set.
fn permission(subject: &str) -> Permission {
    Permission { allow: vec![subject.to_owned()], deny: vec!["secret.>".to_owned()] }
}

fn account() -> AccountClaims {
    let mut claims = AccountClaims::new(key(Role::Account, 1).public_key(), "APP & Co <x>");
    claims.body.signing_keys.add(key(Role::Account, 2).public_key());
    claims.body.default_permissions.publish = permission("a.>");
    claims.body.default_permissions.subscribe = permission("b.>");
    claims.body.limits.account.connections = 100;
    claims
}

fn user() -> UserClaims {
    let mut claims = UserClaims::new(key(Role::User, 1).public_key(), "one");
    claims.data.expires = ISSUED + 3600;
    claims.body.issuer_account = key(Role::Account, 1).public_key().to_string();
    claims.body.allowed.bearer_token = true;
    claims.body.allowed.permissions.publish = permission("a.>");
    claims.body.allowed.permissions.subscribe = permission("b.>");
    claims.body.allowed.nats.payload = 1024;
    claims
}

#[test]
fn nats_jwt_reads_our_accounts() {
    let jwt = sign(account(), &key(Role::Operator, 1));
    let theirs: nats_jwt::Claims = serde_json::from_str(&payload(jwt.token())).unwrap();
    assert_eq!((theirs.name.as_str(), theirs.issued_at), ("APP & Co <x>", ISSUED));
    assert_eq!(theirs.sub, key(Role::Account, 1).public_key().as_str());
    assert_eq!(theirs.issuer, key(Role::Operator, 1).public_key().as_str());
    let nats_jwt::NatsClaims::Account { limits, signing_keys, default_permissions, version } = theirs.nats else {
        panic!("not an account")
    };
    assert_eq!((limits.conn, limits.leaf, limits.wildcards, version), (100, -1, true, 2));
    assert_eq!(signing_keys, [key(Role::Account, 2).public_key().as_str()]);
    assert_eq!(default_permissions.publish.allow, ["a.>"]);
}

#[test]
fn nats_jwt_reads_our_users() {
    let jwt = sign(user(), &key(Role::Account, 2));
    let theirs: nats_jwt::Claims = serde_json::from_str(&payload(jwt.token())).unwrap();
    assert_eq!(theirs.expires, Some(ISSUED + 3600));
    let nats_jwt::NatsClaims::User { permissions, issuer_account, payload, bearer_token, .. } = theirs.nats else {
        panic!("not a user")
    };
    assert_eq!((payload, bearer_token), (1024, true));
    assert_eq!(issuer_account, key(Role::Account, 1).public_key().as_str());
    assert_eq!(permissions.subscribe.deny, ["secret.>"]);
}

#[test]
fn tokens_of_nats_jwt_are_read() {
    let pair = |key: &KeyPair| nats_jwt::KeyPair::from_seed(key.seed().expose()).unwrap();
    let [account_key, user_key] = [key(Role::Account, 1), key(Role::User, 1)];
    let token = nats_jwt::Token::new_account(account_key.public_key().as_str())
        .name("theirs")
        .add_signing_key(key(Role::Account, 2).public_key().as_str())
        .max_connections(7)
        .sign(&pair(&key(Role::Operator, 1)));
    let account = jwt::decode::<Account>(&token).unwrap();
    assert_eq!(account.claims().data.name, "theirs");
    assert_eq!(account.claims().body.limits.account.connections, 7);
    assert!(account.claims().body.signing_keys.contains(key(Role::Account, 2).public_key().as_str()));

    let token = nats_jwt::Token::new_user(account_key.public_key().as_str(), user_key.public_key().as_str())
        .allow_publish("service.>")
        .bearer_token(true)
        .sign(&pair(&key(Role::Account, 2)));
    let user = jwt::decode::<User>(&token).unwrap();
    assert_eq!(user.claims().account(), account_key.public_key().as_str());
    assert_eq!(user.claims().body.allowed.permissions.publish.allow, ["service.>"]);
    assert!(user.claims().body.allowed.bearer_token);
}

#[test]
fn a_token_is_the_same_each_time() {
    let first = sign(account(), &key(Role::Operator, 1));
    assert_eq!(first.token(), sign(account(), &key(Role::Operator, 1)).token());
    // What the official library writes for these claims, field by field and escaped as Go does.
    let json = payload(first.token());
    assert!(json.contains(r#""name":"APP \u0026 Co \u003cx\u003e""#), "{json}");
    assert!(json.contains(r#""default_permissions":{"pub":{"allow":["a.\u003e"],"deny":["secret.\u003e"]}"#), "{json}");
    assert!(json.ends_with(r#""authorization":{},"type":"account","version":2}}"#), "{json}");
}

#[test]
fn the_id_is_a_hash_of_what_every_token_says() {
    let jwt = sign(user(), &key(Role::Account, 2));
    let data = &jwt.claims().data;
    assert_eq!(data.id, id(data));
}

#[test]
fn a_token_that_says_the_same_is_kept() {
    let operator = key(Role::Operator, 1);
    let first = sign(account(), &operator);
    let kept = account().sign_or_keep(&operator, ISSUED + 60, Some(first.token())).unwrap();
    assert_eq!(kept.token(), first.token());
    let mut changed = account();
    changed.body.limits.account.connections = 101;
    let changed = changed.sign_or_keep(&operator, ISSUED + 60, Some(first.token())).unwrap();
    assert_eq!(changed.claims().data.issued_at, ISSUED + 60);
    let other_key = account().sign_or_keep(&key(Role::Operator, 9), ISSUED + 60, Some(first.token())).unwrap();
    assert_eq!(other_key.claims().data.issued_at, ISSUED + 60);
}

#[test]
fn a_tampered_token_is_refused() {
    let token = sign(user(), &key(Role::Account, 2)).token().to_owned();
    let [header, claims, signature] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
    let changed = payload(&token).replace(r#""payload":1024"#, r#""payload":-1"#);
    let changed = BASE64URL_NOPAD.encode(changed.as_bytes());
    assert_eq!(jwt::decode::<User>(&format!("{header}.{changed}.{signature}")), Err(JwtError::Signature));
    // To read what it says is not to believe it.
    let parsed = jwt::parse(&format!("{header}.{changed}.{signature}")).unwrap();
    assert_eq!(parsed.signature, Err(JwtError::Signature));
    for at in (0..token.len()).filter(|at| token.as_bytes()[*at] != b'.') {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        assert!(jwt::decode::<User>(std::str::from_utf8(&bytes).unwrap()).is_err(), "changed at {at}");
    }
    assert_eq!(jwt::decode::<User>(&format!("{header}.{claims}")), Err(JwtError::Parts(2)));
}

#[test]
fn a_token_of_another_kind_is_refused() {
    let token = sign(user(), &key(Role::Account, 2));
    let error = jwt::decode::<Operator>(token.token()).unwrap_err();
    assert_eq!(error, JwtError::Kind { found: Kind::User, needed: Kind::Operator });
    assert_eq!(error.to_string(), "this is a user JWT, an operator JWT is needed here");
}

#[test]
fn keys_of_the_wrong_role_do_not_sign() {
    let error = user().sign(&key(Role::Operator, 1), ISSUED).unwrap_err();
    assert_eq!(error, SignError::Signer { kind: Kind::User, role: Role::Operator });
    assert_eq!(error.to_string(), "an operator key does not sign user claims");
    let mut claims = user();
    claims.data.subject = key(Role::Account, 1).public_key().to_string();
    let error = claims.sign(&key(Role::Account, 1), ISSUED).unwrap_err();
    assert_eq!(error.to_string(), "the subject of user claims: this is an account key, a user key is needed here");
}

/// Signs any JSON as the claims of a token.
fn forge(header: &str, claims: &Value, signed: impl Fn(&str, &str) -> String, key: &KeyPair) -> String {
    let [header, claims] = [header, &claims.to_string()].map(|part| BASE64URL_NOPAD.encode(part.as_bytes()));
    let signature = BASE64URL_NOPAD.encode(&key.sign(signed(&header, &claims).as_bytes()));
    format!("{header}.{claims}.{signature}")
}

fn version2(claims: &Value, key: &KeyPair) -> String {
    forge(r#"{"typ":"JWT","alg":"ed25519-nkey"}"#, claims, |header, claims| format!("{header}.{claims}"), key)
}

#[test]
fn claims_not_known_are_kept_at_every_level() {
    let operator = key(Role::Operator, 1);
    let [account, scoped] = [1, 2].map(|n| key(Role::Account, n).public_key().to_string());
    let claims = json!({
        "iss": operator.public_key(), "sub": account, "top": 1,
        "nats": {
            "limits": { "subs": 5, "later_limit": 2, "tiered_limits": { "R1": { "disk_storage": 1, "later": 3 } } },
            "imports": [{ "subject": "a", "account": account, "type": "stream", "later": 4 }],
            "exports": [{ "subject": "b", "type": "service", "later": 5 }],
            "signing_keys": [{ "kind": "user_scope", "key": scoped, "role": "r", "description": "", "later": 6,
                               "template": { "pub": {}, "sub": {}, "subs": 1, "data": 1, "payload": 1, "later": 7 } }],
            "mappings": { "c": [{ "subject": "d", "later": 8 }] },
            "authorization": { "later": 9 }, "trace": { "dest": "e", "later": 10 },
            "default_permissions": { "pub": {}, "sub": {} },
            "later": { "deep": [11] }, "type": "account", "version": 2
        }
    });
    let read = jwt::decode::<Account>(&version2(&claims, &operator)).unwrap();
    let signed = sign(read.into_claims(), &operator);
    let mut again: Value = serde_json::from_str(&payload(signed.token())).unwrap();
    for made in ["iat", "jti"] {
        again.as_object_mut().unwrap().remove(made);
    }
    assert_eq!(again, claims);
}

#[test]
fn users_keep_unknown_claims_beside_known_ones() {
    let (account, user) = (key(Role::Account, 1), key(Role::User, 1));
    let claims = json!({
        "iss": account.public_key(), "sub": user.public_key(),
        "nats": { "pub": {}, "sub": {}, "subs": -1, "data": -1, "payload": -1, "tags": ["a:b"],
                  "issuer_account": account.public_key(), "later": true, "type": "user", "version": 2 }
    });
    let read = jwt::decode::<User>(&version2(&claims, &account)).unwrap().into_claims();
    assert_eq!(read.body.tags, ["a:b"]);
    assert_eq!(read.body.allowed.other.len(), 1, "{:?}", read.body.allowed.other);
    let again: Value = serde_json::from_str(&payload(sign(read, &account).token())).unwrap();
    assert_eq!(again["nats"], claims["nats"]);
}

#[test]
fn a_template_without_limits_has_none() {
    let operator = key(Role::Operator, 1);
    let [account, scoped] = [1, 2].map(|n| key(Role::Account, n).public_key().to_string());
    let scope = json!({ "kind": "user_scope", "key": scoped, "role": "r" });
    let claims = json!({ "iss": operator.public_key(), "sub": account,
        "nats": { "signing_keys": [scope], "type": "account", "version": 2 } });
    let read = jwt::decode::<Account>(&version2(&claims, &operator)).unwrap();
    let template = &read.claims().body.signing_keys.scope(&scoped).unwrap().template;
    assert_eq!(template, &UserPermissionLimits::unlimited());
    let unknown = json!({ "kind": "server_scope", "key": scoped });
    let claims = json!({ "iss": operator.public_key(), "sub": account,
        "nats": { "signing_keys": [unknown], "type": "account", "version": 2 } });
    let error = jwt::decode::<Account>(&version2(&claims, &operator)).unwrap_err().to_string();
    assert!(error.contains("server_scope"), "{error}");
}

#[test]
fn tiers_put_other_jet_stream_limits_aside() {
    let operator = key(Role::Operator, 1);
    let limits = json!({ "mem_storage": 5, "tiered_limits": { "R3": { "disk_storage": 7 } } });
    let claims = json!({ "iss": operator.public_key(), "sub": key(Role::Account, 1).public_key(),
        "nats": { "limits": limits, "type": "account", "version": 2 } });
    let read = jwt::decode::<Account>(&version2(&claims, &operator)).unwrap().into_claims();
    assert!(read.body.limits.jet_stream.is_empty());
    assert_eq!(read.body.limits.tiered_limits["R3"].disk_storage, 7);
    assert!(read.body.limits.allows_jet_stream());
}

#[test]
fn nulls_count_as_absent() {
    let account = key(Role::Account, 1);
    let claims = json!({ "iss": account.public_key(), "sub": key(Role::User, 1).public_key(), "name": null,
        "nats": { "src": null, "tags": null, "resp": null, "type": "user", "version": 2 } });
    assert!(jwt::decode::<User>(&version2(&claims, &account)).unwrap().claims().body.tags.is_empty());
}

#[test]
fn tokens_of_version_1_are_read() {
    let (account, user, scoped) = (key(Role::Account, 1), key(Role::User, 1), key(Role::Account, 2));
    let header = r#"{"typ":"jwt","alg":"ed25519"}"#;
    let only_claims = |_: &str, claims: &str| claims.to_owned();
    let claims = json!({ "iss": scoped.public_key(), "sub": user.public_key(), "iat": 7, "type": "user",
        "tags": ["a"], "issuer_account": account.public_key(),
        "nats": { "src": "10.0.0.0/8, 192.168.0.0/16", "max": 5, "payload": 12 } });
    let token = forge(header, &claims, only_claims, &scoped);
    assert_eq!(jwt::parse(&token).unwrap().version, 1);
    let read = jwt::decode::<User>(&token).unwrap().into_claims();
    assert_eq!(read.account(), account.public_key().as_str());
    assert_eq!((read.body.tags.as_slice(), read.body.version), (["a".to_owned()].as_slice(), 1));
    assert_eq!(read.body.allowed.limits.sources, ["10.0.0.0/8", "192.168.0.0/16"]);
    assert_eq!((read.body.allowed.nats.payload, read.body.allowed.nats.subscriptions), (12, -1));
    // The same claims with the signature of version 2 are someone else's.
    let token = forge(header, &claims, |header, claims| format!("{header}.{claims}"), &scoped);
    assert_eq!(jwt::decode::<User>(&token), Err(JwtError::Signature));
}

#[test]
fn claims_of_the_future_are_refused() {
    let account = key(Role::Account, 1);
    let claims = json!({ "iss": account.public_key(), "sub": key(Role::User, 1).public_key(),
        "nats": { "type": "user", "version": 3 } });
    assert_eq!(jwt::parse(&version2(&claims, &account)).unwrap_err(), JwtError::Version(3));
    let claims = json!({ "iss": account.public_key(), "nats": { "type": "robot", "version": 2 } });
    assert_eq!(jwt::parse(&version2(&claims, &account)).unwrap_err(), JwtError::UnknownKind("robot".to_owned()));
}

#[test]
fn an_issuer_of_the_wrong_role_is_refused() {
    let operator = key(Role::Operator, 1);
    let claims = json!({ "iss": operator.public_key(), "sub": key(Role::User, 1).public_key(),
        "nats": { "type": "user", "version": 2 } });
    let error = jwt::decode::<User>(&version2(&claims, &operator)).unwrap_err();
    assert_eq!(error, JwtError::IssuerRole { kind: Kind::User, role: Role::Operator });
}

#[test]
fn scopes_are_written_in_the_order_of_their_keys() {
    let mut claims = account();
    let template = UserPermissionLimits { bearer_token: true, ..UserPermissionLimits::default() };
    claims.body.signing_keys.add_scoped(UserScope::new(key(Role::Account, 3).public_key(), "reader", template));
    let jwt = sign(claims, &key(Role::Operator, 1));
    let json: Value = serde_json::from_str(&payload(jwt.token())).unwrap();
    let of = |item: &Value| item["key"].as_str().or(item.as_str()).unwrap().to_owned();
    let keys: Vec<String> = json["nats"]["signing_keys"].as_array().unwrap().iter().map(of).collect();
    assert!(keys.is_sorted() && keys.len() == 2, "{keys:?}");
}
