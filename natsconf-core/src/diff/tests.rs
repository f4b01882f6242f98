//! What is a change, and what is none.

use super::{Apply, Change};
use crate::source::{Memory, Source};
use crate::{Settings, diff};

fn changes(old: &str, new: &str) -> Vec<Change> {
    let source = |name: &str, text: &str| Source::new(name, text.as_bytes());
    diff(source("old.conf", old), source("new.conf", new), &Memory::default(), &Settings::default())
        .expect("both can be read")
}

/// Each change as `how kind path old -> new`.
fn shown(old: &str, new: &str) -> Vec<String> {
    let show = |change: Change| {
        let Change { path, kind, old, new, how, .. } = change;
        let values = [old, new].map(Option::unwrap_or_default).join(" -> ");
        format!("{how:?} {kind:?} {path} {values}")
    };
    changes(old, new).into_iter().map(show).collect()
}

#[track_caller]
fn same(old: &str, new: &str) {
    assert_eq!(shown(old, new), <[&str; 0]>::default(), "{old}\n{new}");
    assert_eq!(shown(new, old), <[&str; 0]>::default(), "{new}\n{old}");
}

#[test]
fn what_means_the_same_is_no_change() {
    same("port: 4222\nhttp: 8222", "# monitoring\nHTTP = 8222; port = 4222");
    same("max_payload: 1MB", "max_payload: 1048576");
    same("ping_interval: \"120s\"", "ping_interval: \"2m\"");
    same("max_pending: 64MB, ping_max: 2, write_deadline: \"10s\"", "debug: false");
    same("listen: \"127.0.0.1:4222\"", "host: 127.0.0.1, port: 4222");
    same("http: 8222", "monitor_port: 8222");
    same("jetstream: enabled", "jetstream {}");
    same("jetstream: disabled", "");
    same("system_account: \"$SYS\"", "");
    same("accounts: [A, B]", "accounts { B {}, A {} }");
    same("P: 4222\nport: $P", "port: 4222");
    same("cluster { compression: s2_fast }", "cluster { compression { mode: fast } }");
    same("authorization {}", "");
}

#[test]
fn an_empty_block_may_mean_much() {
    assert_eq!(shown("", "ocsp: true"), ["Reload Added ocsp  -> {}"]);
    let remote = |tls: &str| format!("leafnodes {{ remotes: [{{ url: \"nats://hub\"{tls} }}] }}");
    let found = shown(&remote(""), &remote(", tls {}"));
    assert_eq!(found, ["Restart Added leafnodes.remotes[nats://hub].tls  -> {}"]);
}

#[test]
fn what_connections_keep_is_noted() {
    let note = |old: &str, new: &str| changes(old, new)[0].note;
    assert_eq!(note("write_deadline: \"1s\"", "write_deadline: \"2s\""), Some("new connections only"));
    assert_eq!(
        note("tls { cert_file: a, key_file: b }", "tls { cert_file: c, key_file: b }"),
        Some("new connections only")
    );
    assert_eq!(note("max_connections: 1", "max_connections: 2"), None);
}

#[test]
fn lists_have_no_order_unless_it_counts() {
    same(
        "cluster { port: 6222, routes: [\"nats://a:1\", \"nats://b:1\"] }",
        "cluster { port: 6222, routes: [\"nats://b:1\", \"nats://a:1\"] }",
    );
    same(
        "authorization { users: [{ user: a, password: x }, { user: b, password: y }] }",
        "authorization { users: [{ user: b, pass: y }, { username: a, password: x }] }",
    );
    let curves = |first: &str, then: &str| {
        format!("tls {{ cert_file: a, key_file: b, curve_preferences: [\"{first}\", \"{then}\"] }}")
    };
    assert_eq!(
        shown(&curves("X25519", "CurveP256"), &curves("CurveP256", "X25519")),
        [r#"Reload Changed tls.curve_preferences ["X25519", "CurveP256"] -> ["CurveP256", "X25519"]"#]
    );
}

#[test]
fn a_change_names_the_option_and_both_values() {
    assert_eq!(shown("max_payload: 1MB", "max_payload: 2MB"), ["Reload Changed max_payload 1048576 -> 2097152"]);
    assert_eq!(shown("", "max_payload: 2MB"), ["Reload Added max_payload  -> 2097152"]);
    assert_eq!(shown("server_name: a", ""), [r#"Restart Removed server_name "a" -> "#]);
    assert_eq!(
        shown(
            "accounts { A { users: [{ user: a, password: x }] } }",
            "accounts { A { users: [{ user: b, password: x }] }, B {} }"
        ),
        [
            r#"Reload Added accounts.A.users[b]  -> { user: "b", password: .. }"#,
            r#"Reload Removed accounts.A.users[a] { user: "a", password: .. } -> "#,
            "Reload Added accounts.B  -> {}",
        ]
    );
    assert_eq!(
        shown(
            "cluster { port: 6222, routes: [\"nats://a:1\"] }",
            "cluster { port: 6223, routes: [\"nats://a:1\", \"nats://u:hunter2@b:1\"] }"
        ),
        ["Restart Changed cluster.port 6222 -> 6223", r#"Reload Added cluster.routes[]  -> "nats://..@b:1""#,]
    );
}

#[test]
fn no_secret_is_shown() {
    let users = |password: &str| format!("accounts {{ A {{ users: [{{ user: a, password: {password} }}] }} }}");
    assert_eq!(shown(&users("hunter2"), &users("hunter3")), ["Reload Changed accounts.A.users[a].password .. -> .."]);
}

#[test]
fn places_are_those_of_the_values() {
    let found = changes("a: 1MB\nmax_payload: $a\n", "\n max_payload: 2MB\n");
    let place = |place: &Option<super::Place>| place.as_ref().map(|it| (it.file.clone(), it.line, it.column));
    assert_eq!(place(&found[0].old_place), Some(("old.conf".to_owned(), 2, 14)));
    assert_eq!(place(&found[0].new_place), Some(("new.conf".to_owned(), 2, 15)));
}

#[test]
fn a_running_jetstream_only_grows() {
    let of = |size: &str| format!("jetstream {{ store_dir: \"/js\", max_file_store: {size} }}");
    assert_eq!(shown(&of("1GB"), &of("2GB")), ["Reload Changed jetstream.max_file_store 1073741824 -> 2147483648"]);
    assert_eq!(shown(&of("2GB"), &of("1GB")), ["Restart Changed jetstream.max_file_store 2147483648 -> 1073741824"]);
    assert!(shown("", &of("1GB"))[0].starts_with("Reload Added jetstream "));
}

#[test]
fn older_servers_need_more_restarts() {
    let source = |text: &str| Source::new("a.conf", text.as_bytes());
    let how = |old: &str, new: &str, version: &str| {
        let settings = Settings::for_server(version).expect("a version");
        diff(source(old), source(new), &Memory::default(), &settings).expect("both can be read")[0].how
    };
    let remotes = ("leafnodes {}", "leafnodes { remotes: [{ url: \"nats://hub\" }] }");
    assert_eq!(how(remotes.0, remotes.1, "2.12"), Apply::Restart);
    assert_eq!(how(remotes.0, remotes.1, "2.14"), Apply::Reload);
    let limits = ("jetstream { limits {} }", "jetstream { limits { max_ha_assets: 1 } }");
    assert_eq!(how(limits.0, limits.1, "2.14"), Apply::Restart);
    assert_eq!(how("accounts { A {} }", "accounts { A { limits { max_connections: 1 } } }", "2.10"), Apply::Reload);
    let grown = ("jetstream { max_file_store: 1GB }", "jetstream { max_file_store: 2GB }");
    assert_eq!(how(grown.0, grown.1, "2.12.6"), Apply::Restart);
    assert_eq!(how(grown.0, grown.1, "2.12.7"), Apply::Reload);
}

#[test]
fn what_cannot_be_read_is_no_difference() {
    let source = |text: &str| Source::new("a.conf", text.as_bytes());
    let refused = diff(source("port: 1"), source("port: x"), &Memory::default(), &Settings::default());
    assert_eq!(refused.map_err(|findings| findings.diagnostics.len()), Err(1));
}
