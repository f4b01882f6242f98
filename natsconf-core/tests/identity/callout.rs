//! Auth callout with the real server: claims of ours and of the official library, to and fro.

use natsconf_core::identity::claims::{
    AccountClaims, AuthorizationRequest, AuthorizationRequestClaims, AuthorizationResponseClaims, Permission,
    UserClaims,
};
use natsconf_core::identity::{KeyPair, PublicKey, Role, Seed, jwt};
use natsconf_tests::servers::Running;
use serde_json::json;

use crate::client::Client;
use crate::world::{APP, World, app, creds, id, key, payload, serve, sign};

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
        answer: impl FnOnce(&AuthorizationRequestClaims) -> AuthorizationResponseClaims,
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
        let user = PublicKey::parse(&request.body.user_nkey).unwrap();
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
    assert_eq!(claims.data.id, id(&claims.data));
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
