//! The real server as judge: it starts with our tokens, lets our users in, and keeps out whom we call untrusted.

use natsconf_core::identity::chain::{self, Problem};
use natsconf_core::identity::claims::{
    AccountClaims, ActivationClaims, AuthorizationRequest, AuthorizationResponseClaims, ClaimsData, Exchange, Export,
    Import, JetStreamLimits, MessageTrace, OperatorClaims, Permission, SamplingRate, ServiceLatency, UserClaims,
    UserPermissionLimits, UserScope, WeightedMapping,
};
use natsconf_core::identity::creds::Creds;
use natsconf_core::identity::{KeyPair, Role, Seed, jwt};
use natsconf_tests::servers::{NEWEST, Running, start};
use serde_json::{Value, json};
use sha2::{Digest, Sha512_256};

use crate::client::{Client, get};
use crate::world::{World, creds, key, now, payload, sign};

/// The account of most tests, its signing keys, and its one user.
const APP: u8 = 3;
const PLAIN: u8 = 4;
const SCOPED: u8 = 5;

fn app() -> AccountClaims {
    AccountClaims::new(key(Role::Account, APP).public_key(), "APP")
}

fn one() -> UserClaims {
    UserClaims::new(key(Role::User, 1).public_key(), "one")
}

fn serve(config: &str) -> Running {
    start(NEWEST, format!("{config}http: \"127.0.0.1:-1\"\n").as_str())
}

fn connect(server: &Running, claims: UserClaims, signer: &KeyPair) -> Result<Client, String> {
    Client::connect(server.url(), &creds(claims, &key(Role::User, 1), signer))
}

#[test]
fn a_user_connects_and_speaks() {
    let mut world = World::new();
    world.add(app());
    let server = serve(&world.config());
    let text = creds(one(), &key(Role::User, 1), &key(Role::Account, APP)).to_text();
    let mut client = Client::connect(server.url(), &Creds::parse(text.expose()).unwrap()).unwrap();
    client.subscribe("orders.>").unwrap();
    client.publish("orders.new", "", "hello");
    assert_eq!(client.message().text, "hello");
}

#[test]
fn permissions_hold() {
    let mut world = World::new();
    world.add(app());
    let server = serve(&world.config());
    let mut claims = one();
    claims.body.allowed.permissions.publish = Permission::allow(["orders.>"]);
    let mut client = connect(&server, claims, &key(Role::Account, APP)).unwrap();
    client.publish("orders.new", "", "hello");
    client.flush().unwrap();
    client.publish("other", "", "hello");
    assert_eq!(client.flush().unwrap_err(), "-ERR 'Permissions Violation for Publish to \"other\"'");
}

#[test]
fn limits_of_the_account_hold() {
    let mut world = World::new();
    let mut claims = app();
    claims.body.limits.account.connections = 1;
    claims.body.limits.nats.subscriptions = 1;
    world.add(claims);
    let server = serve(&world.config());
    let signer = key(Role::Account, APP);
    let mut first = connect(&server, one(), &signer).unwrap();
    assert!(connect(&server, one(), &signer).is_err_and(|error| error.contains("maximum account active connections")));
    first.subscribe("a").unwrap();
    assert_eq!(first.subscribe("b").unwrap_err(), "-ERR 'maximum subscriptions exceeded'");
}

#[test]
fn jet_stream_is_limited_by_tier() {
    let mut world = World::new();
    let mut claims = app();
    let tier = JetStreamLimits { disk_storage: 1 << 20, streams: 1, consumers: -1, ..JetStreamLimits::default() };
    claims.body.limits.tiered_limits.insert("R1".to_owned(), tier);
    world.add(claims);
    let server = serve(&format!("{}jetstream: {{ store_dir: store }}\n", world.config()));
    let mut client = connect(&server, one(), &key(Role::Account, APP)).unwrap();
    let info: Value = serde_json::from_str(&client.request("$JS.API.INFO", "")).unwrap();
    let limits = &info["tiers"]["R1"]["limits"];
    assert_eq!((&limits["max_storage"], &limits["max_streams"]), (&json!(1 << 20), &json!(1)), "{info}");
    let stream = |name: &str| json!({ "name": name, "subjects": [name], "storage": "file" }).to_string();
    let created = client.request("$JS.API.STREAM.CREATE.A", &stream("A"));
    assert!(created.contains("\"created\""), "{created}");
    let refused = client.request("$JS.API.STREAM.CREATE.B", &stream("B"));
    assert!(refused.contains("maximum number of streams reached"), "{refused}");
}

#[test]
fn users_of_signing_keys_connect() {
    let mut world = World::new();
    let mut claims = app();
    claims.body.signing_keys.add(key(Role::Account, PLAIN).public_key());
    let mut template = UserPermissionLimits::unlimited();
    template.permissions.publish = Permission::allow(["reader.{{name()}}"]);
    let scope = UserScope::new(key(Role::Account, SCOPED).public_key(), "reader", template);
    claims.body.signing_keys.add_scoped(scope);
    world.add(claims);
    let server = serve(&world.config());
    let account = key(Role::Account, APP).public_key().to_string();
    let mut plain = one();
    plain.body.issuer_account.clone_from(&account);
    connect(&server, plain, &key(Role::Account, PLAIN)).unwrap();
    let mut scoped = UserClaims::scoped(key(Role::User, 1).public_key(), "one");
    scoped.body.issuer_account = account;
    let mut client = connect(&server, scoped, &key(Role::Account, SCOPED)).unwrap();
    client.publish("reader.one", "", "");
    client.flush().unwrap();
    client.publish("reader.two", "", "");
    assert!(client.flush().unwrap_err().contains("Permissions Violation"));
}

#[test]
fn messages_flow_from_export_to_import() {
    let mut world = World::new();
    let mut exporter = app();
    let mut export = Export::new(Exchange::Stream, "orders.>");
    export.token_required = true;
    exporter.body.exports.push(export);
    world.add(exporter);
    let importer_key = key(Role::Account, 6);
    let activation = ActivationClaims::new(importer_key.public_key(), Exchange::Stream, "orders.>");
    let mut importer = AccountClaims::new(importer_key.public_key(), "IMPORTER");
    let mut import = Import::new(Exchange::Stream, key(Role::Account, APP).public_key(), "orders.>");
    import.token = sign(activation, &key(Role::Account, APP)).token().to_owned();
    import.local_subject = "theirs.>".to_owned();
    importer.body.imports.push(import);
    world.add(importer);
    let server = serve(&world.config());
    let mut here = connect(&server, one(), &importer_key).unwrap();
    here.subscribe("theirs.>").unwrap();
    let mut there = connect(&server, one(), &key(Role::Account, APP)).unwrap();
    there.publish("orders.new", "", "hello");
    there.flush().unwrap();
    assert_eq!(here.message().text, "hello");
}

/// A server with an auth callout, and the service's connection to it.
struct Callout {
    server: Running,
    service: Client,
    auth: KeyPair,
    xkey: Seed,
}

fn callout() -> Callout {
    let (auth, service) = (key(Role::Account, 7), key(Role::User, 7));
    let xkey = Seed::new(Role::Curve, &[7; 32]).unwrap();
    let mut world = World::new();
    world.add(app());
    let mut claims = AccountClaims::new(auth.public_key(), "AUTH");
    claims.body.authorization.auth_users.push(service.public_key().to_string());
    claims.body.authorization.allowed_accounts.push(key(Role::Account, APP).public_key().to_string());
    world.add(claims);
    let server = serve(&world.config());
    let service_claims = UserClaims::new(service.public_key(), "service");
    let mut service = Client::connect(server.url(), &creds(service_claims, &service, &auth)).unwrap();
    service.subscribe("$SYS.REQ.USER.AUTH").unwrap();
    Callout { server, service, auth, xkey }
}

impl Callout {
    /// Lets a client with the sentinel and a password knock, answers as `answer` says, and tells how it went.
    fn knock(
        &mut self,
        answer: impl FnOnce(&natsconf_core::identity::claims::AuthorizationRequestClaims) -> AuthorizationResponseClaims,
    ) -> (Result<Client, String>, String) {
        let sentinel = UserClaims::sentinel(key(Role::User, 8).public_key(), "sentinel");
        let sentinel = sign(sentinel, &self.auth).token().to_owned();
        let url = self.server.url().to_owned();
        let options = json!({ "jwt": sentinel, "user": "ada", "pass": "right", "name": "<ada> & co" });
        let client = std::thread::spawn(move || Client::connect_with(&url, options, None));
        let message = self.service.message();
        let request = jwt::decode::<AuthorizationRequest>(&message.text).unwrap();
        let response = sign(answer(request.claims()), &self.auth);
        self.service.publish(&message.reply, "", response.token());
        self.service.flush().unwrap();
        (client.join().unwrap(), message.text)
    }
}

#[test]
fn an_auth_callout_lets_in_and_keeps_out() {
    let mut callout = callout();
    let (client, token) = callout.knock(|request| {
        assert_eq!(request.body.connect_options.username, "ada");
        assert_eq!(request.body.connect_options.password.expose(), "right");
        let user = natsconf_core::identity::PublicKey::parse(&request.body.user_nkey).unwrap();
        let mut claims = UserClaims::new(&user, "ada");
        claims.body.allowed.permissions.publish = Permission::allow(["orders.>"]);
        AuthorizationResponseClaims::accept(request, sign(claims, &key(Role::Account, APP)).token())
    });
    let mut client = client.unwrap();
    client.publish("other", "", "");
    assert!(client.flush().unwrap_err().contains("Permissions Violation"));
    let (client, _) = callout.knock(|request| AuthorizationResponseClaims::refuse(request, "wrong password"));
    assert!(client.is_err_and(|error| error.contains("Authorization Violation")));
    callout.server.logged("wrong password");
    the_official_library_wrote(&token);
}

/// The server's own token: the official library made it, and ours has the same bytes.
fn the_official_library_wrote(token: &str) {
    let claims = jwt::decode::<AuthorizationRequest>(token).unwrap().into_claims();
    let nameless = ClaimsData { id: String::new(), ..claims.data.clone() };
    let hash = Sha512_256::digest(serde_json::to_string(&nameless).unwrap());
    assert_eq!(claims.data.id, data_encoding::BASE32_NOPAD.encode(&hash));
    let ours = claims.clone().sign(&key(Role::Server, 1), claims.data.issued_at).unwrap();
    let signed = &ours.claims().data;
    let same = payload(ours.token()).replace(&signed.issuer, &claims.data.issuer).replace(&signed.id, &claims.data.id);
    assert_eq!(same, payload(token));
}

#[test]
fn requests_are_encrypted_for_the_curve_key() {
    let callout = callout();
    let mut world = World::new();
    let mut claims = AccountClaims::new(callout.auth.public_key(), "AUTH");
    claims.body.authorization.auth_users.push(key(Role::User, 7).public_key().to_string());
    claims.body.authorization.xkey = callout.xkey.public_key().to_string();
    assert_eq!(chain::account(&sign(claims.clone(), &world.operator).into_claims(), &[&world.operator_claims], 0), []);
    world.add(claims);
    let server = serve(&world.config());
    let service = UserClaims::new(key(Role::User, 7).public_key(), "service");
    let mut service = Client::connect(server.url(), &creds(service, &key(Role::User, 7), &callout.auth)).unwrap();
    service.subscribe("$SYS.REQ.USER.AUTH").unwrap();
    let sentinel = UserClaims::sentinel(key(Role::User, 8).public_key(), "sentinel");
    let options = json!({ "jwt": sign(sentinel, &callout.auth).token() });
    let url = server.url().to_owned();
    std::thread::spawn(move || Client::connect_with(&url, options, None));
    // Headers come first, in which the server gives its own curve key; then the sealed request.
    let sealed = service.sealed_message();
    assert!(sealed.headers.contains("Nats-Server-Xkey: X"), "{}", sealed.headers);
    let [open, sender] = [
        nkeys::XKey::from_seed(callout.xkey.expose()).unwrap(),
        nkeys::XKey::from_public_key(sealed.headers.split("Xkey: ").nth(1).unwrap().trim()).unwrap(),
    ];
    let token = String::from_utf8(open.open(&sealed.bytes, &sender).unwrap()).unwrap();
    the_official_library_wrote(&token);
}

/// Every claim that an account may have, in a form that the server accepts.
fn every_account_claim() -> AccountClaims {
    let mut claims = app();
    let body = &mut claims.body;
    let importer = key(Role::Account, 6);
    let mut stream = Export::new(Exchange::Stream, "orders.*.>");
    (stream.name, stream.token_required, stream.account_token_position) = ("orders <&>".to_owned(), true, 2);
    (stream.description, stream.info_url, stream.advertise) = ("d".to_owned(), "https://example.com/".to_owned(), true);
    stream.revocations.revoke("*", 5);
    let mut service = Export::new(Exchange::Service, "ask");
    (service.response_type, service.response_threshold) = ("Chunked".to_owned(), 2_000_000_000);
    service.latency = Some(ServiceLatency { sampling: SamplingRate::Percent(50), results: "latency".to_owned() });
    service.allow_trace = true;
    let mut by_header = Export::new(Exchange::Service, "ask2");
    by_header.latency = Some(ServiceLatency { sampling: SamplingRate::Headers, results: "latency2".to_owned() });
    body.exports = vec![stream, service, by_header];
    let mut import = Import::new(Exchange::Service, importer.public_key(), "theirs.*");
    (import.name, import.local_subject, import.share) = ("i".to_owned(), "mine.$1".to_owned(), true);
    let mut traced = Import::new(Exchange::Stream, importer.public_key(), "a");
    (traced.to, traced.allow_trace) = ("b".to_owned(), true);
    body.imports = vec![import, traced];
    body.limits.account.disallow_bearer = true;
    let jet_stream = JetStreamLimits {
        memory_storage: 1,
        disk_storage: 2,
        streams: 3,
        consumers: 4,
        max_ack_pending: 5,
        memory_max_stream_bytes: 6,
        disk_max_stream_bytes: 7,
        max_bytes_required: true,
        ..JetStreamLimits::default()
    };
    body.limits.tiered_limits = [("R3", jet_stream.clone()), ("R1", jet_stream)].map(|(n, l)| (n.to_owned(), l)).into();
    body.signing_keys.add(key(Role::Account, PLAIN).public_key());
    let mut template = UserPermissionLimits::unlimited();
    template.permissions.subscribe = Permission { allow: vec!["a q".to_owned()], deny: vec!["b.>".to_owned()] };
    template.permissions.responses =
        Some(natsconf_core::identity::claims::ResponsePermission { max_messages: 1, expires: 5 });
    template.limits.sources = vec!["10.0.0.0/8".to_owned()];
    template.limits.times =
        vec![natsconf_core::identity::claims::TimeRange { start: "08:00:00".into(), end: "18:00:00".into() }];
    template.limits.locale = "UTC".to_owned();
    (template.bearer_token, template.proxy_required) = (true, true);
    template.allowed_connection_types = vec!["STANDARD".to_owned()];
    let mut scope = UserScope::new(key(Role::Account, SCOPED).public_key(), "reader", template);
    scope.description = "reads".to_owned();
    body.signing_keys.add_scoped(scope);
    body.revocations.revoke(key(Role::User, 9).public_key().as_str(), 5);
    body.default_permissions.publish = Permission::deny(["secret.>"]);
    let to = |subject: &str, weight, cluster: &str| WeightedMapping {
        subject: subject.to_owned(),
        weight,
        cluster: cluster.to_owned(),
        ..WeightedMapping::default()
    };
    body.mappings.insert("from".to_owned(), vec![to("x", 40, ""), to("y", 100, "c1")]);
    body.authorization.auth_users = vec![key(Role::User, 9).public_key().to_string()];
    body.authorization.allowed_accounts = vec!["*".to_owned()];
    body.authorization.xkey = Seed::new(Role::Curve, &[1; 32]).unwrap().public_key().to_string();
    body.trace = Some(MessageTrace { destination: "traces".to_owned(), sampling: 10, ..MessageTrace::default() });
    body.cluster_traffic = "owner".to_owned();
    (body.description, body.info_url) = ("An <account>".to_owned(), "https://example.com/?a&b".to_owned());
    body.tags = vec!["team:a".to_owned()];
    (claims.data.expires, claims.data.not_before) = (now() + 3600, 5);
    claims.data.audience = "aud".to_owned();
    claims
}

fn every_operator_claim(world: &mut World) {
    let body = &mut world.operator_claims.body;
    body.signing_keys = vec![key(Role::Operator, 8).public_key().to_string()];
    body.account_server_url = "nats://localhost:4222".to_owned();
    body.operator_service_urls = vec!["tls://localhost:4222".to_owned(), "ws://localhost".to_owned()];
    body.assert_server_version = "2.10.0".to_owned();
    body.strict_signing_key_usage = true;
    body.tags = vec!["a".to_owned()];
    world.accounts.clear();
    let system = AccountClaims::new(world.system.public_key(), "SYS");
    world.accounts.push(sign(system, &key(Role::Operator, 8)));
    world.accounts.push(sign(every_account_claim(), &key(Role::Operator, 8)));
}

/// The server reads our tokens into the official library's types and writes these as JSON: the same bytes as ours.
#[test]
fn the_official_library_writes_the_same_claims() {
    let mut world = World::new();
    every_operator_claim(&mut world);
    let account = world.accounts[1].clone();
    let trusted = chain::account(account.claims(), &[&world.operator_claims], now());
    assert!(trusted.iter().all(|problem| !problem.refused()), "{trusted:?}");
    let server = serve(&world.config());
    let monitoring = &server.ports().monitoring[0];
    let accountz = get(monitoring, &format!("/accountz?acc={}", account.claims().data.subject));
    assert_eq!(compact_object(&accountz, "decoded_jwt"), payload(account.token()));
    let varz = get(monitoring, "/varz");
    let operator = sign(world.operator_claims.clone(), &world.operator);
    assert_eq!(compact_object(&varz, "trusted_operators_claim"), payload(operator.token()));
}

/// The first object behind a name, without the blanks between its parts.
fn compact_object(text: &str, name: &str) -> String {
    let start = text.find(&format!("\"{name}\"")).unwrap_or_else(|| panic!("no {name} in {text}"));
    let object = &text[start + text[start..].find('{').unwrap()..];
    let (mut compact, mut depth, mut quoted, mut escaped) = (String::new(), 0, false, false);
    for c in object.chars() {
        if quoted || !c.is_whitespace() {
            compact.push(c);
        }
        match c {
            '"' if !escaped => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted => depth -= 1,
            _ => {}
        }
        escaped = quoted && c == '\\' && !escaped;
        if depth == 0 {
            break;
        }
    }
    compact
}

/// One way to be refused, or not: the claims of the account, those of the user, and who signs the user.
struct Case {
    name: &'static str,
    account: AccountClaims,
    user: UserClaims,
    signer: KeyPair,
}

fn cases() -> Vec<Case> {
    let account_key = |number| key(Role::Account, number);
    let mut cases: Vec<Case> = Vec::new();
    let mut add = |name, change: &dyn Fn(&mut AccountClaims, &mut UserClaims), signer: Option<u8>| {
        let number = 20 + u8::try_from(cases.len()).unwrap();
        let mut account = AccountClaims::new(account_key(number).public_key(), name);
        account.body.signing_keys.add(account_key(PLAIN).public_key());
        let template = UserPermissionLimits::unlimited();
        let scope = UserScope::new(account_key(SCOPED).public_key(), "scope", template);
        account.body.signing_keys.add_scoped(scope);
        let mut user = one();
        if signer.is_some() {
            user.body.issuer_account = account.data.subject.clone();
        }
        change(&mut account, &mut user);
        cases.push(Case { name, account, user, signer: account_key(signer.unwrap_or(number)) });
    };
    let (past, future) = (now() - 60, now() + 3600);
    add("sound", &|_, _| {}, None);
    add("by signing key", &|_, _| {}, Some(PLAIN));
    add("by unknown key", &|_, _| {}, Some(99));
    add("issuer account missing", &|_, user| user.body.issuer_account.clear(), Some(PLAIN));
    add("scoped, with limits", &|_, _| {}, Some(SCOPED));
    add("scoped", &|_, user| user.body.allowed = UserPermissionLimits::default(), Some(SCOPED));
    add("user expired", &|_, user| user.data.expires = past, None);
    add("user expires later", &|_, user| user.data.expires = future, None);
    add("user not yet valid", &|_, user| user.data.not_before = future, None);
    add("account expired", &|account, _| account.data.expires = past, None);
    add("account not yet valid", &|account, _| account.data.not_before = future, None);
    add("revoked", &|account, user| account.body.revocations.revoke(&user.data.subject, past), None);
    add("all revoked", &|account, _| account.body.revocations.revoke("*", past), None);
    add("others revoked", &|account, _| account.body.revocations.revoke("U1", past), None);
    add("revoked before it was issued", &|account, _| account.body.revocations.revoke("*", 5), None);
    add("bearer", &|_, user| user.body.allowed.bearer_token = true, None);
    add(
        "bearer forbidden",
        &|account, user| {
            account.body.limits.account.disallow_bearer = true;
            user.body.allowed.bearer_token = true;
        },
        None,
    );
    let networks = |networks: &'static [&str]| {
        move |_: &mut AccountClaims, user: &mut UserClaims| {
            user.body.allowed.limits.sources = networks.iter().map(ToString::to_string).collect();
        }
    };
    add("from here", &networks(&["127.0.0.0/8"]), None);
    add("bad network", &networks(&["127.0.0.0"]), None);
    let publish = |subject: &'static str| {
        move |_: &mut AccountClaims, user: &mut UserClaims| {
            user.body.allowed.permissions.publish = Permission::allow([subject]);
        }
    };
    add("queue in pub", &publish("a q"), None);
    add("two dots in pub", &publish("a..b"), None);
    add("wildcards in pub", &publish("a.*.>"), None);
    let default = |subject: &'static str| {
        move |account: &mut AccountClaims, _: &mut UserClaims| {
            account.body.default_permissions.subscribe = Permission::allow([subject]);
        }
    };
    add("queue in default sub", &default("a q"), None);
    add("two blanks in default sub", &default("a b c"), None);
    let export = |exports: &'static [(Exchange, &str)]| {
        move |account: &mut AccountClaims, _: &mut UserClaims| {
            account.body.exports = exports.iter().map(|(exchange, subject)| Export::new(*exchange, *subject)).collect();
        }
    };
    use Exchange::{Service, Stream};
    add("exports apart", &export(&[(Stream, "a.*"), (Stream, "b"), (Service, "a.b")]), None);
    add("exports overlap", &export(&[(Stream, "a.*"), (Stream, "a.b")]), None);
    add("export twice", &export(&[(Service, "a"), (Service, "a")]), None);
    add("export without subject", &export(&[(Service, "")]), None);
    add(
        "too many exports",
        &|account, user| {
            account.body.limits.account.exports = 1;
            export(&[(Stream, "a"), (Stream, "b")])(account, user);
        },
        None,
    );
    add(
        "wildcard export forbidden",
        &|account, user| {
            (account.body.limits.account.exports, account.body.limits.account.wildcard_exports) = (5, false);
            export(&[(Stream, "a.*")])(account, user);
        },
        None,
    );
    add(
        "wildcard export forbidden, exports unlimited",
        &|account, user| {
            account.body.limits.account.wildcard_exports = false;
            export(&[(Stream, "a.*")])(account, user);
        },
        None,
    );
    let service = |change: fn(&mut Export)| {
        move |account: &mut AccountClaims, _: &mut UserClaims| {
            let mut export = Export::new(Service, "a.*");
            change(&mut export);
            account.body.exports.push(export);
        }
    };
    add("unknown response type", &service(|export| export.response_type = "Twice".to_owned()), None);
    add("negative threshold", &service(|export| export.response_threshold = -1), None);
    add(
        "latency to a wildcard",
        &service(|export| {
            export.latency = Some(ServiceLatency { sampling: SamplingRate::Percent(5), results: "r.*".to_owned() });
        }),
        None,
    );
    add("token position", &service(|export| export.account_token_position = 2), None);
    add("token position off", &service(|export| export.account_token_position = 1), None);
    add("token position beyond", &service(|export| export.account_token_position = 9), None);
    let import = |change: fn(&mut Import)| {
        move |account: &mut AccountClaims, _: &mut UserClaims| {
            let mut import = Import::new(Service, key(Role::Account, APP).public_key(), "a.*.b");
            change(&mut import);
            account.body.imports.push(import);
        }
    };
    add("import", &import(|_| {}), None);
    add("import renamed", &import(|import| import.local_subject = "x.$1".to_owned()), None);
    add("import renamed without wildcard", &import(|import| import.local_subject = "x".to_owned()), None);
    add("import renamed beyond", &import(|import| import.local_subject = "x.$2".to_owned()), None);
    add(
        "import renamed twice",
        &import(|import| {
            (import.local_subject, import.to) = ("x.$1".to_owned(), "y.*".to_owned());
        }),
        None,
    );
    add("import from nowhere", &import(|import| import.account.clear()), None);
    add("import with trace", &import(|import| import.allow_trace = true), None);
    add("import shares stream", &import(|import| (import.exchange, import.share) = (Some(Stream), true)), None);
    add("import with a broken token", &import(|import| import.token = "eyJ".to_owned()), None);
    add(
        "imports overlap",
        &|account, user| {
            import(|_| {})(account, user);
            import(|import| import.subject = "a.b.b".to_owned())(account, user);
        },
        None,
    );
    add(
        "no imports allowed",
        &|account, user| {
            account.body.limits.account.imports = 0;
            import(|_| {})(account, user);
        },
        None,
    );
    let mapping = |weights: &'static [(u8, &str)]| {
        move |account: &mut AccountClaims, _: &mut UserClaims| {
            let to = |(weight, cluster): &(u8, &str)| WeightedMapping {
                subject: format!("to.{weight}.{cluster}x"),
                weight: *weight,
                cluster: (*cluster).to_owned(),
                ..WeightedMapping::default()
            };
            account.body.mappings.insert("from".to_owned(), weights.iter().map(to).collect());
        }
    };
    add("weights of 100", &mapping(&[(40, ""), (60, ""), (100, "c")]), None);
    add("weights of 101", &mapping(&[(40, ""), (61, "")]), None);
    add("weights of 101 in a cluster", &mapping(&[(40, "c"), (61, "c")]), None);
    add(
        "flat and tiered",
        &|account, _| {
            account.body.limits.jet_stream = JetStreamLimits::unlimited();
            account.body.limits.tiered_limits.insert("R1".to_owned(), JetStreamLimits::unlimited());
        },
        None,
    );
    add(
        "tier without name",
        &|account, _| {
            account.body.limits.tiered_limits.insert(String::new(), JetStreamLimits::unlimited());
        },
        None,
    );
    add(
        "trace to a wildcard",
        &|account, _| {
            account.body.trace = Some(MessageTrace { destination: "t.>".to_owned(), ..MessageTrace::default() });
        },
        None,
    );
    add(
        "trace of 101 %",
        &|account, _| {
            account.body.trace =
                Some(MessageTrace { destination: "t".to_owned(), sampling: 101, ..MessageTrace::default() });
        },
        None,
    );
    add("allowed accounts alone", &|account, _| account.body.authorization.allowed_accounts.push("*".to_owned()), None);
    add(
        "auth user no user",
        &|account, _| {
            let account_key = account.data.subject.clone();
            account.body.authorization.auth_users.push(account_key);
        },
        None,
    );
    add(
        "star beside others",
        &|account, user| {
            account.body.authorization.auth_users.push(user.data.subject.clone());
            account.body.authorization.allowed_accounts = vec!["*".to_owned(), account.data.subject.clone()];
        },
        None,
    );
    add(
        "bad signing key",
        &|account, _| {
            account.body.signing_keys.0.insert("AX".to_owned(), None);
        },
        None,
    );
    add("cluster traffic elsewhere", &|account, _| account.body.cluster_traffic = "elsewhere".to_owned(), None);
    add("bad info url", &|account, _| account.body.info_url = "nowhere".to_owned(), None);
    add("long description", &|account, _| account.body.description = "x".repeat(8 * 1024 + 1), None);
    cases
}

/// For each case, whom we call trusted the server lets in, and nobody else.
#[test]
fn the_server_and_we_trust_the_same() {
    let mut world = World::new();
    world.add(app());
    let cases = cases();
    let issued = now() - 3600;
    for case in &cases {
        world.accounts.push(case.account.clone().sign(&world.operator, issued).unwrap());
    }
    let operator = sign(world.operator_claims.clone(), &world.operator).into_claims();
    let server = serve(&format!("{}debug: true\n", world.config()));
    let mut disagreements = Vec::new();
    for (case, account) in cases.iter().zip(&world.accounts[2..]) {
        let user = case.user.clone().sign(&case.signer, issued).unwrap();
        let problems = problems(account.claims(), user.claims(), &operator);
        let ours = !problems.iter().any(Problem::refused);
        let creds = Creds::new(user, key(Role::User, 1)).unwrap();
        let theirs = Client::connect(server.url(), &creds).map(|_| ());
        if ours != theirs.is_ok() {
            disagreements.push(format!("{}: we say {problems:?}, the server says {theirs:?}", case.name));
        }
    }
    assert!(disagreements.is_empty(), "{}\n{}", disagreements.join("\n"), server.log().join("\n"));
}

fn problems(account: &AccountClaims, user: &UserClaims, operator: &OperatorClaims) -> Vec<Problem> {
    let mut problems = chain::account(account, &[operator], now());
    problems.extend(chain::user(user, account, &[operator], now()));
    problems
}

#[test]
fn accounts_of_strangers_are_kept_out() {
    let mut world = World::new();
    world.accounts.push(sign(app(), &key(Role::Operator, 9)));
    let server = serve(&world.config());
    let error = connect(&server, one(), &key(Role::Account, APP)).err().unwrap();
    assert!(error.contains("Authorization Violation"), "{error}");
}

#[test]
fn operators_are_taken_at_their_word() {
    // Expired, and signed by a stranger: the server looks at neither.
    let mut world = World::new();
    world.operator_claims.data.expires = 5;
    world.add(app());
    let config = world.config();
    let ours = sign(world.operator_claims.clone(), &world.operator);
    let stranger = sign(world.operator_claims.clone(), &key(Role::Operator, 9));
    let server = serve(&config.replace(ours.token(), stranger.token()));
    assert!(connect(&server, one(), &key(Role::Account, APP)).is_ok());
    let problems = chain::operator(stranger.claims(), now());
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems.iter().all(|problem| !problem.refused()), "{problems:?}");
}
