//! Errors about tokens, certificates and other files that a configuration names, held against the real server: what is
//! called an error it does not start with, and all else it starts with.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use natsconf_core::identity::certificates::{Authority, CertificateKey, Request, Usage, Validity};
use natsconf_core::identity::claims::{AccountClaims, JetStreamLimits, OperatorClaims, UserClaims};
use natsconf_core::identity::{KeyPair, Role};
use natsconf_core::source::Source;
use natsconf_core::source::disk::Disk;
use natsconf_core::{Settings, check};
use natsconf_tests::servers::{NEWEST, try_start};
use rayon::prelude::*;

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    since.as_secs().try_into().expect("a time")
}

fn key(role: Role, number: u8) -> KeyPair {
    KeyPair::new(role, &[number; 32]).expect("a key")
}

/// Operator mode, and how a case differs from a sound one.
struct World {
    operator: OperatorClaims,
    signer: u8,
    system: AccountClaims,
    system_signer: u8,
    system_key: u8,
    app: AccountClaims,
    resolver: &'static str,
    more: String,
}

const SYSTEM: u8 = 2;
const APP: u8 = 3;
const FULL: &str = "{ type: full, dir: jwt }";

impl World {
    fn new() -> Self {
        let account = |number, name| AccountClaims::new(key(Role::Account, number).public_key(), name);
        let mut operator = OperatorClaims::new(key(Role::Operator, 1).public_key(), "demo");
        operator.body.system_account = key(Role::Account, SYSTEM).public_key().to_string();
        World {
            operator,
            signer: 1,
            system: account(SYSTEM, "SYS"),
            system_signer: 1,
            system_key: SYSTEM,
            app: account(APP, "APP"),
            resolver: "MEMORY",
            more: String::new(),
        }
    }

    fn text(&self) -> String {
        let signed = |claims: &AccountClaims, signer| {
            claims.clone().sign(&key(Role::Operator, signer), now()).expect("signed").token().to_owned()
        };
        let operator = self.operator.clone().sign(&key(Role::Operator, self.signer), now()).expect("signed");
        let preload = [(self.system_key, signed(&self.system, self.system_signer)), (APP, signed(&self.app, 1))];
        let line =
            |(number, jwt): &(u8, String)| format!("  {}: \"{jwt}\"\n", key(Role::Account, *number).public_key());
        let preload = preload.iter().map(line).collect::<Vec<_>>().concat();
        let (operator, resolver, more) = (operator.token(), self.resolver, &self.more);
        format!("operator: \"{operator}\"\nresolver: {resolver}\nresolver_preload {{\n{preload}}}\n{more}\n")
    }
}

/// A configuration, and the files beside it.
struct Case {
    name: &'static str,
    text: String,
    files: Vec<(&'static str, String)>,
}

fn world(name: &'static str, change: impl FnOnce(&mut World)) -> Case {
    let mut world = World::new();
    change(&mut world);
    Case { name, text: world.text(), files: Vec::new() }
}

/// As [`world`], with the text changed afterwards.
fn text(name: &'static str, change: impl FnOnce(String) -> String) -> Case {
    Case { name, text: change(World::new().text()), files: Vec::new() }
}

fn sentinel(name: &'static str, change: impl FnOnce(&mut UserClaims)) -> Case {
    let mut claims = UserClaims::sentinel(key(Role::User, 5).public_key(), "sentinel");
    change(&mut claims);
    let jwt = claims.sign(&key(Role::Account, APP), now()).expect("signed");
    world(name, |world| world.more = format!("default_sentinel: {}", jwt.token()))
}

/// Spoils a signature.
fn spoilt(token: &str) -> String {
    let (head, last) = token.split_at(token.len() - 10);
    format!("{head}{}", if last.starts_with('A') { "BBBBBBBBBA" } else { "AAAAAAAAAA" })
}

fn system() -> String {
    key(Role::Account, SYSTEM).public_key().to_string()
}

fn app() -> String {
    key(Role::Account, APP).public_key().to_string()
}

fn tokens() -> Vec<Case> {
    let (past, future) = (now() - 1000, now() + 100_000);
    let streams = JetStreamLimits::unlimited;
    let jetstream = "jetstream { store_dir: js }".to_owned();
    vec![
        world("sound", |_| {}),
        world("operator asserts a newer server", |world| world.operator.body.assert_server_version = "2.99.0".into()),
        world("operator asserts this server", |world| world.operator.body.assert_server_version = "2.10.0".into()),
        world("operator asserts nonsense", |world| world.operator.body.assert_server_version = "2.10".into()),
        world("operator expired", |world| world.operator.data.expires = past),
        world("operator signed by another", |world| world.signer = 9),
        world("operator with an account's signing key", |world| world.operator.body.signing_keys.push(app())),
        world("operator whose system account is no key", |world| world.operator.body.system_account = "SYS".into()),
        world("operator strict", |world| world.operator.body.strict_signing_key_usage = true),
        world("system account of another", |world| world.more = format!("system_account: {}", app())),
        world("system account the same", |world| world.more = format!("system_account: {}", system())),
        world("system account by name", |world| {
            world.operator.body.system_account.clear();
            world.more = "system_account: SYS".into();
        }),
        world("system account by name, folder", |world| {
            world.operator.body.system_account.clear();
            (world.resolver, world.more) = (FULL, "system_account: SYS".to_owned());
        }),
        world("system account by its own name, folder", |world| {
            world.operator.body.system_account.clear();
            (world.resolver, world.more) = (FULL, "system_account: \"$SYS\"".to_owned());
        }),
        world("system account's JWT of another", |world| world.system_signer = 9),
        world("system account's JWT of another, folder", |world| {
            (world.system_signer, world.resolver) = (9, FULL);
        }),
        world("system account expired", |world| world.system.data.expires = past),
        world("system account expired, folder", |world| (world.system.data.expires, world.resolver) = (past, FULL)),
        world("system account not yet", |world| world.system.data.not_before = future),
        world("system account's claims not valid", |world| {
            world.system.body.authorization.allowed_accounts.push(app());
        }),
        world("system account with streams", |world| {
            (world.system.body.limits.jet_stream, world.more) = (streams(), jetstream.clone());
        }),
        world("system account with streams, folder", |world| {
            (world.system.body.limits.jet_stream, world.more, world.resolver) = (streams(), jetstream.clone(), FULL);
        }),
        world("system account with streams, no JetStream", |world| world.system.body.limits.jet_stream = streams()),
        world("account expired", |world| world.app.data.expires = past),
        world("account under another key", |world| {
            world.app.data.subject = key(Role::Account, 7).public_key().to_string();
        }),
        world("account's claims not valid", |world| world.app.body.authorization.allowed_accounts.push(system())),
        world("no account with streams", |world| world.more.clone_from(&jetstream)),
        text("operator spoilt", |text| {
            let token = text.split('"').nth(1).expect("the operator").to_owned();
            text.replace(&token, &spoilt(&token))
        }),
        text("operator is an account", |text| {
            let parts: Vec<_> = text.split('"').collect();
            text.replace(parts[1], parts[3])
        }),
        text("account spoilt", |text| {
            let token = text.split('"').nth(5).expect("the account").to_owned();
            text.replace(&token, &spoilt(&token))
        }),
        text("comma behind an account", |text| text.replace("\"\n}", ",\"\n}")),
        text("line end behind an account", |text| text.replace("\"\n}", "\n\"\n}")),
        text("system account is a JWT", |text| {
            let token = text.split('"').nth(3).expect("the system account").to_owned();
            format!("{text}system_account: \"{token}\"\n")
        }),
        sentinel("sentinel", |_| {}),
        sentinel("sentinel without bearer", |claims| claims.body.allowed.bearer_token = false),
        sentinel("sentinel expired", |claims| claims.data.expires = past),
    ]
}

fn certificates() -> Vec<Case> {
    let authority = Authority::new("demo CA", CertificateKey::new(&[1; 32]), Validity::days(now(), 30)).expect("made");
    let own = CertificateKey::new(&[2; 32]);
    let issue = |usage, validity| {
        let names = ["127.0.0.1".to_owned()];
        authority.issue(&Request { name: "n1", alternative_names: &names, usage, validity }, &own).expect("issued")
    };
    let pem = |key: &CertificateKey| key.to_pem().expect("written").expose().to_owned();
    let sound = issue(Usage::Both, Validity::days(now(), 300));
    let case = |name, changed: &[(&'static str, Option<String>)]| {
        let mut files = vec![("c.pem", sound.clone()), ("k.pem", pem(&own)), ("ca.pem", authority.pem().to_owned())];
        files.retain(|(file, _)| changed.iter().all(|(other, _)| other != file));
        files.extend(changed.iter().filter_map(|(file, text)| Some((*file, text.clone()?))));
        let text = "tls { cert_file: c.pem, key_file: k.pem, ca_file: ca.pem }\n".to_owned();
        Case { name, text, files }
    };
    let nonsense = Some("nothing".to_owned());
    vec![
        case("certificates", &[]),
        case("no certificate", &[("c.pem", None)]),
        case("no key", &[("k.pem", None)]),
        case("no authority", &[("ca.pem", None)]),
        case("certificate is text", &[("c.pem", nonsense.clone())]),
        case("key is text", &[("k.pem", nonsense.clone())]),
        case("authority is text", &[("ca.pem", nonsense)]),
        case("authority is a key", &[("ca.pem", Some(pem(&own)))]),
        case("certificate and key changed round", &[("c.pem", Some(pem(&own))), ("k.pem", Some(sound.clone()))]),
        case("key of another", &[("k.pem", Some(pem(&CertificateKey::new(&[3; 32]))))]),
        case("key behind the certificate", &[("k.pem", Some(format!("{sound}{}", pem(&own))))]),
        case("certificate behind the key", &[("c.pem", Some(format!("{}{sound}", pem(&own))))]),
        case("text around an authority", &[("ca.pem", Some(format!("# CA\n{}end\n", authority.pem())))]),
        case("certificate expired", &[("c.pem", Some(issue(Usage::Both, Validity { from: 1000, until: 2000 })))]),
        case("certificate of a client", &[("c.pem", Some(issue(Usage::Client, Validity::days(now(), 3))))]),
        Case {
            name: "leaf node without creds",
            text: "leafnodes { remotes: [{ url: \"nats://127.0.0.1:1\", credentials: missing.creds }] }\n".to_owned(),
            files: Vec::new(),
        },
        Case {
            name: "operator's file missing",
            text: "operator: missing.jwt\nresolver: MEMORY\n".to_owned(),
            files: Vec::new(),
        },
        Case {
            name: "folder is a file",
            text: "jetstream { store_dir: data }\n".to_owned(),
            files: vec![("data", String::new())],
        },
        Case {
            name: "resolver's folder is a file",
            text: World { resolver: FULL, ..World::new() }.text(),
            files: vec![("jwt", String::new())],
        },
    ]
}

/// The first error that natsconf finds, in words.
fn first_error(main: &Path, text: &str) -> Option<String> {
    let settings = Settings { now: Some(now()), reads_named_files: true, ..Settings::default() };
    let checked = check(Source::new(main, text.as_bytes()), &Disk::default(), &settings);
    let refused = checked.is_refused();
    let error = checked.diagnostics.iter().find(|found| found.severity() == natsconf_core::diagnostic::Severity::Error);
    error.filter(|_| refused).map(|error| format!("{}: {}", error.code.name, error.message))
}

#[test]
fn an_error_is_a_refusal() {
    let cases: Vec<_> = tokens().into_iter().chain(certificates()).collect();
    let wrong = cases.par_iter().filter_map(|Case { name, text, files }| {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let main = folder.path().join("nats.conf");
        for (file, text) in files.iter().map(|(file, text)| (*file, text)).chain([("nats.conf", text)]) {
            std::fs::write(folder.path().join(file), text).expect("a file can be written");
        }
        match (first_error(&main, text), try_start(NEWEST, main.as_path())) {
            (None, Err(log)) => Some(format!("{name}: refused: {log}")),
            (Some(error), Ok(_)) => Some(format!("{name}: taken, but {error}")),
            _ => None,
        }
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
