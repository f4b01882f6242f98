//! A word that stands only in secrets is in no output of any command that reads configuration.

use crate::run::Folder;

const CANARY: &str = "Canary7Bird";

/// Lines with a secret, each with a mistake in it, and in the line before and after.
const LINES: [&str; 9] = [
    "password: CANARY x",
    "token: \"CANARY\\q\"",
    "users: [{user: a, password: 'CANARY' x}]",
    "{\"password\": \"CANARY\" x}",
    "routes: [\"nats://me:CANARY@host:1\" x]",
    "nkey: SUAMCANARY777777777777777777777777777777777777777777777777 x",
    "pass = $CANARY",
    "key: $SECRET_FROM_ENVIRONMENT",
    "a: $2y$11$CANARY",
];

#[test]
fn no_secret_is_printed() {
    for line in LINES {
        let text = format!("a: b c\n{}\nd: e f\n", line.replace("CANARY", CANARY));
        let folder = Folder::with(&[("a.conf", &text), ("inc.conf", "include a.conf\n")]);
        folder.write("env", format!("SECRET_FROM_ENVIRONMENT='{CANARY}\n"));
        for command in [
            &["lint", "--format", "text"][..],
            &["lint", "--format", "json"],
            &["lint", "--format", "sarif"],
            &["lint", "--format", "github"],
        ] {
            let variable = format!("OTHER={CANARY}");
            let run = folder.run(&[command, &["a.conf", "inc.conf", "--env-file", "env", "--env", &variable]].concat());
            assert_eq!(run.code, Some(1), "{}", run.stderr);
            assert!(!run.stdout.is_empty());
            assert!(!(run.stdout + &run.stderr).contains(CANARY), "{line}: {command:?}");
        }
        let run = folder.run(&["fmt", "--check", "a.conf"]);
        assert!(!(run.stdout + &run.stderr).contains(CANARY), "{line}");
    }
}
