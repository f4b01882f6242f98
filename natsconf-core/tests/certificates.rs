//! Certificates made here, judged by OpenSSL and by real servers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use natsconf_core::identity::certificates::{
    Authority, CertificateFacts, CertificateKey, PrivateKeyError, PublicHalf, Request, Usage, Validity,
};
use natsconf_tests::servers::{NEWEST, Running, start};

/// A folder with an authority, and a certificate of this usage for 127.0.0.1 and two host names.
fn certificates(usage: Usage) -> tempfile::TempDir {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().try_into().unwrap();
    let authority = Authority::new("demo CA", CertificateKey::new(&[1; 32]), Validity::days(now, 30)).unwrap();
    let names = ["127.0.0.1", "n1.nats-headless", "*.nats.svc"].map(str::to_owned);
    let request = Request { name: "n1", alternative_names: &names, usage, validity: Validity::days(now, 3) };
    let key = CertificateKey::new(&[2; 32]);
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("ca.pem", authority.pem());
    write("ca-key.pem", authority.key().to_pem().unwrap().expose());
    write("n1.pem", &authority.issue(&request, &key).unwrap());
    write("n1-key.pem", key.to_pem().unwrap().expose());
    folder
}

/// What OpenSSL prints. It is part of the build image, as it is of every machine that serves TLS.
fn openssl(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("openssl").args(arguments).current_dir(folder).output().expect("openssl can be run");
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "openssl {arguments:?}:\n{printed}");
    printed
}

#[test]
fn openssl_verifies_the_chain() {
    let folder = certificates(Usage::Both);
    for purpose in ["sslserver", "sslclient"] {
        let verified =
            openssl(folder.path(), &["verify", "-x509_strict", "-purpose", purpose, "-CAfile", "ca.pem", "n1.pem"]);
        assert_eq!(verified, "n1.pem: OK\n");
    }
    openssl(folder.path(), &["verify", "-CAfile", "ca.pem", "-verify_hostname", "a.nats.svc", "n1.pem"]);
    openssl(folder.path(), &["verify", "-CAfile", "ca.pem", "-verify_ip", "127.0.0.1", "n1.pem"]);
}

#[test]
fn openssl_reads_what_was_asked_for() {
    let folder = certificates(Usage::Both);
    let text = openssl(folder.path(), &["x509", "-noout", "-text", "-in", "n1.pem"]);
    for line in [
        "Issuer: CN = demo CA",
        "Subject: CN = n1",
        "DNS:n1.nats-headless, DNS:*.nats.svc",
        "IP Address:127.0.0.1",
        "TLS Web Server Authentication, TLS Web Client Authentication",
        "NIST CURVE: P-256",
        "ecdsa-with-SHA256",
    ] {
        // Releases of OpenSSL differ in blanks around `=`.
        assert!(text.replace(" = ", "=").contains(&line.replace(" = ", "=")), "`{line}` is not in\n{text}");
    }
    let key = openssl(folder.path(), &["pkey", "-in", "n1-key.pem", "-pubout"]);
    assert_eq!(key, openssl(folder.path(), &["x509", "-in", "n1.pem", "-noout", "-pubkey"]));
}

#[test]
fn what_openssl_made_is_read() {
    let folder = tempfile::tempdir().unwrap();
    openssl(
        folder.path(),
        &[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem",
            "-days",
            "7",
            "-subj",
            "/O=other/CN=other CA",
            "-addext",
            "subjectAltName=DNS:host.example,IP:::1",
        ],
    );
    let text = std::fs::read_to_string(folder.path().join("cert.pem")).unwrap();
    let facts = CertificateFacts::parse(&text).unwrap();
    assert_eq!(facts.name, "other CA");
    assert_eq!(facts.alternative_names, ["host.example", "::1"]);
    assert_eq!(facts.validity.until - facts.validity.from, 7 * 86_400);
    assert!(facts.is_authority && facts.serves && facts.dials);
}

/// A server whose routes demand certificates, which dials the one at `route`.
fn server(name: &str, folder: &Path, route: &str) -> Running {
    let folder = folder.display();
    let tls = format!(
        "tls {{ cert_file: \"{folder}/n1.pem\", key_file: \"{folder}/n1-key.pem\", ca_file: \"{folder}/ca.pem\", verify: true }}"
    );
    let cluster = format!("cluster {{ name: demo, listen: \"127.0.0.1:-1\", routes: [{route}], {tls} }}");
    start(NEWEST, format!("server_name: {name}\n{cluster}\n").as_str())
}

fn two_servers(usage: Usage) -> (Running, Running, tempfile::TempDir) {
    let folder = certificates(usage);
    let first = server("n1", folder.path(), "");
    let route = first.ports().cluster[0].clone();
    let second = server("n2", folder.path(), &format!("\"{route}\""));
    (first, second, folder)
}

#[test]
fn servers_accept_each_other_over_mutual_tls() {
    let (first, second, _folder) = two_servers(Usage::Both);
    first.logged("Route connection created");
    second.logged("Route connection created");
    assert!(!first.log().join("\n").contains("TLS route handshake error"), "{:?}", first.log());
}

#[test]
fn a_route_needs_both_usages() {
    let (first, _second, _folder) = two_servers(Usage::Server);
    first.logged("incompatible key usage");
}

/// A key of each kind and form that servers take, and whether it is told apart from another of its kind.
#[test]
fn keys_of_every_kind_are_held_against_their_certificates() {
    let folder = tempfile::tempdir().unwrap();
    let run = |line: &str| openssl(folder.path(), &line.split(' ').collect::<Vec<_>>());
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let kinds = ["rsa -pkeyopt rsa_keygen_bits:1024", "ec -pkeyopt ec_paramgen_curve:P-384", "ed25519"];
    for (number, kind) in kinds.iter().enumerate() {
        for name in ["own", "other"] {
            run(&format!("genpkey -algorithm {kind} -out {name}{number}.key"));
        }
        run(&format!("req -x509 -key own{number}.key -subj /CN=n1 -days 3 -out own{number}.pem"));
    }
    run("rsa -in own0.key -traditional -out own0.old");
    run("ec -in own1.key -out own1.old");
    run("pkcs8 -topk8 -in own1.key -passout pass:secret -out own1.locked");
    let certificate = |number: usize| CertificateFacts::parse(&read(&format!("own{number}.pem"))).unwrap();
    let fits = |key: &str, number| PublicHalf::of_private_key(&read(key)).unwrap().is_of(&certificate(number));
    for number in 0..kinds.len() {
        assert_eq!(fits(&format!("own{number}.key"), number), Some(true), "{number}");
        assert_eq!(fits(&format!("other{number}.key"), number), Some(false), "{number}");
        assert_eq!(fits(&format!("own{number}.key"), (number + 1) % kinds.len()), Some(false), "{number}");
    }
    assert_eq!((fits("own0.old", 0), fits("own1.old", 1)), (Some(true), Some(true)));
    let error = |name: &str| PublicHalf::of_private_key(&read(name)).unwrap_err();
    assert_eq!(error("own1.locked"), PrivateKeyError::Encrypted);
    assert_eq!(error("own1.pem"), PrivateKeyError::Certificate);
    assert_eq!(PublicHalf::of_private_key("nothing"), Err(PrivateKeyError::NoKey));
}

#[test]
fn hosts_are_found_as_those_who_verify_find_them() {
    let folder = certificates(Usage::Both);
    let facts = CertificateFacts::parse(&std::fs::read_to_string(folder.path().join("n1.pem")).unwrap()).unwrap();
    for host in ["n1.nats-headless", "N1.nats-headless.", "a.nats.svc", "127.0.0.1"] {
        assert!(facts.is_for(host), "{host}");
    }
    // The common name does not count, and a wildcard stands for one label.
    for host in ["n1", "nats.svc", "a.b.nats.svc", "xn1.nats-headless", "127.0.0.2", ""] {
        assert!(!facts.is_for(host), "{host}");
    }
}
