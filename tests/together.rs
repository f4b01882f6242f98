//! Servers that do not fit together, started side by side: what a rule calls an error, one of them refuses, and says so.

use std::path::Path;

use natsconf_core::check::together_rules;
use natsconf_core::diagnostic::Severity;
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, check_cluster};
use natsconf_tests::pages;
use natsconf_tests::servers::{self, NEWEST, Running};
use rayon::prelude::*;
use rcgen::{CertificateParams, KeyPair};

/// What the servers say to each mistake, in the log of any of them.
const WORDS: [(&str, &str); 11] = [
    ("address-in-use", "address already in use"),
    ("cluster-names-differ", "Rejecting connection, cluster name"),
    ("duplicate-server-name", "Remote server has a duplicate name"),
    ("gateway-called-otherwise", "remote gateway name is"),
    ("gateway-turned-away", "Rejecting connection from gateway"),
    ("handshake-first-on-one-side", "TLS leafnode handshake error"),
    ("leafnode-cluster-named-as-hub", "remote leafnode has same cluster name"),
    ("leafnode-login-refused", "Authorization Violation"),
    ("leafnode-without-certificate", "client didn't provide a certificate"),
    ("link-to-other-port", "attempted to connect to wrong port"),
    ("route-login-refused", "Authorization Violation"),
];

/// Mistakes that show in many ways, and the words of one.
const OTHER_WORDS: [(&str, &str); 1] = [("tls-on-one-side", "TLS route handshake error")];

/// The first files on a page that are to be reported.
fn files(page: &str) -> Vec<&str> {
    let mut files = Vec::new();
    for name in ["a.conf", "b.conf"] {
        let after = page.split_once(&format!("\n```nats reports {name}\n")).map(|(_, after)| after);
        files.extend(after.and_then(|after| after.split("\n```").next()));
    }
    files
}

/// The ports of the examples, each for one that is free.
fn with_free_ports(texts: &[&str]) -> Vec<String> {
    let ports = ["4222", "4223", "4224", "6222", "6223", "7222", "7223", "7422", "7423", "7424"];
    let free = servers::free_ports(ports.len());
    // By way of marks: the digits of a free port may be those of an example.
    let marked = |text: &&str| {
        ports
            .iter()
            .enumerate()
            .fold((*text).to_owned(), |text, (index, port)| text.replace(port, &format!("<{index}>")))
    };
    let with = |text: String| {
        let free = free.iter().enumerate();
        free.fold(text, |text, (index, free)| text.replace(&format!("<{index}>"), &free.to_string()))
    };
    texts.iter().map(marked).map(with).collect()
}

fn write_certificate(folder: &Path) {
    let key = KeyPair::generate().expect("a key can be made");
    let parameters = CertificateParams::new(["127.0.0.1".to_owned()]).expect("an address is a name");
    let certificate = parameters.self_signed(&key).expect("a key signs").pem();
    for (name, text) in
        [("server.pem", &certificate), ("ca.pem", &certificate), ("server-key.pem", &key.serialize_pem())]
    {
        std::fs::write(folder.join(name), text).expect("the folder can be written to");
    }
}

/// Whether one of the servers says these words, soon.
fn is_said(files: &[&str], words: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    write_certificate(folder.path());
    let mut running: Vec<Running> = Vec::new();
    for (number, text) in with_free_ports(files).iter().enumerate() {
        let file = folder.path().join(format!("{number}.conf"));
        std::fs::write(&file, text).expect("the folder can be written to");
        match servers::start_as_written(NEWEST, file.as_path()) {
            Ok(server) => running.push(server),
            Err(log) if log.contains(words) => return Ok(()),
            Err(log) => return Err(log),
        }
    }
    servers::any_logs(&running, words)
}

#[test]
fn what_a_rule_calls_an_error_is_refused_by_running_servers() {
    let errors = together_rules().map(|rule| rule.code).filter(|code| code.severity == Severity::Error);
    let errors: Vec<_> = errors.collect();
    let outcomes = errors.par_iter().map(|code| {
        let words = WORDS.iter().chain(&OTHER_WORDS).find(|(name, _)| *name == code.name);
        let words = words.map(|(_, words)| *words).ok_or_else(|| "no words are known".to_owned());
        words
            .and_then(|words| is_said(&files(&pages::with_tokens(code.page)), words))
            .map_err(|log| format!("{}:\n{log}", code.name))
    });
    let wrong: Vec<String> = outcomes.filter_map(Result::err).collect();
    assert!(errors.len() > 9 && wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Nobody says no to a ring of leaf nodes, whichever way round they dial: but one connection ends each time.
#[test]
fn a_ring_of_leaf_nodes_is_a_loop() {
    let server = |number: u8, remotes: &[u8]| {
        let remotes: Vec<_> = remotes.iter().map(|to| format!("{{ url: \"nats://127.0.0.1:742{to}\" }}")).collect();
        let (listens, remotes) = (format!("listen: \"127.0.0.1:742{number}\""), remotes.join(", "));
        format!("listen: \"127.0.0.1:422{number}\"\nleafnodes {{ {listens}, remotes: [{remotes}] }}\n")
    };
    let rings =
        [[server(2, &[3]), server(3, &[4]), server(4, &[2])], [server(2, &[3, 4]), server(3, &[4]), server(4, &[])]];
    for ring in rings {
        let texts: Vec<_> = ring.iter().map(String::as_str).collect();
        let sources =
            ring.iter().enumerate().map(|(number, text)| Source::new(format!("{number}.conf"), text.as_bytes()));
        let findings = check_cluster(sources.collect(), &Memory::default(), &Settings::default());
        let loops = findings.iter().flat_map(|one| &one.diagnostics).filter(|found| found.code.name == "leafnode-loop");
        assert_eq!(loops.count(), 1, "{texts:?}");
        is_said(&texts, "Loop detected for leafnode account").unwrap_or_else(|log| panic!("{texts:?}:\n{log}"));
    }
}
