//! `lint --cluster`: servers held against each other.

use serde_json::Value;

use crate::run::{Folder, Run};

fn server(name: &str, port: u16, cluster: &str, routes: &str) -> String {
    format!(
        "server_name: {name}\nlisten: \"127.0.0.1:{port}\"\n\
         cluster {{ name: {cluster}, listen: \"127.0.0.1:{}\", routes: [{routes}] }}\n",
        port + 2000
    )
}

/// File, line and code of all findings.
fn found(run: &Run) -> Vec<String> {
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    let found = json["diagnostics"].as_array().unwrap().iter();
    found
        .map(|it| format!("{}:{} {}", it["file"].as_str().unwrap(), it["line"], it["code"].as_str().unwrap()))
        .collect()
}

fn folder(second: &str) -> Folder {
    let first = server("n1", 4222, "east", "\"nats://127.0.0.1:6223\"");
    Folder::with(&[("etc/a.conf", &first), ("etc/b.conf", second)])
}

#[test]
fn servers_that_fit_together_are_fine() {
    let folder = folder(&server("n2", 4223, "east", "\"nats://127.0.0.1:6222\""));
    let run = folder.run(&["lint", "--cluster", "etc"]);
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (Some(0), "", "2 files checked: nothing found\n"));
}

#[test]
fn what_does_not_fit_together_is_found_with_both_places() {
    let folder = folder(&server("n1", 4223, "west", "\"nats://127.0.0.1:6222\""));
    assert_eq!(folder.run(&["lint", "etc"]).code, Some(0));
    let run = folder.run(&["lint", "--cluster", "--format", "json", "etc"]);
    assert_eq!(
        (run.code, found(&run)),
        (
            Some(1),
            vec!["etc/a.conf:3 cluster-names-differ".to_owned(), "etc/b.conf:3 cluster-names-differ".to_owned(),]
        )
    );
    let text = folder.run(&["lint", "--cluster", "etc/b.conf", "etc/a.conf"]).stdout;
    assert!(text.contains("--> etc/a.conf:3:58") && text.contains("::: etc/b.conf:3:17"), "{text}");
}

#[test]
fn shared_files_are_read_with_each_server() {
    let folder = Folder::with(&[
        ("etc/n1.conf", "server_name: n1\ninclude shared.conf\n"),
        ("etc/n2.conf", "server_name: n1\ninclude shared.conf\n"),
        (
            "etc/shared.conf",
            "host: localhost\ncluster { name: east, port: 6222, routes: [\"nats://n1:6222\", \"nats://n2:6222\"] }\n",
        ),
    ]);
    let run = folder.run(&["lint", "--cluster", "--format", "json", "etc"]);
    assert_eq!(found(&run), ["etc/n2.conf:1 duplicate-server-name"]);
}

#[test]
fn findings_about_several_servers_can_be_chosen_and_allowed() {
    let alone = "# natsconf: allow(cluster-not-joined) joined by hand\n".to_owned() + &server("n2", 4223, "east", "");
    let folder = Folder::with(&[("a.conf", &server("n1", 4222, "east", "")), ("b.conf", &alone)]);
    assert_eq!(folder.run(&["lint", "b.conf", "--deny", "warnings"]).code, Some(0), "it is not known to be unused");
    let with =
        |arguments: &[&str]| found(&folder.run(&[&["lint", "--cluster", "--format", "json", "."], arguments].concat()));
    assert_eq!(with(&[]), ["b.conf:4 cluster-not-joined"]);
    assert!(with(&["--ignore", "cluster-not-joined"]).is_empty());
    folder.write("b.conf", alone.replace("cluster {", "# natsconf: allow(cluster-not-joined)\ncluster {"));
    assert!(with(&[]).is_empty());
}
