//! Operators that exist already: their JWTs are used as they are, and what cannot be signed is said.

use natsconf_core::deployment::spec::Deployment;
use natsconf_core::deployment::{Inputs, Kept, Outcome, RenderError, render};
use natsconf_core::diagnostic::Diagnostic;
use natsconf_core::identity::claims::{AccountClaims, OperatorClaims, Other};
use natsconf_core::identity::{KeyPair, Role, creds};
use natsconf_core::source::{Memory, Source};

const NOW: i64 = 1_750_000_000;

/// Keys of an operator that somebody else made.
struct Foreign {
    operator: KeyPair,
    system: KeyPair,
    app: KeyPair,
}

fn foreign() -> Foreign {
    let key = |role, byte| KeyPair::new(role, &[byte; 32]).expect("a key");
    Foreign { operator: key(Role::Operator, 1), system: key(Role::Account, 2), app: key(Role::Account, 3) }
}

impl Foreign {
    /// The JWTs, as their files hold them; the account `APP` has a claim that natsconf does not know.
    fn files(&self) -> Vec<(&'static str, String)> {
        let mut operator = OperatorClaims::new(self.operator.public_key(), "acme");
        operator.body.system_account = self.system.public_key().to_string();
        let system = AccountClaims::new(self.system.public_key(), "SYS");
        let mut app = AccountClaims::new(self.app.public_key(), "APP");
        app.body.other = Other::from_iter([("flavour".to_owned(), "vanilla".into())]);
        let account = |claims: AccountClaims| claims.sign(&self.operator, NOW).expect("signed").token().to_owned();
        vec![
            ("acme.jwt", operator.sign(&self.operator, NOW).expect("signed").token().to_owned()),
            ("SYS.jwt", account(system)),
            ("APP.jwt", account(app)),
        ]
    }

    fn seed(key: &KeyPair) -> String {
        creds::seed_file(key.seed()).expose().to_owned()
    }
}

/// Renders a description beside these files.
fn rendered(text: &str, files: Vec<(&str, String)>) -> Result<Outcome, Vec<Diagnostic>> {
    let spec = Deployment::read(Source::new("deployment.yaml", text.as_bytes())).expect("a description");
    let files = files.into_iter().map(|(name, text)| (name.into(), text.into_bytes())).collect();
    let (sources, kept) = (Memory { files, ..Memory::default() }, Kept::default());
    let mut number = 100;
    let mut random = |bytes: &mut [u8; 32]| {
        number += 1;
        bytes[0] = number;
    };
    let mut inputs = Inputs { now: NOW, kept: &kept, sources: &sources, random: &mut random, trial: None };
    render(&spec.deployment, &mut inputs).map_err(|error| match error {
        RenderError::Refused(found) => found,
        error => panic!("{error}"),
    })
}

fn text<'o>(outcome: &'o Outcome, file: &str) -> &'o str {
    std::str::from_utf8(&outcome.rendered.files[file].bytes).expect("UTF-8")
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|found| found.code.name).collect()
}

const ALL: &str = "operator: { import: [acme.jwt, SYS.jwt, APP.jwt] }\n";

#[test]
fn tokens_are_used_as_they_are() {
    let files = foreign().files();
    let outcome = rendered(ALL, files.clone()).expect("rendered");
    assert!(text(&outcome, "config/operator.conf").contains(&files[0].1));
    for (_, token) in &files[1..] {
        assert!(text(&outcome, "config/resolver-preload.conf").contains(token));
    }
    assert!(outcome.made.seeds.is_empty(), "{:?}", outcome.made.seeds.keys());
    assert_eq!(outcome.plan.system_account, "SYS");
}

#[test]
fn users_that_nothing_signs_are_named() {
    let spec = format!("{ALL}accounts: {{ APP: {{ users: {{ app: {{}} }} }} }}\n");
    let outcome = rendered(&spec, foreign().files()).expect("rendered");
    assert_eq!(codes(&outcome.rendered.diagnostics), ["deployment-unsigned"]);
    assert!(!outcome.rendered.files.contains_key("creds/APP/app.creds"));
}

#[test]
fn users_are_signed_with_an_imported_seed() {
    let foreign = foreign();
    let mut files = foreign.files();
    files.push(("APP.nk", Foreign::seed(&foreign.app)));
    let spec =
        "operator: { import: [acme.jwt, SYS.jwt, APP.jwt, APP.nk] }\naccounts: { APP: { users: { app: {} } } }\n";
    let outcome = rendered(spec, files).expect("rendered");
    assert_eq!(codes(&outcome.rendered.diagnostics), [""; 0]);
    let creds = creds::Creds::parse(text(&outcome, "creds/APP/app.creds")).expect("creds");
    assert_eq!(creds.jwt().claims().account(), foreign.app.public_key().as_str());
}

#[test]
fn accounts_are_added_only_with_the_operators_seed() {
    let foreign = foreign();
    let spec = "operator: { import: [acme.jwt, SYS.jwt] }\naccounts: { NEW: { users: { app: {} } } }\n";
    assert_eq!(codes(&rendered(spec, foreign.files()).expect_err("refused")), ["deployment-import"]);
    let mut files = foreign.files();
    files.push(("acme.nk", Foreign::seed(&foreign.operator)));
    let spec = spec.replace("SYS.jwt]", "SYS.jwt, acme.nk]");
    let outcome = rendered(&spec, files).expect("rendered");
    assert!(outcome.rendered.files.contains_key("creds/NEW/app.creds"));
}

#[test]
fn what_does_not_fit_is_refused() {
    let other = KeyPair::new(Role::Operator, &[9; 32]).expect("a key");
    let foreign = foreign();
    let mut files = foreign.files();
    let claims = AccountClaims::new(foreign.app.public_key(), "APP");
    files.push(("stolen.jwt", claims.sign(&other, NOW + 1).expect("signed").token().to_owned()));
    let tampered = files[2].1.replace('.', ".e");
    files.push(("tampered.jwt", tampered));
    for spec in [
        "operator: { import: [SYS.jwt, APP.jwt] }",
        "operator: { import: [acme.jwt] }",
        "operator: { import: [acme.jwt, SYS.jwt, gone.jwt] }",
        "operator: { import: [acme.jwt, SYS.jwt, stolen.jwt] }",
        "operator: { import: [acme.jwt, SYS.jwt, tampered.jwt] }",
        "operator: { import: [acme.jwt, SYS.jwt] }\nsystem_account: OTHER",
        "operator: { import: [acme.jwt, SYS.jwt], name: demo }",
        "operator: { import: [acme.jwt, SYS.jwt, APP.jwt] }\naccounts: { APP: { limits: { connections: 3 } } }",
    ] {
        assert_eq!(codes(&rendered(spec, files.clone()).expect_err(spec)), ["deployment-import"], "{spec}");
    }
}

#[test]
fn what_cannot_be_signed_is_listed() {
    let outcome = rendered(ALL, foreign().files()).expect("rendered");
    let readme = text(&outcome, "README.md");
    for name in ["operator `acme`", "account `SYS`", "account `APP`"] {
        assert!(readme.contains(name), "{name}: {readme}");
    }
}

#[test]
fn only_users_that_there_are_can_be_revoked() {
    let key = KeyPair::new(Role::User, &[7; 32]).expect("a key").public_key().to_string();
    let spec = |revoked: &str| {
        format!("accounts: {{ A: {{ users: {{ a: {{}} }}, revocations: {{ {revoked}: 1800000000 }} }} }}")
    };
    assert_eq!(codes(&rendered(&spec("b"), Vec::new()).expect_err("refused")), ["deployment-unknown-name"]);
    for revoked in ["a", "\"*\"", &key] {
        let outcome = rendered(&spec(revoked), Vec::new()).expect(revoked);
        assert!(outcome.made.seeds.keys().filter(|name| name.starts_with("user/A/")).eq(["user/A/a"]), "{revoked}");
    }
}

#[test]
fn what_servers_refuse_is_refused() {
    let refused = |text: &str| {
        let spec = Deployment::read(Source::new("deployment.yaml", text.as_bytes())).expect("a description");
        let (sources, kept, mut random) = (Memory::default(), Kept::default(), |bytes: &mut [u8; 32]| bytes[0] += 1);
        let mut inputs = Inputs { now: NOW, kept: &kept, sources: &sources, random: &mut random, trial: None };
        match render(&spec.deployment, &mut inputs) {
            Ok(_) => String::new(),
            Err(RenderError::Refused(found)) => found.into_iter().map(|found| found.message).collect(),
            Err(error) => error.to_string(),
        }
    };
    assert!(refused("settings: { max_payload: 128MB }").contains("`max_pending`"));
    assert!(refused("settings: { lame_duck_duration: 30s, lame_duck_grace_period: 30s }").contains("grace period"));
    let weights = "mappings: { a: [{ destination: b, weight: 80% }, { destination: c, weight: 80% }] }";
    assert!(refused(&format!("accounts: {{ A: {{ {weights} }} }}")).contains("more than 100"));
    let user = "{ users: { ops: { password: correct-horse } } }";
    assert!(refused(&format!("mode: accounts\naccounts: {{ A: {user}, B: {user} }}")).contains("`ops`"));
    for sound in [
        "settings: { max_payload: 128MB, max_pending: 256MB, lame_duck_duration: 1m }",
        "cluster: { name_variable: NAME }\nsettings: { max_payload: 2MB }",
        "mode: accounts\naccounts: { A: { users: { a: { password: correct-horse } } } }\nsettings: { no_auth_user: a }",
    ] {
        assert_eq!(refused(sound), "", "{sound}");
    }
}
