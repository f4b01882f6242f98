//! Arguments: what is wrong with them is said, with what was expected; and the commands about the program itself.

use crate::run::Folder;

/// The exit code, and the first line of standard error.
fn complaint(arguments: &[&str]) -> (Option<i32>, String) {
    let run = Folder::with(&[]).run(arguments);
    assert_eq!(run.stdout, "");
    (run.code, run.stderr.lines().next().unwrap_or_default().to_owned())
}

#[test]
fn bad_arguments_exit_with_2_and_say_what_is_expected() {
    let said = |arguments: &[&str]| {
        let (code, said) = complaint(arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        said
    };
    assert_eq!(said(&["lin"]), "error: unrecognized subcommand 'lin'");
    assert_eq!(said(&["lint"]), "error: the following required arguments were not provided:");
    assert_eq!(said(&["lint", "--formt", "json", "x"]), "error: unexpected argument '--formt' found");
    assert_eq!(said(&["lint", "--format", "xml", "x"]), "error: invalid value 'xml' for '--format <FORMAT>'");
    assert_eq!(
        said(&["lint", "--env", "NAME", "x"]),
        "error: invalid value 'NAME' for '--env <NAME=VALUE>': expected NAME=VALUE"
    );
    assert_eq!(
        said(&["lint", "--nats-version", "new", "x"]),
        "error: invalid value 'new' for '--nats-version <VERSION>': expected a version of nats-server such as 2.15 or 2.10.26"
    );
    assert_eq!(
        said(&["explain", "nonsense"]),
        "error: there is no finding and no option `nonsense`: `natsconf rules` and `natsconf options` list them"
    );
}

#[test]
fn help_and_version_are_no_failure() {
    let folder = Folder::with(&[]);
    let help = folder.run(&["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(help.stdout.contains("lint") && help.stdout.contains("Exit status"));
    let version = folder.run(&["--version"]);
    assert_eq!(version.stdout, format!("natsconf {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_finding_is_listed_and_explained() {
    let folder = Folder::with(&[]);
    let rules = folder.run(&["rules", "--format", "json"]).stdout;
    let rules: Vec<serde_json::Value> = serde_json::from_str(&rules).unwrap();
    assert!(rules.len() > 20);
    let (text, markdown) = (folder.run(&["rules"]).stdout, folder.run(&["rules", "--format", "markdown"]).stdout);
    for rule in &rules {
        let name = rule["code"].as_str().unwrap();
        let page = folder.run(&["explain", name]).stdout;
        assert_eq!(rule["page"], page.as_str());
        assert!(page.starts_with(&format!("# {name}\n")));
        assert!(text.lines().any(|line| line.starts_with(name) && line.contains(rule["severity"].as_str().unwrap())));
        assert!(markdown.contains(&format!("\n## {name}\n")));
    }
}

#[test]
fn shells_and_man_learn_the_commands() {
    let folder = Folder::with(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = folder.run(&["completions", shell]);
        assert!(run.code == Some(0) && run.stdout.contains("nats-version"), "{shell}");
    }
    assert!(folder.run(&["man"]).stdout.contains(".TH natsconf 1"));
    std::fs::create_dir(folder.path("man")).unwrap();
    assert_eq!(folder.run(&["man", "--out", "man"]).code, Some(0));
    assert!(folder.read("man/natsconf-lint.1").contains("nats\\-version"));
    assert_eq!(folder.run(&["man", "--out", "missing"]).code, Some(2));
}
