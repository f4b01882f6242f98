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
    for case in cases {
        let (template, text) = (case["template"].as_str().unwrap(), case["text"].as_str().unwrap());
        let rendered = jinja::render(template.as_bytes(), FileId::MAIN, &variables, &Limits::default());
        assert_eq!(rendered.map(Rendered::into_text), Ok(text.to_owned()), "{template}");
    }
}
