//! The core cluster of the plan, point by point.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use async_nats::jetstream::{self, stream};
use async_nats::{Auth, ConnectOptions, Event};
use futures_util::StreamExt;
use natsconf_core::deployment::Kept;
use natsconf_core::deployment::plan::Server;
use natsconf_core::identity::claims::Account;
use natsconf_core::identity::{creds, jwt};
use natsconf_tests::servers;

use super::responder::{LOGIN, answer};
use super::running::Running;
use super::{fixture, rendered, running};

/// The cluster with its leaf node, healthy: one for all tests that run at the same time. It ends with the last of them, which
/// one that is held for good would not.
fn started() -> Arc<Running> {
    static STARTED: Mutex<Weak<Running>> = Mutex::new(Weak::new());
    // A start that failed fails each of the tests with its own words.
    let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
    started.upgrade().unwrap_or_else(|| {
        let running = running::start(servers::NEWEST, &fixture("core-cluster.yaml"));
        running.healthy();
        let running = Arc::new(running);
        *started = Arc::downgrade(&running);
        running
    })
}

/// The account JWT of this name, out of the preload.
fn account(running: &Running, name: &str) -> jwt::Jwt<Account> {
    let preload = running.read("config/resolver-preload.conf");
    let mut lines = preload.lines().skip_while(|line| line.trim() != format!("# {name}")).skip(1);
    let (_, token) = lines.next().expect("the account").split_once(": ").expect("a key and a token");
    jwt::decode(token).expect("a JWT")
}

fn stream(name: &str, subject: &str) -> stream::Config {
    let subjects = vec![subject.to_owned()];
    stream::Config { name: name.to_owned(), subjects, num_replicas: 3, ..stream::Config::default() }
}

/// As someone with name and password, who shows a JWT where there is one.
fn asked(jwt: Option<String>, (name, password): (&str, &str)) -> ConnectOptions {
    let mut auth = Auth::new();
    auth.jwt = jwt;
    (auth.username, auth.password) = (Some(name.to_owned()), Some(password.to_owned()));
    ConnectOptions::with_auth_callback(move |_| std::future::ready(Ok(auth.clone())))
}

#[test]
fn point_1_every_server_accepts_its_file_and_is_ready() {
    // Each was asked with `-t` before it was started.
    let running = started();
    for server in &running.plan.servers {
        assert!(running.log(&server.name).contains("Server is ready"), "{}", server.name);
    }
}

#[test]
fn point_2_routes_are_complete_and_one_server_leads() {
    let running = started();
    let mut leaders = std::collections::BTreeSet::new();
    for server in running.plan.members(0) {
        // Two peers, with three routes in the pool and one for the system account each.
        running.monitored(server, "/routez", |routes| routes["num_routes"] == 8);
        let jsz = running.monitored(server, "/jsz", |jsz| jsz["meta_cluster"]["leader"].is_string());
        leaders.insert(jsz["meta_cluster"]["leader"].to_string());
    }
    assert_eq!(leaders.len(), 1, "{leaders:?}");
}

#[tokio::test]
async fn point_3_no_client_without_a_certificate() {
    let running = started();
    let creds = ConnectOptions::with_credentials_file(running.creds("APP", "backup")).await.expect("creds");
    let bare = creds.clone().add_root_certificates(running.certificate("ca", "pem"));
    bare.connect(running.plan.client_urls()).await.expect_err("refused");
    running.tls(creds).connect(running.plan.client_urls()).await.expect("connected");
}

#[test]
fn point_4_the_accounts_say_what_they_may() {
    let outcome = rendered(&fixture("core-cluster.yaml"), &Kept::default(), None).expect("rendered");
    let running = started();
    let auth = account(&running, "AUTH");
    let authorization = &auth.claims().body.authorization;
    assert_eq!(authorization.allowed_accounts, [account(&running, "APP").claims().data.subject.clone()]);
    let callout = running.read("creds/AUTH/callout.creds");
    let callout = creds::Creds::parse(&callout).expect("creds");
    assert_eq!(authorization.auth_users, [callout.key().public_key().to_string()]);
    let limits = account(&running, "APP").claims().body.limits.jet_stream.clone();
    let unlimited = (limits.memory_storage, limits.disk_storage, limits.streams, limits.consumers);
    assert_eq!(unlimited, (-1, -1, -1, -1));
    account(&running, "SYS");
    account(&running, "EDGE");
    assert_eq!(outcome.plan.system_account, "SYS");
}

#[tokio::test]
async fn point_5_the_auth_callout_decides() {
    let running = started();
    let service = ConnectOptions::with_credentials_file(running.creds("AUTH", "callout")).await.expect("creds");
    let service = running.tls(service).connect(running.plan.client_urls()).await.expect("connected");
    answer(service, &running.kept.seeds["account/AUTH"], &running.kept.seeds["account/APP"]).await;
    // Each server but the service's own hears of it through a route.
    let members = running.plan.members(0);
    let knows = |server: &&Server| {
        let routes = running::get(server.ports.monitoring, "/routez?subs=1");
        routes.is_some_and(|routes| routes.to_string().contains(r#""$SYS.REQ.USER.AUTH""#))
    };
    running::until(|| members.iter().filter(knows).count() == members.len() - 1);

    let sentinel = creds::Creds::parse(&running.read("creds/AUTH/sentinel.creds")).expect("creds");
    let sentinel = sentinel.jwt().token().to_owned();
    let (sender, mut refusals) = tokio::sync::mpsc::unbounded_channel();
    let options = asked(Some(sentinel.clone()), LOGIN).event_callback(move |event| {
        if let Event::ServerError(error) = event {
            sender.send(error.to_string()).expect("the test listens");
        }
        std::future::ready(())
    });
    let alice = running.tls(options).connect(running.plan.client_urls()).await.expect("connected");
    let context = jetstream::new(alice.clone());
    let mut kept = running::persist(async || context.create_stream(stream("ORDERS", "orders.>")).await).await;
    assert_eq!(kept.info().await.expect("info").config.num_replicas, 3);
    let acknowledgement =
        running::persist(async || context.publish("orders.new", "1".into()).await.expect("sent").await).await;
    assert_eq!(acknowledgement.sequence, 1);
    alice.publish("other", "1".into()).await.expect("sent");
    alice.flush().await.expect("flushed");
    let refusal = refusals.recv().await.expect("a refusal").to_lowercase();
    assert!(refusal.contains(r#"permissions violation for publish to "other""#), "{refusal}");

    let urls = || running.plan.client_urls();
    let wrong = ("alice", "wrong");
    let refused = running.tls(asked(Some(sentinel), wrong)).connect(urls()).await.expect_err("refused");
    assert!(refused.to_string().contains("authorization violation"), "{refused}");
    let logs: String = running.plan.servers.iter().map(|server| running.log(&server.name)).collect();
    assert!(logs.contains("Auth callout service returned an error"), "{logs}");

    // The default sentinel stands in for clients without a JWT.
    running.tls(asked(None, LOGIN)).connect(urls()).await.expect("connected");
    running.tls(asked(None, wrong)).connect(urls()).await.expect_err("refused");
    // Accounts without the claim are not asked about.
    let backup = ConnectOptions::with_credentials_file(running.creds("APP", "backup")).await.expect("creds");
    running.tls(backup).connect(urls()).await.expect("connected");
}

#[tokio::test]
async fn point_6_the_leaf_node_joins_its_account() {
    let running = started();
    let edge = running.plan.servers.last().expect("the leaf node");
    let hubs = running.plan.members(0);
    let joined = |hub: &Server| {
        running::get(hub.ports.monitoring, "/leafz").is_some_and(|leafz| leafz["leafs"][0]["name"] == "edge-1")
    };
    running::until(|| hubs.iter().any(joined));
    let options =
        || async { ConnectOptions::with_credentials_file(running.creds("EDGE", "hub")).await.expect("creds") };
    let hub = running.tls(options().await).connect(running.plan.client_urls()).await.expect("connected");
    let url = edge.url("tls", edge.ports.client);
    let there = running.tls(options().await).connect(url).await.expect("connected");
    let mut heard = there.subscribe("readings").await.expect("subscribed");
    there.flush().await.expect("flushed");
    // Interest takes a moment to be known at the hub.
    let message = loop {
        hub.publish("readings", "21 degrees".into()).await.expect("sent");
        hub.flush().await.expect("flushed");
        if let Ok(message) = tokio::time::timeout(std::time::Duration::from_millis(100), heard.next()).await {
            break message.expect("a message");
        }
    };
    assert_eq!(&message.payload[..], b"21 degrees");
    let config = running.read("config/edge-1.conf");
    assert!(config.contains("domain: edge-1") && config.contains("tls://"), "{config}");
}

#[test]
fn point_7_on_kubernetes_all_pods_have_one_configuration() {
    let outcome = rendered(&fixture("core-cluster.yaml"), &Kept::default(), None).expect("rendered");
    let text = |file: &str| String::from_utf8(outcome.rendered.files[file].bytes.clone()).expect("UTF-8");
    let config = text("config/nats-core.conf");
    for line in [
        "server_name: $SERVER_NAME",
        "http: \"0.0.0.0:8222\"",
        "pid_file: \"/var/run/nats/nats.pid\"",
        "dir: \"/data/resolver\"",
        "tls://nats-2.nats-headless:6222",
        "store_dir: \"/data\"",
    ] {
        assert!(config.contains(line), "{line}\n{config}");
    }
    assert!(!config.contains("advertise"), "it cannot say where each server is\n{config}");
    let names = &outcome.certificates.iter().find(|request| request.path == "certs/nats-core.pem").expect("one").names;
    for name in ["nats", "nats.nats", "nats-0.nats-headless", "nats-2.nats-headless.nats.svc.cluster.local"] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
}
