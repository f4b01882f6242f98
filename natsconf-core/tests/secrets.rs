//! No secret reaches an output, whatever mistake stands beside it.

use natsconf_core::diagnostic::render::{self, TextStyle};
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, check};

/// A word that stands only where secrets do. Half of it is a secret, too.
const SECRET: &str = "hunter2xyzzy";

const CONFIG: &str = r#"
port: 4222
authorization {
  user: admin
  password: hunter2xyzzy
  token: "hunter2xyzzy"
  users: [
    { user: a, password: hunter2xyzzy, permissions: { publish: "a.b" } }
    {"user": "b", "password": "hunter2xyzzy"}
    { user: c, pass = 'hunter2xyzzy' } # pass: hunter2xyzzy
  ]
}
cluster { routes: [ "nats://me:hunter2xyzzy@host:6222" ] }
jetstream { key: hunter2xyzzy }
PASSWORD = $hunter2xyzzy
"#;

/// What is put into the text, at every place.
const MISTAKES: [&str; 14] = ["\"", "'", "{", "}", "[", "]", "(", ",", ";", "\n", "\\", " ", "$", "="];

fn outputs(text: &str) -> [String; 4] {
    let source = Source::new("nats.conf", text.as_bytes());
    let findings = [check(source, &Memory::default(), &Settings::default()).into_findings()];
    let text = render::text(&findings, TextStyle::default());
    [text, render::json(&findings), render::sarif(&findings), render::github(&findings)]
}

/// Whether some piece of the secret, long enough to help in guessing it, is in an output.
fn shows_secret(output: &str) -> bool {
    const TELLING: usize = 5;
    (0..=SECRET.len() - TELLING).any(|at| output.contains(&SECRET[at..at + TELLING]))
}

/// Whether a place lies within a word that tells that a secret follows: then nothing can tell any more.
fn breaks_a_name(at: usize) -> bool {
    ["password", "token", "pass", "key", "PASSWORD", "://"]
        .iter()
        .any(|name| CONFIG.match_indices(name).any(|(start, _)| start < at && at < start + name.len()))
}

/// Whether a place lies within a secret: a line feed there makes the rest of it a line of its own.
fn breaks_a_secret(at: usize) -> bool {
    CONFIG.match_indices(SECRET).any(|(start, _)| start < at && at < start + SECRET.len())
}

#[test]
fn one_mistake_anywhere_shows_no_secret() {
    let mut reported = 0;
    for at in (0..=CONFIG.len()).filter(|at| !breaks_a_name(*at)) {
        for mistake in MISTAKES.iter().filter(|mistake| **mistake != "\n" || !breaks_a_secret(at)) {
            let text = format!("{}{mistake}{}", &CONFIG[..at], &CONFIG[at..]);
            for output in outputs(&text) {
                assert!(!shows_secret(&output), "`{mistake}` at {at} shows the secret:\n{output}\nin:\n{text}");
                reported += usize::from(!output.is_empty());
            }
        }
    }
    assert!(reported > 1000, "only {reported} outputs say anything");
}

#[test]
fn a_text_that_ends_anywhere_shows_no_secret() {
    for end in 0..=CONFIG.len() {
        for output in outputs(&CONFIG[..end]) {
            assert!(!shows_secret(&output), "ending at {end} shows the secret:\n{output}");
        }
    }
}

/// A word of natsconf's own, masked, would tell that it is the secret.
#[test]
fn what_is_said_does_not_hang_on_the_secret() {
    let of =
        |secret: &str| outputs(&format!("listen: 127.0.0.1:4222\nauthorization {{ user: a, password: {secret} }}\n"));
    let usual = of("hunter2xyzzy");
    assert!(usual[0].contains("this password is in plain text") && usual[0].contains("`nats server passwd`"));
    for secret in ["password", "passwd", "pass", "server", "environment"] {
        assert_eq!(of(secret)[0], usual[0], "{secret}");
    }
}
