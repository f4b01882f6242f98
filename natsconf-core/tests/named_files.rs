//! What is said about the tokens, credentials and certificates that a configuration holds or names, at a time that stands
//! still.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use natsconf_core::check::{Reason, Unread};
use natsconf_core::identity::certificates::{Authority, CertificateKey, Request, Usage, Validity};
use natsconf_core::identity::claims::{AccountClaims, OperatorClaims, UserClaims};
use natsconf_core::identity::creds::Creds;
use natsconf_core::identity::{KeyPair, Role};
use natsconf_core::source::disk::Disk;
use natsconf_core::source::{Memory, Source, Sources};
use natsconf_core::{Checked, Settings, check};

const NOW: i64 = 1_800_000_000;
const DAY: i64 = 86_400;

fn key(role: Role, number: u8) -> KeyPair {
    KeyPair::new(role, &[number; 32]).unwrap()
}

/// The operator, with the system account and one other, both signed for so many days.
fn operator_mode(days: i64) -> String {
    let (operator, system, app) = (key(Role::Operator, 1), key(Role::Account, 2), key(Role::Account, 3));
    let mut claims = OperatorClaims::new(operator.public_key(), "demo");
    claims.body.system_account = system.public_key().to_string();
    let operator_jwt = claims.sign(&operator, NOW).unwrap();
    let account = |key: &KeyPair, name: &str, expires| {
        let mut claims = AccountClaims::new(key.public_key(), name);
        claims.data.expires = expires;
        format!("  {}: {}\n", key.public_key(), claims.sign(&operator, NOW).unwrap().token())
    };
    let accounts = account(&system, "SYS", 0) + &account(&app, "ORDERS", NOW + days * DAY);
    format!("operator: {}\nresolver: MEMORY\nresolver_preload {{\n{accounts}}}\n", operator_jwt.token())
}

fn creds(expires: i64, seed: u8) -> String {
    let (account, user) = (key(Role::Account, 3), key(Role::User, 4));
    let mut claims = UserClaims::new(user.public_key(), "leaf");
    claims.data.expires = expires;
    let creds = Creds::new(claims.sign(&account, NOW).unwrap(), user.clone()).unwrap();
    creds.to_text().expose().replace(user.seed().expose(), key(Role::User, seed).seed().expose())
}

fn files<'f>(files: impl IntoIterator<Item = (&'f str, String)>) -> Memory {
    let files = files.into_iter().map(|(name, text)| (PathBuf::from(name), text.into_bytes()));
    Memory::new(files, BTreeMap::new())
}

fn checked(text: &str, sources: &dyn Sources, settings: Settings) -> Checked {
    check(Source::new("etc/nats.conf", text.as_bytes()), sources, &settings)
}

/// The messages of findings by code, all files read.
fn found(text: &str, sources: &dyn Sources) -> Vec<String> {
    let settings = Settings { now: Some(NOW), reads_named_files: true, ..Settings::default() };
    let found = checked(text, sources, settings).diagnostics;
    found.iter().map(|found| format!("{}: {}", found.code.name, found.message)).collect()
}

#[test]
fn the_end_of_a_token_is_told_in_words() {
    let none = Memory::default();
    assert_eq!(
        found(&operator_mode(8), &none),
        ["jwt-expires-soon: the JWT of the account `ORDERS` expires 2027-01-23T08:00:00Z (in 8 days)"]
    );
    assert_eq!(found(&operator_mode(31), &none), <[&str; 0]>::default());
    let [over] = &found(&operator_mode(-1), &none)[..] else { panic!("one finding") };
    assert!(over.ends_with("since of its JWT: expired: 2027-01-14T08:00:00Z (1 day ago)"), "{over}");
}

#[test]
fn without_a_clock_nothing_has_expired() {
    for days in [8, -1] {
        let checked = checked(&operator_mode(days), &Memory::default(), Settings::default());
        assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    }
}

const REMOTE: &str = "leafnodes { remotes: [{ url: \"nats://hub:7422\", credentials: \"./leaf.creds\" }] }\n";

#[test]
fn creds_are_judged_as_the_remote_will_and_never_shown() {
    let reports = |text: String| found(REMOTE, &files([("etc/leaf.creds", text)]));
    assert_eq!(reports(creds(0, 4)), <[&str; 0]>::default());
    assert_eq!(
        reports(creds(NOW - DAY, 4)),
        [
            "jwt-expired: the JWT of the user in `./leaf.creds` expired 2027-01-14T08:00:00Z (1 day ago): the remote refuses \
          the connection"
        ]
    );
    let [other_seed] = &reports(creds(0, 5))[..] else { panic!("one finding") };
    assert!(other_seed.starts_with("creds-refused: nobody can log in with `./leaf.creds`: the JWT is about U"));
    assert!(!other_seed.contains(key(Role::User, 5).seed().expose()));
    let [blank] = &reports(creds(0, 4).replace("SEED-----\n", "SEED-----\n\n"))[..] else { panic!("one finding") };
    assert!(blank.contains("is blank: the seed must stand directly below"), "{blank}");
    assert_eq!(
        reports("{ \"jwt\": \"eyJ\" }".to_owned()),
        ["creds-refused: nobody can log in with `./leaf.creds`: this is JSON"]
    );
}

#[test]
fn what_is_not_read_is_named() {
    let sound = files([("etc/leaf.creds", creds(0, 4))]);
    let unread = |checked: Checked| (checked.diagnostics.len(), checked.unread);
    let not_asked = Unread { path: "./leaf.creds".to_owned(), reason: Reason::NotAsked };
    assert_eq!(unread(checked(REMOTE, &sound, Settings::default())), (0, vec![not_asked]));
    let settings = Settings { reads_named_files: true, ..Settings::default() };
    assert_eq!(unread(checked(REMOTE, &sound, settings)), (0, Vec::new()));
    assert_eq!(unread(checked(REMOTE, &Memory::default(), settings)), (1, Vec::new()));
    let folder = tempfile::tempdir().unwrap();
    let outside = Disk::default().confined_to(folder.path()).unwrap();
    let text = REMOTE.replace("./leaf.creds", "/etc/hostname");
    let beyond = Unread { path: "/etc/hostname".to_owned(), reason: Reason::Outside };
    assert_eq!(unread(checked(&text, &outside, settings)), (0, vec![beyond]));
}

#[test]
fn certificates_are_held_against_the_configuration() {
    let authority = Authority::new("demo CA", CertificateKey::new(&[1; 32]), Validity::days(NOW, 1000)).unwrap();
    let own = CertificateKey::new(&[2; 32]);
    let issue = |usage, days| {
        let names = ["*.nats.svc".to_owned()];
        let request = Request { name: "n1", alternative_names: &names, usage, validity: Validity::days(NOW, days) };
        authority.issue(&request, &own).unwrap()
    };
    let text = "server_name: n1\ncluster { name: east, port: 6222, routes: [\"nats://n1.nats-headless:6222\", \
                \"nats://n2.nats-headless:6222\"]\n  tls { cert_file: \"c.pem\", key_file: \"k.pem\", ca_file: \"ca.pem\" } }\n";
    let reports = |certificate: String| {
        let key = own.to_pem().unwrap().expose().to_owned();
        let all = [("etc/c.pem", certificate), ("etc/k.pem", key), ("etc/ca.pem", authority.pem().to_owned())];
        let codes = found(text, &files(all)).into_iter().map(|found| found.split(':').next().unwrap().to_owned());
        codes.filter(|code| code.starts_with("certificate") || code.starts_with("tls")).collect::<Vec<_>>()
    };
    assert_eq!(reports(issue(Usage::Both, 365)), ["certificate-without-host"]);
    assert_eq!(reports(issue(Usage::Server, 365)), ["certificate-without-host", "certificate-without-usage"]);
    // Of twenty days, the last third is soon.
    assert_eq!(reports(issue(Usage::Both, 20)), ["certificate-without-host"]);
    let later = Settings { now: Some(NOW + 350 * DAY), reads_named_files: true, ..Settings::default() };
    let key = own.to_pem().unwrap().expose().to_owned();
    let all =
        files([("etc/c.pem", issue(Usage::Both, 365)), ("etc/k.pem", key), ("etc/ca.pem", authority.pem().to_owned())]);
    let soon = checked(text, &all, later).diagnostics;
    let soon = soon.iter().find(|found| found.code.name == "certificate-expires-soon").unwrap();
    assert_eq!(soon.message, "the certificate in `c.pem` expires 2028-01-15T08:00:00Z (in 15 days)");
}

/// An allowed finding that hangs on the time or on files is not called unused when it is not there.
#[test]
fn findings_that_come_and_go_may_be_allowed() {
    let text = REMOTE.replace("] }", "] } # natsconf: allow(creds-refused, jwt-expires-soon)");
    assert!(checked(&text, &Memory::default(), Settings::default()).diagnostics.is_empty());
    assert_eq!(found(&text, &Memory::default()), <[&str; 0]>::default());
}
