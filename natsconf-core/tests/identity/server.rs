//! The real server as judge: it starts with our tokens, lets our users in, and keeps out whom we call untrusted.

use natsconf_core::identity::chain;
use natsconf_core::identity::claims::{
    AccountClaims, ActivationClaims, Exchange, Export, Import, JetStreamLimits, Permission, UserClaims,
    UserPermissionLimits, UserScope,
};
use natsconf_core::identity::creds::Creds;
use natsconf_core::identity::{KeyPair, Role};
use natsconf_tests::servers::Running;
use serde_json::{Value, json};

use crate::client::Client;
use crate::world::{APP, PLAIN, SCOPED, World, app, creds, key, now, one, serve, sign};

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
    import.token.push_str(sign(activation, &key(Role::Account, APP)).token());
    import.local_subject.push_str("theirs.>");
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
