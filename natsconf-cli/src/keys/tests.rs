use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use natsconf_core::deployment::CertificateRequest;
use natsconf_core::identity::{Role, Seed};

use super::certificates::Making;
use super::*;

const NOW: i64 = 1_800_000_000;

fn seed(number: u8) -> Seed {
    Seed::new(Role::Account, &[number; 32]).unwrap()
}

fn kept(names: &[&str]) -> Kept {
    let seeds = names.iter().zip(1..).map(|(name, number)| ((*name).to_owned(), seed(number))).collect();
    let tokens = names.iter().map(|name| ((*name).to_owned(), format!("token of {name}"))).collect();
    Kept { seeds, tokens, ..Kept::default() }
}

/// In memory, where there is such a place: one that is killed often would wait for the disk.
fn scratch() -> (tempfile::TempDir, PathBuf) {
    let scratch = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let root = scratch.path().join("demo/keys");
    (scratch, root)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_is_kept_comes_back_under_its_name() {
    let (_scratch, root) = scratch();
    let names =
        ["operator", "account/ORDERS", "account/ORDERS/signing/1", "user/a b/ü.x", "user/../..", "user/.a", "user//"];
    let kept = kept(&names);
    KeyFolder::open(&root).unwrap().keep(&kept).unwrap();
    assert_eq!(KeyFolder::open(&root).unwrap().read().unwrap(), kept);
    assert!(root.join("account/ORDERS.nk").is_file());
    assert_eq!([mode(&root), mode(&root.join("account"))], [0o700; 2]);
    assert!(files_below(&root).unwrap().iter().all(|path| mode(path) == 0o600));
    assert_eq!(files_below(root.parent().unwrap()).unwrap().len(), 2 * names.len(), "all of them lie in the folder");
}

#[test]
fn a_seed_is_never_overwritten() {
    let (_scratch, root) = scratch();
    let folder = KeyFolder::open(&root).unwrap();
    folder.keep(&kept(&["operator"])).unwrap();
    let other = Kept { seeds: BTreeMap::from([("operator".to_owned(), seed(9))]), ..Kept::default() };
    assert!(folder.keep(&other).is_err());
    assert_eq!(folder.read().unwrap(), kept(&["operator"]));
}

#[test]
fn what_others_may_read_is_refused() {
    let (_scratch, root) = scratch();
    KeyFolder::open(&root).unwrap().keep(&kept(&["operator"])).unwrap();
    let refused = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        let error = KeyFolder::open(&root).and_then(|folder| folder.read()).unwrap_err().0;
        fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700)).unwrap();
        error
    };
    assert!(
        refused(&root, 0o750).contains("others may use it (mode 0750), and it holds keys: close it with `chmod go= ")
    );
    assert!(refused(&root.join("operator.nk"), 0o604).contains("operator.nk"));
    fs::write(root.join("operator.nk"), "hunter2").unwrap();
    let error = KeyFolder::open(&root).unwrap().read().unwrap_err().0;
    assert!(error.contains("operator.nk") && !error.contains("hunter2"), "{error}");
}

#[test]
fn a_rotated_key_is_kept() {
    let (_scratch, root) = scratch();
    let folder = KeyFolder::open(&root).unwrap();
    folder.keep(&kept(&["account/A", "account/B.C"])).unwrap();
    let (old, new) = folder.rotate("account/B.C", &[7; 32]).unwrap();
    assert_eq!((&old, &new), (seed(2).public_key(), seed(7).public_key()));
    assert_eq!(folder.read().unwrap().seeds["account/B.C"], seed(7));
    let listed = folder.list().unwrap();
    let listed: Vec<_> = listed.iter().map(|key| (key.name.as_str(), &key.public, key.is_retired)).collect();
    assert_eq!(listed[1..], [("account/B.C", &new, false), ("account/B.C", &old, true)]);
    folder.forget(old.as_str()).unwrap();
    assert_eq!(folder.list().unwrap().len(), 2);
    assert!(folder.rotate("account/D", &[7; 32]).is_err() && folder.forget(old.as_str()).is_err());
}

#[test]
fn the_public_half_of_a_rotated_user_stays() {
    let (_scratch, root) = scratch();
    let folder = KeyFolder::open(&root).unwrap();
    let user = Seed::new(Role::User, &[1; 32]).unwrap();
    let seeds = BTreeMap::from([("user/A.B/c d".to_owned(), user)]);
    folder.keep(&Kept { seeds, ..Kept::default() }).unwrap();
    let (old, _) = folder.rotate("user/A.B/c d", &[7; 32]).unwrap();
    let retired = BTreeMap::from([("user/A.B/c d".to_owned(), [old.to_string()].into())]);
    assert_eq!(folder.read().unwrap().retired, retired);
    folder.forget(old.as_str()).unwrap();
    assert_eq!((folder.read().unwrap().retired, folder.list().unwrap().len()), (retired, 1));
}

fn request(names: &[&str]) -> Vec<CertificateRequest> {
    let names = names.iter().map(ToString::to_string).collect();
    let (path, common_name) = ("certs/n1.pem".to_owned(), "n1".to_owned());
    vec![CertificateRequest { path, common_name, names, server: true, client: true }]
}

#[test]
fn certificates_are_made_once() {
    let (_scratch, root) = scratch();
    let folder = KeyFolder::open(&root).unwrap();
    let mut number = 0;
    let mut random = |bytes: &mut [u8; 32]| {
        number += 1;
        *bytes = [number; 32];
    };
    let mut files =
        |now, names: &[&str]| folder.certificates(&request(names), &mut Making { now, random: &mut random }).unwrap();
    let first = files(NOW, &["localhost"]);
    assert_eq!(first.keys().collect::<Vec<_>>(), ["certs/ca.pem", "certs/n1.key", "certs/n1.pem"]);
    assert!(first["certs/n1.key"].secret && !first["certs/n1.pem"].secret);
    assert!(files(NOW + 86_400, &["localhost"]) == first, "made once");
    let other = files(NOW, &["localhost", "127.0.0.1"]);
    assert!(other["certs/n1.pem"] != first["certs/n1.pem"] && other["certs/ca.pem"] == first["certs/ca.pem"]);
    let later = files(NOW + 400 * 86_400, &["localhost", "127.0.0.1"]);
    assert!(later["certs/n1.pem"] != other["certs/n1.pem"], "an expired one is made anew");
    let facts = folder.certificate_facts().unwrap();
    assert_eq!(facts.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["ca", "n1"]);
    let mut random = |bytes: &mut [u8; 32]| *bytes = [99; 32];
    folder.renew("n1", &facts[1].1, &mut Making { now: NOW + 500 * 86_400, random: &mut random }).unwrap();
    let renewed = folder.certificate_facts().unwrap();
    assert_eq!(renewed[1].1.alternative_names, facts[1].1.alternative_names);
    assert!(renewed[1].1.validity.until > facts[1].1.validity.until);
}

/// The other process of the test below: keeps keys of rising numbers, and says which were kept.
#[test]
fn keeper() {
    let Ok(root) = std::env::var("NATSCONF_TEST_KEEP") else { return };
    let folder = KeyFolder::open(Path::new(&root)).unwrap();
    let start = folder.read().unwrap().seeds.len();
    for number in start..start + 20 {
        let name = format!("user/A/{number}");
        let seeds = BTreeMap::from([(name, seed(u8::try_from(number % 256).unwrap()))]);
        folder.keep(&Kept { seeds, ..Kept::default() }).unwrap();
        fs::write(Path::new(&root).with_extension("said"), number.to_string()).unwrap();
    }
}

#[test]
fn no_key_is_lost_to_a_kill() {
    let (_scratch, root) = scratch();
    for round in 0..50_u32 {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "keys::tests::keeper"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.env("NATSCONF_TEST_KEEP", &root).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_micros(u64::from(round * 1_700 % 60_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let said = fs::read_to_string(root.with_extension("said")).unwrap_or_default();
        let kept = KeyFolder::open(&root).unwrap().read().unwrap().seeds;
        let Ok(last) = said.parse::<usize>() else { continue };
        for number in 0..=last {
            let seed = seed(u8::try_from(number % 256).unwrap());
            assert_eq!(kept.get(&format!("user/A/{number}")), Some(&seed), "round {round}");
        }
    }
    assert!(KeyFolder::open(&root).unwrap().read().unwrap().seeds.len() > 20, "no round came far");
}
