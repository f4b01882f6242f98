//! `natsconf.toml`: what a project has decided.

use crate::run::Folder;

const PASSWORD: &str = "authorization { token: t }\n";

/// The lines of standard output that name a finding.
fn headlines(stdout: &str) -> Vec<&str> {
    stdout.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning[")).collect()
}

#[test]
fn the_nearest_one_above_a_file_counts() {
    let folder = Folder::with(&[
        ("natsconf.toml", "ignore = [\"plaintext-password\"]\n"),
        ("a.conf", PASSWORD),
        ("deep/er/b.conf", PASSWORD),
        ("other/natsconf.toml", ""),
        ("other/c.conf", PASSWORD),
    ]);
    let run = folder.run(&["lint", "--format", "github", "."]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.contains("file=other/c.conf"), "{}", run.stdout);
    let run = folder.run(&["lint", "--ignore", "unknown-option", "a.conf"]);
    assert_eq!(headlines(&run.stdout).len(), 1, "an argument takes the place of the setting");
    let run = folder.run_with_input(&["lint", "-"], PASSWORD.as_bytes());
    assert_eq!(headlines(&run.stdout), [""; 0], "standard input lies in the current folder");
}

#[test]
fn it_selects() {
    let folder = Folder::with(&[
        ("natsconf.toml", "select = [\"unknown-option\"]\n"),
        ("a.conf", "prot: 4222\nauthorization { token: t }\n"),
    ]);
    let run = folder.run(&["lint", "a.conf"]);
    assert_eq!(headlines(&run.stdout), ["error[unknown-option]: unknown option `prot`"]);
    let run = folder.run(&["lint", "--select", "plaintext-password", "a.conf"]);
    assert_eq!(headlines(&run.stdout).len(), 1);
}

#[test]
fn it_sets_the_version_of_the_server() {
    let folder = Folder::with(&[("natsconf.toml", "nats-version = \"2.14\"\n"), ("a.conf", "server_name: 1m5\n")]);
    let code = |arguments: &[&str]| folder.run(arguments).code;
    assert_eq!(code(&["lint", "a.conf"]), Some(1));
    assert_eq!(code(&["fmt", "--check", "a.conf"]), Some(1));
    assert_eq!(code(&["get", "a.conf", "server_name"]), Some(1));
    assert_eq!(code(&["convert", "a.conf", "--to", "json"]), Some(1));
    for command in [&["lint", "a.conf"][..], &["fmt", "--check", "a.conf"], &["get", "a.conf", "server_name"]] {
        assert_eq!(code(&[command, &["--nats-version", "2.15"]].concat()), Some(0), "an argument wins");
    }
}

#[test]
fn it_leaves_files_out_of_folders() {
    let folder = Folder::with(&[
        ("natsconf.toml", "exclude = [\"old/\", \"*.gen.conf\"]\n"),
        ("a.conf", "host:localhost\n"),
        ("old/b.conf", "port: many\n"),
        ("deep/c.gen.conf", "port: many\n"),
    ]);
    assert_eq!(folder.run(&["lint", "."]).stderr, "1 file checked: nothing found\n");
    assert_eq!(folder.run(&["fmt", "--check", "."]).stdout, "a.conf\n");
    assert_eq!(folder.run(&["lint", "old"]).code, Some(0), "nothing is left to check");
    assert_eq!(folder.run(&["lint", "old/b.conf"]).code, Some(1), "what is named is checked");
}

#[test]
fn its_mistakes_are_findings_and_the_rest_of_it_counts() {
    let folder = Folder::with(&[
        ("natsconf.toml", "ignore = [\"plaintext-password\"]\nexclud = []\nselect = [\"plaintxt-password\"]\n"),
        ("a.conf", PASSWORD),
        ("b.conf", PASSWORD),
    ]);
    let run = folder.run(&["lint", "."]);
    assert_eq!(run.code, Some(1));
    let expected = [
        "error[unknown-option]: unknown option `exclud`",
        "error[bad-value]: there is no finding `plaintxt-password`: did you mean `plaintext-password`?",
    ];
    assert_eq!(headlines(&run.stdout), expected);
    assert!(run.stdout.contains("--> natsconf.toml:2:1") && run.stdout.contains("did you mean `exclude`?"));
    assert_eq!(folder.run(&["fmt", "--check", "a.conf"]).code, Some(1));
    folder.write("natsconf.toml", "exclude = [\"{\"]\n");
    assert_eq!(folder.run(&["lint", "a.conf"]).code, Some(2));
}

#[test]
fn it_says_how_large_volumes_are() {
    let streams =
        |limit: &str| format!("jetstream {{ store_dir: \"/data/js\", max_file_store: {limit} }}\nport: 4222\n");
    let folder = Folder::with(&[
        ("natsconf.toml", "select = [\"volume-too-small\"]\n[volumes]\n\"/data\" = \"100Gi\"\n"),
        ("a.conf", &streams("100Gi")),
        ("b.conf", &streams("90Gi")),
        ("c.conf.tftpl", &streams("100Gi")),
    ]);
    let run = folder.run(&["lint", "a.conf", "b.conf", "c.conf.tftpl"]);
    let expected = "warning[volume-too-small]: streams may take 100GB, and the volume `/data` has 100GB";
    assert_eq!(headlines(&run.stdout), [expected; 2]);
}
