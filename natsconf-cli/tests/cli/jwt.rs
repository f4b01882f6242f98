//! `jwt inspect` and `jwt verify`.

use natsconf_core::identity::claims::{AccountClaims, OperatorClaims, UserClaims};
use natsconf_core::identity::creds::Creds;
use natsconf_core::identity::{KeyPair, Role};

use crate::run::{Folder, Run};

const ISSUED: i64 = 1_800_000_000;
const NOW: &str = "--at=2027-01-16T08:00:00Z";

/// A folder with an operator, an account, a user that expires, and a configuration that preloads the account.
fn world() -> Folder {
    let key = |role, random| KeyPair::new(role, &[random; 32]).unwrap();
    let (operator, account, user) = (key(Role::Operator, 1), key(Role::Account, 2), key(Role::User, 3));
    let operator_jwt = OperatorClaims::new(operator.public_key(), "demo").sign(&operator, ISSUED).unwrap();
    let account_jwt = AccountClaims::new(account.public_key(), "ORDERS").sign(&operator, ISSUED).unwrap();
    let mut claims = UserClaims::new(user.public_key(), "ada");
    claims.data.expires = ISSUED + 86400 * 30;
    let user_jwt = claims.sign(&account, ISSUED).unwrap();
    let preload = format!(
        "operator: {}\nresolver: MEMORY\nresolver_preload {{ {}: {} }}\n",
        operator_jwt.token(),
        account.public_key().as_str(),
        account_jwt.token()
    );
    let creds = Creds::new(user_jwt, user).unwrap();
    Folder::with(&[
        ("operator.jwt", operator_jwt.token()),
        ("account.jwt", account_jwt.token()),
        ("ada.creds", creds.to_text().expose()),
        ("nats.conf", &preload),
    ])
}

fn natsconf(folder: &Folder, arguments: &[&str]) -> Run {
    let run = folder.run(arguments);
    assert!(!run.stdout.contains("SUA") && !run.stderr.contains("SUA"), "a seed is shown");
    run
}

#[test]
fn a_token_is_shown_as_a_table() {
    let folder = world();
    insta::assert_snapshot!(natsconf(&folder, &["jwt", "inspect", "ada.creds", NOW]).stdout);
}

#[test]
fn a_token_is_its_own_source() {
    let folder = world();
    let token = folder.read("account.jwt");
    let (by_token, by_file) = (
        natsconf(&folder, &["jwt", "inspect", &token, NOW]),
        natsconf(&folder, &["jwt", "inspect", "account.jwt", NOW]),
    );
    assert_eq!((by_token.code, &by_token.stdout), (Some(0), &by_file.stdout));
}

#[test]
fn all_tokens_of_a_configuration_are_shown() {
    let run = natsconf(&world(), &["jwt", "inspect", "nats.conf", "--format", "json", NOW]);
    let shown = serde_json::Deserializer::from_str(&run.stdout).into_iter::<serde_json::Value>();
    let types: Vec<_> = shown.map(|token| token.unwrap()["type"].as_str().unwrap().to_owned()).collect();
    assert_eq!(types, ["operator", "account"]);
}

#[test]
fn a_chain_from_the_user_up_is_trusted() {
    let folder = world();
    let run = natsconf(&folder, &["jwt", "verify", "nats.conf", "ada.creds", NOW]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn what_is_not_trusted_is_told() {
    let folder = world();
    let late = natsconf(&folder, &["jwt", "verify", "nats.conf", "ada.creds", "--at=2027-06-01T00:00:00Z"]);
    assert_eq!(late.code, Some(1));
    assert!(late.stdout.contains("error: expired"), "{}", late.stdout);
    let alone = natsconf(&folder, &["jwt", "verify", "ada.creds", NOW]);
    assert_eq!(alone.code, Some(1));
    assert!(alone.stdout.contains("who has to vouch for it, is not among what was given"), "{}", alone.stdout);
    let account = natsconf(&folder, &["jwt", "verify", "account.jwt", "--format", "json", NOW]);
    assert_eq!(account.code, Some(1));
    assert!(account.stdout.contains("\"trusted\": false"), "{}", account.stdout);
}

#[test]
fn what_holds_no_token_is_refused() {
    let folder = world();
    folder.write("empty.conf", "port: 4222\n");
    for command in ["inspect", "verify"] {
        let run = natsconf(&folder, &["jwt", command, "empty.conf", NOW]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{command}");
        assert!(run.stderr.contains("`empty.conf`"), "{}", run.stderr);
    }
    let cut = &folder.read("account.jwt")[..80];
    let run = natsconf(&folder, &["jwt", "inspect", cut, NOW]);
    assert_eq!(run.code, Some(2));
    assert!(!run.stderr.contains(cut), "the token is shown");
    assert_eq!(natsconf(&folder, &["jwt", "inspect", "ada.creds", "--at=soon"]).code, Some(2));
}
