//! Terraform's own output for templates, case by case: the same value, or the same stage and range of the mistake.
//! The corpus lies beside the workspace; without it the test says that it was left out.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::PathBuf;

use natsconf_core::diagnostic::Diagnostic;
use natsconf_core::source::FileId;
use natsconf_core::template::Limits;
use natsconf_core::template::terraform::{NoFiles, Value, Variables, evaluate};
use serde_json::Value as Json;
use unicode_segmentation::UnicodeSegmentation;

/// The folder of shared data: `NATSCONF_SHARED`, or `../shared` beside the workspace.
fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("NATSCONF_SHARED").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "the shared data must be there in CI");
    eprintln!("left out: no shared data in {}", folder.display());
    None
}

#[test]
fn templates_render_as_terraform_renders_them() {
    let Some(folder) = shared() else { return };
    let mut failures = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder.join("corpus-terraform")).unwrap() {
        let path = entry.unwrap().path();
        let is_cases = path.extension().is_some_and(|extension| extension == "json");
        if !is_cases || path.file_name().unwrap().to_string_lossy().starts_with("functions") {
            continue;
        }
        let text = std::fs::read(&path).unwrap();
        let file: Json = serde_json::from_slice(&text).unwrap();
        // Numbers of the variables have more digits than `serde_json` keeps.
        let exact = Variables::from_json(&text, FileId::MAIN, &Limits::default()).unwrap();
        let exact_cases = exact.get("cases").and_then(Value::items).unwrap();
        for (case, exact) in file["cases"].as_array().unwrap().iter().zip(exact_cases) {
            count += 1;
            if let Err(difference) = check(case, exact) {
                failures.push(format!("{}: {difference}", case["name"]));
            }
        }
    }
    assert!(count > 100, "only {count} cases");
    assert!(failures.is_empty(), "{} of {count} differ\n{}", failures.len(), failures.join("\n"));
}

fn check(case: &Json, exact: &Value) -> Result<(), String> {
    let template = case["template"].as_str().unwrap();
    let expected = &case["result"];
    let found = evaluate(template.as_bytes(), FileId::MAIN, &variables(case, exact), &NoFiles, &Limits::default());
    match (expected["ok"].as_bool().unwrap(), found) {
        (true, Ok((value, _))) => same(expected, &value),
        (false, Err(diagnostics)) => same_place(expected, &diagnostics[0], template),
        (true, Err(diagnostics)) => Err(format!("{} at {:?}", diagnostics[0].message, diagnostics[0].primary.span)),
        (false, Ok(_)) => Err(format!("rendered, but {}", expected["message"])),
    }
}

fn variables(case: &Json, exact: &Value) -> Variables {
    let given = match case["vars_expr"].as_str() {
        Some(expression) => {
            let template = format!("${{{expression}}}");
            let none = Variables::default();
            evaluate(template.as_bytes(), FileId::MAIN, &none, &NoFiles, &Limits::default()).unwrap().0
        }
        None => exact.entries().unwrap()["vars"].clone(),
    };
    let mut variables = Variables::default();
    for (name, value) in given.entries().unwrap() {
        variables.insert(name, value.clone());
    }
    variables
}

fn same(expected: &Json, value: &Value) -> Result<(), String> {
    let found = match value {
        Value::String(text) => Json::from(&**text),
        Value::Bool(value) => Json::from(*value),
        Value::Number(number) => serde_json::from_str(&number.to_string()).unwrap(),
        other => Json::from(format!("{other:?}")),
    };
    let kind = value.type_of().to_string();
    if expected["output"] == found && expected["type"] == kind.as_str() {
        return Ok(());
    }
    Err(format!("gave {kind} {found}, not {} {}", expected["type"], expected["output"]))
}

fn same_place(expected: &Json, diagnostic: &Diagnostic, template: &str) -> Result<(), String> {
    let stage = match diagnostic.code.name {
        "template-undefined-variable" | "template-variables" => "vars",
        _ => "template",
    };
    let span = diagnostic.primary.span;
    let (line, column) = position(template, span.start as usize);
    let (end_line, end_column) = position(template, span.end as usize);
    let found = serde_json::json!({
        "line": line, "column": column, "end_line": end_line, "end_column": end_column
    });
    let range = expected.get("range").filter(|range| range.is_object());
    if expected["stage"] == stage && range.is_none_or(|range| *range == found) {
        return Ok(());
    }
    Err(format!("{stage} {found} {}, not {expected}", diagnostic.message))
}

/// Line and column as HCL counts them: from 1, in grapheme clusters, without a byte order mark.
fn position(template: &str, byte: usize) -> (usize, usize) {
    let before = &template[..byte];
    let before = before.strip_prefix('\u{feff}').unwrap_or(before);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].graphemes(true).count() + 1)
}
