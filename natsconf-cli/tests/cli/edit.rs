//! `get`, `set` and `unset`.

use crate::run::Folder;

const CONF: &str = "# ours\nport = 4222\ncluster {\n    name: east # where\n    routes = [nats://a:1, nats://b:2]\n}\n\
                    max_payload: 8MB\nsecret: $TOKEN\ninclude users.conf\n";

fn folder() -> Folder {
    Folder::with(&[("a.conf", CONF), ("users.conf", "users: [{user: a, tags: {}}]\n")])
}

#[test]
fn get_prints_values_resolved() {
    let folder = folder();
    let get = |option: &str| {
        let run = folder.run(&["get", "a.conf", option, "--env", "TOKEN=abc"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{option}");
        run.stdout
    };
    assert_eq!(get("port"), "4222\n");
    assert_eq!(get("cluster.name"), "east\n");
    assert_eq!(get("CLUSTER.routes[1]"), "nats://b:2\n");
    assert_eq!(get("max_payload"), "8388608\n");
    assert_eq!(get("secret"), "abc\n");
    assert_eq!(get("users[0].user"), "a\n");
    let json: serde_json::Value = serde_json::from_str(&get("cluster")).unwrap();
    assert_eq!(json, serde_json::json!({ "name": "east", "routes": ["nats://a:1", "nats://b:2"] }));
}

#[test]
fn get_says_why_there_is_no_value() {
    let folder = folder();
    let run = |option: &str| {
        let run = folder.run(&["get", "a.conf", option]);
        assert_eq!(run.stdout, "");
        (run.code, run.stderr)
    };
    assert_eq!(run("cluster.port"), (Some(1), "error: `a.conf`: there is no `cluster.port`\n".to_owned()));
    assert_eq!(run("port.x"), (Some(2), "error: `a.conf`: `port` is not a block\n".to_owned()));
    let (code, said) = run("secret");
    assert!(code == Some(1) && said.contains("error[unknown-variable]: `$TOKEN` is not defined"), "{said}");
    assert_eq!(folder.run(&["get", "a.conf", "port"]).code, Some(0), "an unknown variable elsewhere is no obstacle");
    let (code, said) = run("cluster..name");
    assert!(code == Some(2) && said.contains("expected a key, found `.name`"), "{said}");
    folder.write("a.conf", "port: 4222 x");
    let (code, said) = run("port");
    assert!(code == Some(1) && said.contains("error[expected-terminator]"), "{said}");
}

#[test]
fn set_changes_one_option_and_nothing_else() {
    let folder = folder();
    let set = |option: &str, value: &str, old: &str, new: &str| {
        folder.write("a.conf", CONF);
        let run = folder.run(&["set", "a.conf", option, value]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""), "{option}");
        assert_eq!(folder.read("a.conf"), CONF.replace(old, new));
        assert!(CONF.contains(old));
    };
    set("port", "-1", "4222", "-1");
    set("cluster.name", "west", "east", "west");
    set("cluster.name", "far west", "east", "\"far west\"");
    set("cluster.routes[0]", "nats://c:3", "nats://a:1", "nats://c:3");
    set("max_payload", "1GB", "8MB", "1GB");
    set("cluster.port", "6222", "b:2]\n", "b:2]\n    port = 6222\n");
    set("port", "4222", "4222", "4222");
}

#[test]
fn unset_removes_one_option_and_nothing_else() {
    let folder = folder();
    let run = folder.run(&["unset", "a.conf", "max_payload"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(folder.read("a.conf"), CONF.replace("max_payload: 8MB\n", ""));
    let run = folder.run(&["unset", "a.conf", "max_payload"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), "error: `a.conf`: there is no `max_payload`\n"));
}

#[test]
fn what_stands_in_another_file_is_not_changed() {
    let folder = folder();
    let run = folder.run(&["set", "a.conf", "users[0].user", "b"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("users.conf`: change it there"), "{}", run.stderr);
    assert_eq!(folder.read("a.conf"), CONF);
}

#[test]
fn standard_input_is_changed_on_its_way_through() {
    let run = folder().run_with_input(&["set", "-", "port", "1"], CONF.as_bytes());
    assert_eq!((run.code, run.stdout), (Some(0), CONF.replace("4222", "1")));
    let run = folder().run_with_input(&["unset", "-", "port"], CONF.as_bytes());
    assert_eq!((run.code, run.stdout), (Some(0), CONF.replace("port = 4222\n", "")));
    let run = folder().run_with_input(&["get", "-", "port"], CONF.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "4222\n"));
}
