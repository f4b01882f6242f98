//! What others made: JWTs, seeds, an nsc store, and preloads.

use natsconf_core::identity::claims::{AccountClaims, Kind, UserClaims};
use natsconf_core::identity::creds::{decorate, seed_file};
use natsconf_core::identity::import::Imported;
use natsconf_core::identity::{Role, Seed};

use crate::world::{World, creds, key, sign};

/// A world with one account of its own.
fn world() -> World {
    let mut world = World::new();
    let mut app = AccountClaims::new(key(Role::Account, 3).public_key(), "APP");
    app.body.signing_keys.add(key(Role::Account, 4).public_key());
    world.add(app);
    world
}

/// The files of `nsc`, by name and text.
fn store(world: &World) -> Vec<(String, String)> {
    let operator = sign(world.operator_claims.clone(), &world.operator);
    let user = UserClaims::new(key(Role::User, 1).public_key(), "one");
    let user = creds(user, &key(Role::User, 1), &key(Role::Account, 3));
    let seed = |role, n| seed_file(key(role, n).seed()).expose().to_owned();
    let files = [
        ("stores/DEMO/.nsc", r#"{"name":"DEMO","kind":"operator","version":"1"}"#.to_owned()),
        ("stores/DEMO/DEMO.jwt", operator.token().to_owned()),
        ("stores/DEMO/accounts/SYS/SYS.jwt", world.accounts[0].token().to_owned()),
        ("stores/DEMO/accounts/APP/APP.jwt", decorate(Kind::Account, world.accounts[1].token())),
        ("stores/DEMO/accounts/APP/users/one.jwt", user.jwt().token().to_owned()),
        ("keys/creds/DEMO/APP/one.creds", user.to_text().expose().to_owned()),
        ("keys/keys/O/AB/OAB.nk", seed(Role::Operator, 1)),
        ("keys/keys/A/CD/ACD.nk", seed(Role::Account, 4)),
    ];
    files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

fn read(files: &[(String, String)]) -> Imported {
    Imported::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

#[test]
fn an_nsc_store_is_read() {
    let imported = read(&store(&world()));
    assert_eq!(imported.problems, []);
    assert_eq!(imported.ignored, ["stores/DEMO/.nsc"]);
    assert_eq!((imported.operators.len(), imported.accounts.len(), imported.users.len()), (1, 2, 1));
    assert_eq!(imported.seeds.len(), 3);
    let [operator] = imported.operators.values().collect::<Vec<_>>().try_into().unwrap();
    let signer = imported.operator_signer(operator).unwrap();
    assert_eq!(signer.public_key(), key(Role::Operator, 1).public_key());
    let app = &imported.accounts[key(Role::Account, 3).public_key().as_str()];
    let signer = imported.account_signer(app).unwrap();
    assert_eq!(signer.public_key(), key(Role::Account, 4).public_key());
    let names = imported.names();
    assert_eq!(names[key(Role::Account, 4).public_key().as_str()], "signing key of account APP");
    assert_eq!(names[key(Role::User, 1).public_key().as_str()], "user one");
}

#[test]
fn without_seeds_it_is_said_what_cannot_be_signed() {
    let files: Vec<_> = store(&world()).into_iter().filter(|(name, _)| name.starts_with("stores")).collect();
    let said: Vec<String> = read(&files).unsignable().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    let operator = key(Role::Operator, 1);
    assert_eq!(
        said[0],
        format!(
            "no seed signs accounts for operator `DEMO` ({}): the given account JWTs are used as they are, and none \
             can be added or changed",
            operator.public_key()
        )
    );
}

#[test]
fn strict_operators_do_not_sign_with_their_identity() {
    let mut world = world();
    world.operator_claims.body.strict_signing_key_usage = true;
    let imported = read(&store(&world));
    assert!(imported.operator_signer(imported.operators.values().next().unwrap()).is_none());
}

#[test]
fn a_preload_is_read() {
    let config = world().config();
    let imported = Imported::read([("resolver-preload.conf", config.as_str())]);
    assert_eq!(imported.problems, []);
    assert_eq!((imported.operators.len(), imported.accounts.len()), (1, 2));
    let quoted = config.replace(": eyJ", " = \"eyJ").replace("\n  A", "\"\n  A");
    assert_eq!(Imported::read([("quoted.conf", quoted.as_str())]).accounts.len(), 2);
}

#[test]
fn commented_accounts_do_not_count() {
    let config = world().config().replace("\n  A", "\n  # A");
    assert!(Imported::read([("resolver-preload.conf", config.as_str())]).accounts.is_empty());
}

#[test]
fn an_account_under_the_wrong_key_is_reported() {
    let (app, other) = (key(Role::Account, 3), key(Role::Account, 9));
    let config = world().config().replace(&format!("  {}", app.public_key()), &format!("  {}", other.public_key()));
    let [problem] = Imported::read([("p.conf", config.as_str())]).problems.try_into().unwrap();
    assert_eq!(
        problem.to_string(),
        format!(
            "p.conf:6: the account is preloaded under the key {}, but its JWT is about {}",
            other.public_key(),
            app.public_key()
        )
    );
}

#[test]
fn of_two_tokens_the_later_stays() {
    let operator = key(Role::Operator, 1);
    let claims = AccountClaims::new(key(Role::Account, 3).public_key(), "APP");
    let [old, new] = [100, 200].map(|issued| claims.clone().sign(&operator, issued).unwrap());
    let files = [("new.jwt", new.token()), ("old.jwt", old.token())];
    let imported = Imported::read(files);
    assert_eq!(imported.accounts.values().next().unwrap().claims().data.issued_at, 200);
}

#[test]
fn broken_files_are_reported_with_their_names() {
    let world = world();
    let token = world.accounts[1].token();
    let broken = format!("{}x", &token[..token.len() - 1]);
    let seed = key(Role::Account, 4).seed().expose().replace("SA", "SB");
    let creds = "-----BEGIN NATS USER JWT-----\n\n-----BEGIN USER NKEY SEED-----\n";
    let files = [("a.jwt", broken.as_str()), ("b.nk", seed.as_str()), ("c.creds", creds), ("d.txt", "hello")];
    let imported = Imported::read(files);
    let said: Vec<String> = imported.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert_eq!(said[1], "b.nk: the checksum does not fit: there is a typing error in this key");
    let blank = "c.creds:2: line 2 is blank: the JWT must stand directly below `-----BEGIN NATS USER JWT-----`";
    assert_eq!(said[2], blank);
    assert_eq!(imported.ignored, ["d.txt"]);
}

#[test]
fn curve_seeds_are_kept_too() {
    let seed = Seed::new(Role::Curve, &[7; 32]).unwrap();
    let file = seed_file(&seed);
    let imported = Imported::read([("x.nk", file.expose())]);
    assert!(imported.seeds.contains_key(seed.public_key()), "{:?}", imported.problems);
    assert!(imported.key_pair(seed.public_key().as_str()).is_none());
}
