//! `render TEMPLATE`: what is printed, and where findings are shown.

use crate::run::{Folder, Run};

const TEMPLATE: &str = "server_name: ${name}\nport: ${port}\ncluster {\n  name: c\n  port: 6222\n  routes: [\n\
                        %{ for host in hosts ~}\n    \"nats://${host}:6222\"\n%{ endfor ~}\n  ]\n}\nhost: localhost\n";
const VARIABLES: &str = r#"{ "name": "a", "port": 4222, "hosts": ["h1", "h2"] }"#;
const RENDERED: &str = "server_name: a\nport: 4222\ncluster {\n  name: c\n  port: 6222\n  routes: [\n    \
                        \"nats://h1:6222\"\n    \"nats://h2:6222\"\n  ]\n}\nhost: localhost\n";

fn folder() -> Folder {
    let tfvars = "name = \"a\"\nport = 4222\nhosts = [\"h1\", \"h2\"]\n";
    Folder::with(&[("n.conf.tftpl", TEMPLATE), ("vars.json", VARIABLES), ("vars.tfvars", tfvars)])
}

fn refused(run: &Run) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{}", run.stderr);
}

#[test]
fn variables_come_from_any_file_and_from_the_command_line() {
    let folder = folder();
    folder.write("vars.yaml", "name: a\nport: 4222\nhosts: [h1, h2]\n");
    for file in ["vars.json", "vars.tfvars", "vars.yaml"] {
        let run = folder.run(&["render", "n.conf.tftpl", "--vars", file]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), RENDERED, ""), "{file}");
    }
    let run = folder.run(&["render", "n.conf.tftpl", "--vars", "vars.json", "--var", "name=b"]);
    assert!(run.stdout.starts_with("server_name: b\n"), "{}", run.stdout);
}

#[test]
fn a_configuration_that_the_server_refuses_is_not_printed() {
    let folder = folder();
    let arguments = ["render", "n.conf.tftpl", "--vars", "vars.json", "--var", "port=no"];
    let run = folder.run(&arguments);
    refused(&run);
    assert!(run.stderr.contains("n.conf.tftpl:2:9") && run.stderr.contains("port: ${port}"), "{}", run.stderr);
    let run = folder.run(&[&arguments[..], &["--no-check"]].concat());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("port: no\n"));
}

#[test]
fn a_finding_in_a_loop_is_told_once_in_the_template() {
    let folder = Folder::with(&[(
        "n.conf.tftpl",
        "accounts {\n%{ for a in [1, 2] ~}\n  A${a} { userz: [] }\n%{ endfor ~}\n}\n",
    )]);
    let run = folder.run(&["render", "n.conf.tftpl"]);
    refused(&run);
    assert_eq!(run.stderr.matches("n.conf.tftpl:3:11").count(), 1, "{}", run.stderr);
}

#[test]
fn a_template_that_fails_says_where() {
    let folder = folder();
    let run = folder.run(&["render", "n.conf.tftpl", "--var", "name=a"]);
    refused(&run);
    assert!(run.stderr.contains("error[template-undefined-variable]"), "{}", run.stderr);
    assert!(run.stderr.contains("n.conf.tftpl:2:9") && run.stderr.contains("n.conf.tftpl:7:16"), "{}", run.stderr);
    folder.write("bad.json", "{\"name\": }");
    let run = folder.run(&["render", "n.conf.tftpl", "--vars", "bad.json"]);
    refused(&run);
    assert!(run.stderr.contains("bad.json:1:10"), "{}", run.stderr);
}

#[test]
fn jinja_is_told_by_the_name_or_by_a_word() {
    let template = "port: {{ port }}\n{% if name is defined %}\nserver_name: {{ name }}\n{% endif %}\n";
    let folder = Folder::with(&[("n.conf.j2", template), ("n.txt", template)]);
    for arguments in [&["n.conf.j2"][..], &["n.txt", "--syntax", "jinja"]] {
        let run = folder.run(&[&["render", "--var", "port=4222", "--var", "name=a"], arguments].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), "port: 4222\nserver_name: a\n"), "{}", run.stderr);
    }
    let run = folder.run(&["render", "n.conf.j2"]);
    refused(&run);
    assert!(run.stderr.contains("n.conf.j2:1:10"), "{}", run.stderr);
}

#[test]
fn a_finding_in_what_jinja_gave_is_told_in_the_template() {
    let template = "#jinja2: lstrip_blocks: True\r\n{# é #}host: {{ host | default('::1') }}\r\n  {% for p in ports %}\r\n\
                    port:   {{ p }}\r\n{% endfor %}\r\n{%- macro m() %}x{% endmacro %}\r\ncluster {\r\n  name: c\r\n  \
                    prot: 6222\r\n  pool_size: {{ m() }}\r\n}\r\n";
    let folder = Folder::with(&[("n.conf.j2", template), ("vars.json", r#"{"ports": [4222, "many"]}"#)]);
    let run = folder.run(&["render", "n.conf.j2", "--vars", "vars.json"]);
    refused(&run);
    for place in ["n.conf.j2:4:12", "n.conf.j2:9:3", "n.conf.j2:10:17"] {
        assert!(run.stderr.contains(place), "{place}: {}", run.stderr);
    }
}

#[test]
fn no_template_runs_forever_or_takes_all_memory() {
    let many = 100_000;
    let templates = [
        ("x.tftpl", "${format(\"%999999999d\", 1)}".to_owned()),
        ("x.tftpl", "${length([for i in range(1000) : format(\"%15000000d\", i)])}".to_owned()),
        ("x.tftpl", "${replace(\"aaaaaaaaaaaaaaaaaaaaaaaa\", \"\", format(\"%1000000d\", 1))}".to_owned()),
        ("x.tftpl", "${length(setproduct(range(1000), range(1000), range(1000)))}".to_owned()),
        ("x.tftpl", format!("${{1{}}}", "+1".repeat(many))),
        ("x.tftpl", "%{ if true }".repeat(many)),
        ("x.j2", "{{ \"a\" * 1000000000 }}".to_owned()),
        ("x.j2", "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}".to_owned()),
        ("x.j2", "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}".to_owned()),
        ("x.j2", format!("{{{{ 1{} }}}}", "+1".repeat(many))),
        ("x.j2", format!("{{{{ 1{} }}}}", " and 1".repeat(many))),
        ("x.j2", format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}".repeat(many))),
    ];
    for (name, template) in templates {
        let run = Folder::with(&[(name, &template)]).run(&["render", name]);
        refused(&run);
        assert!(run.stderr.starts_with("error[template-"), "{}", &template[..40]);
    }
}

#[test]
fn files_are_read_where_the_command_runs() {
    let folder = Folder::with(&[("t.tftpl", "operator: \"${trimspace(file(\"name.txt\"))}\"\n"), ("name.txt", "op\n")]);
    let run = folder.run(&["render", "t.tftpl", "--no-check"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "operator: \"op\"\n"), "{}", run.stderr);
}

#[test]
fn secrets_are_in_no_message() {
    let template = "authorization { user: a, password: ${password} }\nport: x\n";
    let folder = Folder::with(&[("n.conf.tftpl", template)]);
    for password in ["S3CRET hunter", "1S3CRET,hunter}", "12345678"] {
        let run = folder.run(&["render", "n.conf.tftpl", "--var", &format!("password={password}")]);
        refused(&run);
        assert!(!["S3CRET", "hunter", "12345678"].iter().any(|part| run.stderr.contains(part)), "{}", run.stderr);
    }
}
