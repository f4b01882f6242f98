//! A service for auth callouts that knows one user.

use async_nats::Client;
use futures_util::StreamExt;
use natsconf_core::identity::claims::{AuthorizationRequest, AuthorizationResponseClaims, Permission, UserClaims};
use natsconf_core::identity::{KeyPair, PublicKey, Seed, jwt};

/// What the service looks at: name and password.
pub const LOGIN: (&str, &str) = ("alice", "correct-horse");
/// The time at which it signs: any, since nothing expires.
const NOW: i64 = 1_750_000_000;

/// Answers until the test ends: `issuer` signs the answers, `users` the users, who may write orders and keep streams.
pub async fn answer(client: Client, issuer: &Seed, users: &Seed) {
    let [issuer, users] = [issuer, users].map(|seed| KeyPair::from_seed(seed.clone()).expect("a key"));
    let mut requests = client.subscribe("$SYS.REQ.USER.AUTH").await.expect("subscribed");
    client.flush().await.expect("flushed");
    tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            let text = std::str::from_utf8(&request.payload).expect("a JWT");
            let answer = decide(text, &issuer, &users);
            client.publish(request.reply.expect("a reply subject"), answer.into()).await.expect("answered");
        }
    });
}

fn decide(text: &str, issuer: &KeyPair, users: &KeyPair) -> String {
    let request = jwt::decode::<AuthorizationRequest>(text).expect("a request of a server");
    let asked = &request.claims().body;
    let options = &asked.connect_options;
    let answer = if (options.username.as_str(), options.password.expose()) == LOGIN {
        let mut user = UserClaims::new(&PublicKey::parse(&asked.user_nkey).expect("a key"), LOGIN.0);
        let allowed = ["orders.>", "$JS.API.>", "_INBOX.>"].map(str::to_owned).to_vec();
        user.body.allowed.permissions.publish = Permission { allow: allowed, ..Permission::default() };
        AuthorizationResponseClaims::accept(request.claims(), user.sign(users, NOW).expect("signed").token())
    } else {
        AuthorizationResponseClaims::refuse(request.claims(), "nobody knows this user")
    };
    let answer = answer.sign(issuer, NOW).expect("signed");
    // The form that the server asks for.
    let data = &answer.claims().data;
    assert_eq!((data.subject.as_str(), data.audience.as_str()), (asked.user_nkey.as_str(), asked.server.id.as_str()));
    assert_eq!(data.issuer, issuer.public_key().as_str());
    answer.token().to_owned()
}
