//! The smallest description gives a cluster that works.

use async_nats::jetstream;
use natsconf_core::deployment::Kept;
use natsconf_tests::servers;

use super::{fixture, rendered, running};

#[tokio::test]
async fn three_servers_keep_a_stream() {
    let running = running::start(servers::NEWEST, &fixture("minimal.yaml"));
    running.healthy();
    for server in &running.plan.servers {
        running.monitored(server, "/routez", |routes| routes["num_routes"] == 8);
    }
    running.monitored(&running.plan.servers[0], "/jsz", |jsz| jsz["meta_cluster"]["leader"].is_string());
    let options = async_nats::ConnectOptions::with_credentials_file(running.creds("APP", "app")).await.expect("creds");
    let client = options.connect(running.plan.client_urls()).await.expect("connected");
    let stream = jetstream::stream::Config {
        name: "ORDERS".to_owned(),
        subjects: vec!["orders.>".to_owned()],
        num_replicas: 3,
        ..Default::default()
    };
    let context = jetstream::new(client);
    running::persist(async || context.create_stream(stream.clone()).await).await;
    let acknowledgement =
        running::persist(async || context.publish("orders.new", "1".into()).await.expect("sent").await).await;
    assert_eq!((acknowledgement.stream.as_str(), acknowledgement.sequence), ("ORDERS", 1));
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    let deployment = fixture("minimal.yaml");
    let first = rendered(&deployment, &Kept::default(), None).expect("rendered");
    let kept = first.made;
    let second = rendered(&deployment, &kept, None).expect("rendered");
    assert!(second.made.seeds.is_empty() && second.made.tokens.is_empty(), "{:?}", second.made.tokens.keys());
    assert_eq!(first.rendered.files, second.rendered.files);
}
