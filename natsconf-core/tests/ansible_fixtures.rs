//! Jinja templates with the text that Ansible makes of them, recorded with the `Templar` of ansible-core 2.19.14.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use natsconf_core::source::FileId;
use natsconf_core::template::{Limits, Rendered, jinja};
use serde_json::Value;

#[test]
fn templates_give_what_ansible_gives() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/templates/ansible.json");
    let fixture: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let variables = jinja::Variables::from_json(fixture["variables"].to_string().as_bytes(), FileId::MAIN).unwrap();
    let cases = fixture["cases"].as_array().unwrap();
    assert!(cases.len() > 70);
    let mut differences = Vec::new();
    for case in cases {
        let template = case["template"].as_str().unwrap();
        // Nothing where Ansible refuses the template.
        let text = case["text"].as_str().map(str::to_owned);
        let rendered = jinja::render(template.as_bytes(), FileId::MAIN, &variables, &Limits::default());
        if rendered.clone().map(Rendered::into_text).ok() != text {
            differences.push(format!("{template}\n  ansible  {text:?}\n  natsconf {rendered:?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn what_is_not_rendered_is_refused_with_the_reason() {
    const SURROUNDINGS: &str = "depends on more than the variables";
    const UNSUPPORTED: &str = "natsconf does not have Ansible's";
    let variables = jinja::Variables::from_json(br#"{ "list": [1, 2] }"#, FileId::MAIN).unwrap();
    for (template, reason) in [
        ("{{ list | random }}", SURROUNDINGS),
        ("{{ list | ansible.builtin.shuffle }}", SURROUNDINGS),
        ("{{ 'secret' | password_hash('sha512') }}", SURROUNDINGS),
        ("{{ '%Y' | strftime }}", SURROUNDINGS),
        ("{{ lookup('env', 'HOME') }}", SURROUNDINGS),
        ("{{ 'a' is file }}", SURROUNDINGS),
        ("{{ '/a' | relpath }}", "depends on where the template is rendered"),
        ("{{ list | to_nice_yaml(indent=2) }}", UNSUPPORTED),
        ("{{ 'http://a' | urlsplit('hostname') }}", UNSUPPORTED),
        ("{{ list | unheard_of }}", "unheard_of"),
    ] {
        let rendered = jinja::render(template.as_bytes(), FileId::MAIN, &variables, &Limits::default());
        let diagnostics = rendered.expect_err(template);
        assert!(diagnostics[0].message.contains(reason), "{template}: {}", diagnostics[0].message);
    }
}
