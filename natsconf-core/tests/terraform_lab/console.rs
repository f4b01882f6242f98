//! Drives the real `terraform console`: one expression that renders many templates.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;

/// What `terraform console` makes of templates with variables, an HCL object: the value of each in JSON, or that it failed. `None`
/// where Terraform does not know.
///
/// # Panics
/// When `terraform` is not there or does something unexpected.
pub fn values(templates: &[String], variables: &str) -> Vec<Option<Result<String, ()>>> {
    let Some(answers) = ask(templates, variables) else {
        // One that is not known hides all others.
        if templates.len() == 1 {
            return vec![None];
        }
        let (left, right) = templates.split_at(templates.len() / 2);
        return [values(left, variables), values(right, variables)].concat();
    };
    let value = |index: usize| match answers[format!("t{index}.tftpl")].as_str() {
        Some(encoded) => Some(Ok(String::from_utf8(STANDARD.decode(encoded).unwrap()).unwrap())),
        None => Some(Err(())),
    };
    (0..templates.len()).map(value).collect()
}

fn ask(templates: &[String], variables: &str) -> Option<Json> {
    // The console ends at a mistake and prints the last value only: `try` keeps it going, and one value holds all.
    const ASK: &str = "base64encode(jsonencode({ for f in fileset(\".\", \"*.tftpl\") : f => \
        try(base64encode(jsonencode(templatefile(f, local.variables))), 0) }))\n";
    let folder = tempfile::tempdir().unwrap();
    for (index, template) in templates.iter().enumerate() {
        std::fs::write(folder.path().join(format!("t{index}.tftpl")), template).unwrap();
    }
    std::fs::write(folder.path().join("main.tf"), format!("locals {{\n  variables = {variables}\n}}\n")).unwrap();
    let answer = console(folder.path(), ASK);
    let encoded = answer.trim().strip_prefix('"')?.strip_suffix('"')?;
    Some(serde_json::from_slice(&STANDARD.decode(encoded).unwrap()).unwrap())
}

fn console(folder: &Path, input: &str) -> String {
    let mut child = Command::new("terraform")
        .arg("console")
        .current_dir(folder)
        .env("CHECKPOINT_DISABLE", "1")
        .env_remove("TF_CLI_ARGS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("`terraform` must be on the path");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
