//! `lint` on templates: what is wrong whatever the variables are, and what is wrong with them.

use crate::run::Folder;

/// Line and code of everything found in a template.
fn found(template: &str, arguments: &[&str]) -> Vec<(u64, String)> {
    let folder = Folder::with(&[("n.conf.tftpl", template)]);
    let run = folder.run(&[&["lint", "n.conf.tftpl", "--format", "json"], arguments].concat());
    let listing: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let diagnostics = listing["diagnostics"].as_array().unwrap().iter();
    let one =
        |finding: &serde_json::Value| (finding["line"].as_u64().unwrap(), finding["code"].as_str().unwrap().to_owned());
    diagnostics.map(one).collect()
}

fn nothing(template: &str) {
    assert_eq!(found(template, &[]), [], "{template}");
}

fn only(template: &str, line: u64, code: &str) {
    assert_eq!(found(template, &[]), [(line, code.to_owned())], "{template}");
}

#[test]
fn values_that_are_not_known_hide_no_mistake_and_are_none() {
    let template = "server_name: ${name}\nlisten: \"${host}:${ports.client}\"\nmax_payload: ${size}MB\n\
                    tls: ${jsonencode({ a = 1 })}\ncluster {\n  name: c\n  prot: 6222\n  ${more}\n  ${key}: 1\n}\n";
    assert_eq!(found(template, &[])[..], [(4, "unknown-option".to_owned()), (7, "unknown-option".to_owned())]);
}

#[test]
fn what_a_hole_may_bring_is_not_missed() {
    only("cluster {\n  name: c\n}\n", 1, "cluster-without-port");
    nothing("cluster {\n  name: c\n  ${more}\n}\n");
    nothing("cluster {\n  name: c\n  %{ if port != null ~}\n  port: ${port}\n  %{ endif ~}\n}\n");
    nothing("cluster {\n  name: c\n%{ for p in ports ~}\n  port: ${p}\n%{ endfor ~}\n}\n");
}

#[test]
fn every_branch_is_looked_at() {
    let template = "%{ if a }\nprot: 1\n%{ else }\n%{ if b }\nhots: a\n%{ endif }\n%{ endif }\n";
    assert_eq!(found(template, &[]).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 5]);
}

#[test]
fn branches_that_exclude_each_other_do_not_disturb_each_other() {
    nothing("host: localhost\n%{ if a ~}\nport: 1\n%{ endif ~}\n%{ if !a ~}\nport: 2\n%{ endif ~}\n");
    nothing("host: localhost\n%{ if a ~}\nport: 1\n%{ else ~}\nport: 2\n%{ endif ~}\n");
}

#[test]
fn lines_of_their_own_are_items_in_a_list_and_entries_in_a_block() {
    nothing(
        "cluster {\n  name: c\n  port: 6222\n  routes: [\n    ${first}\n    ${second} # the other\n  ]\n}\n${more}\n",
    );
}

#[test]
fn rounds_of_a_loop_need_something_between_them() {
    let list = |body: &str| {
        format!("cluster {{\n name: c\n port: 6222\n routes: [%{{ for h in hosts }}{body}%{{ endfor }}]\n}}\n")
    };
    for body in ["nats://${h}", "nats://${h}:6222", "\"nats://${h}\"", "\"nats://${h}\" "] {
        only(&list(body), 4, "template-loop-separator");
    }
    for body in ["\"nats://${h}\",", "nats://${h}\n", "\n nats://${h}:6222"] {
        nothing(&list(body));
    }
}

#[test]
fn a_mistake_of_the_template_is_the_only_one() {
    // Terraform names the beginning of the template too.
    only("prot: 1\nport: ${port\n", 1, "template-syntax");
}

#[test]
fn with_variables_their_mistakes_are_found_too() {
    let template = "port: ${port}\nhots: a\nauthorization { user: a, password: ${password} }\n";
    let arguments = ["--var", "port=x", "--var", "password=b"];
    let codes = [(1, "wrong-type"), (2, "unknown-option"), (3, "plaintext-password"), (3, "template-unquoted-value")];
    assert_eq!(found(template, &arguments), codes.map(|(line, code)| (line, code.to_owned())));
}

#[test]
fn placeholders_are_shown_where_secrets_are_not() {
    let template = "authorization { user: a, password: ${password} }\nport: ${\"S3CRET\"}\ntoken: hunter2\n";
    let run = Folder::with(&[("n.conf.tftpl", template)]).run(&["lint", "n.conf.tftpl"]);
    assert!(run.stdout.contains("write `\"${password}\"`"), "{}", run.stdout);
    assert!(!run.stdout.contains("hunter2"), "{}", run.stdout);
}

#[test]
fn templates_that_are_not_rendered_are_checked_as_they_give() {
    for (name, program) in [("n.conf.tmpl", "helm template"), ("n.conf.template", "envsubst")] {
        let folder = Folder::with(&[(name, "listen: 127.0.0.1:4222\n"), ("vars.json", "{}")]);
        let open = folder.run(&["lint", name]);
        assert!(open.stderr.contains("decide (lint what it gives)"), "{}", open.stderr);
        for arguments in [&["lint", name, "--vars", "vars.json"][..], &["render", name]] {
            let run = folder.run(arguments);
            assert_eq!(run.code, Some(2), "{}", run.stderr);
            assert!(run.stderr.contains(&format!("lint what `{program}` gives")), "{}", run.stderr);
        }
    }
}

#[test]
fn what_envsubst_replaces_is_not_missing() {
    let text = "port: $PORT\nserver_name: \"$NAME\"\nprot: $PORT\n";
    let found = |name: &str| {
        let run = Folder::with(&[(name, text)]).run(&["lint", name, "--format", "json"]);
        let listing: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let codes = listing["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap());
        codes.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found("n.conf.template"), ["unknown-option"]);
    assert_eq!(found("n.conf.tmpl"), ["unknown-variable", "variable-in-quotes", "unknown-option", "unknown-variable"]);
}

#[test]
fn templates_of_other_languages_are_told_by_their_names() {
    let template = |hole: &str, open: &str, close: &str| {
        format!(
            "port: {hole}\nprot: 1\n{open}\ncluster {{\n  name: c\n  port: 6222\n  hots: {hole}\n}}\n{close}\nauthorization {{ user: a, password: {hole} }}\n"
        )
    };
    let languages = [
        ("n.conf.j2", template("{{ port | int }}", "{% if tls %}", "{% endif %}")),
        ("n.conf.j2", template("{{ a.b }}", "{% for a in b %}", "{% endfor %}")),
        ("n.conf.tmpl", template("{{ .Values.port }}", "{{- if .Values.tls }}", "{{- end }}")),
        ("n.conf.tmpl", template("{{ .port }}", "{{ range .x }}", "{{ end }}")),
        ("n.conf.template", template("${PORT}", "", "")),
    ];
    for (name, text) in languages {
        let run = Folder::with(&[(name, &text)]).run(&["lint", name, "--format", "json"]);
        let listing: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let lines = listing["diagnostics"].as_array().unwrap().iter();
        let found: Vec<_> = lines.map(|one| (one["line"].as_u64().unwrap(), one["code"].as_str().unwrap())).collect();
        let wanted = [(2, "unknown-option"), (7, "unknown-option"), (10, "template-unquoted-value")];
        assert_eq!(found, wanted, "{name}:\n{text}");
    }
}
