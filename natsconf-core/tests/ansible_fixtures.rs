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
