//! Secrets never show: not in debug output, not in errors, not in what is printed for people.

use natsconf_core::identity::claims::{AuthorizationRequestClaims, AuthorizationResponseClaims, UserClaims};
use natsconf_core::identity::creds::{Creds, seed, seed_file};
use natsconf_core::identity::import::Imported;
use natsconf_core::identity::inspect::Inspection;
use natsconf_core::identity::{PublicKey, Role, Secret, Seed, jwt};

use crate::world::{ISSUED, creds, key, sign};

#[track_caller]
fn assert_hidden(shown: &str, secrets: &[&str]) {
    for secret in secrets {
        assert!(!shown.contains(secret), "a secret shows: {}", shown.replace(secret, "<HERE>"));
    }
}

#[test]
fn seeds_do_not_show() {
    let (account, user) = (key(Role::Account, 1), key(Role::User, 1));
    let creds = creds(UserClaims::new(user.public_key(), "one"), &user, &account);
    let text = creds.to_text();
    let secret = user.seed().expose();
    let file = seed_file(user.seed());
    let imported = Imported::read([("u.nk", file.expose()), ("u.creds", text.expose())]);
    let inspection = Inspection::of(text.expose(), ISSUED).unwrap();
    let shown = [
        format!("{user:?} {:#?}", user.seed()),
        format!("{creds:?} {text:?} {file:?}"),
        format!("{imported:?}"),
        format!("{inspection:?} {} {}", inspection.json(), inspection.table(&imported.names())),
    ];
    assert!(imported.seeds.len() == 1 && imported.problems.is_empty());
    assert_hidden(&shown.join("\n"), &[secret, &secret[2..]]);
}

#[test]
fn errors_do_not_repeat_seeds() {
    let user = key(Role::User, 1);
    let secret = user.seed().expose();
    let mut shown: Vec<String> = Vec::new();
    let spoilt = [secret.to_owned(), format!("{secret}A"), secret[..57].to_owned(), secret.replace('A', "!")];
    for text in &spoilt {
        let files = [("key.nk", text.as_str()), ("one.creds", text.as_str())];
        shown.push(format!("{:?}", PublicKey::parse(text).map_err(|error| (error, error.to_string()))));
        shown.push(format!("{:?}", Seed::parse_as(Role::Account, text).map_err(|error| (error, error.to_string()))));
        shown.push(format!("{:?}", jwt::parse(text).map_err(|error| (error.to_string(), error))));
        shown.push(format!("{:?}", Creds::parse(text).map_err(|error| (error.to_string(), error))));
        shown.push(format!("{:?}", Inspection::of(text, 0).map_err(|error| (error.to_string(), error))));
        shown.push(format!("{:?}", seed(text).map_err(|error| (error.to_string(), error))));
        shown.push(format!("{:?}", Imported::read(files)));
        shown.extend(Imported::read(files).problems.iter().map(ToString::to_string));
    }
    assert_hidden(&shown.join("\n"), &[secret, &secret[2..40]]);
}

#[test]
fn passwords_of_clients_do_not_show() {
    let mut claims = AuthorizationRequestClaims::new(key(Role::Account, 1).public_key());
    claims.body.connect_options.password = Secret::new("canary-password");
    claims.body.connect_options.token = Secret::new("canary-token");
    claims.body.connect_options.jwt = "canary-jwt".to_owned();
    let request = sign(claims, &key(Role::Server, 1));
    let inspection = Inspection::of(request.token(), ISSUED).unwrap();
    let table = inspection.table(&std::collections::BTreeMap::new());
    assert_eq!(inspection.json()["claims"]["nats"]["connect_opts"]["pass"], "..");
    assert_hidden(&format!("{} {table}", inspection.json()), &["canary-password", "canary-token", "canary-jwt"]);
    assert_hidden(&format!("{request:?}"), &["canary-password", "canary-token"]);
    // The service that it is meant for reads them.
    let read = jwt::decode::<natsconf_core::identity::claims::AuthorizationRequest>(request.token()).unwrap();
    assert_eq!(read.claims().body.connect_options.password.expose(), "canary-password");
}

#[test]
fn user_tokens_in_responses_do_not_show() {
    let request = AuthorizationRequestClaims::new(key(Role::Account, 1).public_key());
    let mut response = AuthorizationResponseClaims::accept(&request, "canary-jwt");
    response.data.subject = key(Role::User, 1).public_key().to_string();
    let response = sign(response, &key(Role::Account, 1));
    let inspection = Inspection::of(response.token(), ISSUED).unwrap();
    let table = inspection.table(&std::collections::BTreeMap::new());
    assert_hidden(&format!("{} {table}", inspection.json()), &["canary-jwt"]);
}

#[test]
fn the_token_of_a_bearer_user_does_not_show_in_debug_output() {
    let claims = UserClaims::sentinel(key(Role::User, 1).public_key(), "sentinel");
    let jwt = sign(claims, &key(Role::Account, 1));
    assert_hidden(&format!("{jwt:?}"), &[jwt.token(), jwt.token().rsplit('.').next().unwrap()]);
}
