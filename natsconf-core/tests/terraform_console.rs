//! Random templates, evaluated by the real `terraform console` and by natsconf: the same value, or both refuse it.
//!
//! `NATSCONF_SEED` chooses another set of templates, `NATSCONF_CASES` another number, `NATSCONF_TEMPLATES` names a file of
//! templates to take instead: one in JSON on each line.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod terraform_lab;

use natsconf_core::source::FileId;
use natsconf_core::template::Limits;
use natsconf_core::template::terraform::{NoFiles, Value, Variables, evaluate};
use natsconf_tests::random::Random;
use terraform_lab::expressions::{VARIABLES, quote, variables};
use terraform_lab::templates::template;
use terraform_lab::{console, number, words};

/// How many templates one console is asked for.
const BATCH: usize = 1000;

#[test]
fn random_templates_have_the_value_that_the_console_gives() {
    let seed = number("NATSCONF_SEED", 20_240_229);
    let given = given_templates();
    let count = given.as_ref().map_or_else(|| usize::try_from(number("NATSCONF_CASES", 4000)).unwrap(), Vec::len);
    let mut random = Random(seed);
    let variables = variables();
    let mut differences = Vec::new();
    let (mut rendered, mut refused) = (0, 0);
    for start in (0..count).step_by(BATCH) {
        let templates: Vec<String> = match &given {
            Some(given) => given[start..count.min(start + BATCH)].to_vec(),
            None => (start..count.min(start + BATCH)).map(|_| template(&mut random)).collect(),
        };
        for (template, expected) in templates.iter().zip(console::values(&templates, VARIABLES)) {
            match expected {
                Some(Ok(_)) => rendered += 1,
                _ => refused += 1,
            }
            let found = value(template, &variables);
            let agrees = match (&expected, &found) {
                (Some(Ok(expected)), Ok(found)) => expected == found,
                // What Terraform does not know until it applies is null in the end; natsconf says so.
                (Some(Err(())) | None, Err(_)) => true,
                _ => false,
            };
            if !agrees {
                differences.push(format!("{template:?}\n  terraform {expected:?}\n  natsconf  {found:?}"));
            }
        }
    }
    assert!(given.is_some() || rendered > count / 5 && refused > count / 10, "{rendered} rendered, {refused} refused");
    let shown = differences
        .iter()
        .take(usize::try_from(number("NATSCONF_SHOWN", 20)).unwrap())
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(differences.is_empty(), "{} of {count} differ (seed {seed})\n{shown}", differences.len());
}

/// What Go's compressor makes of texts that are longer than its window.
#[test]
fn long_texts_are_compressed_as_the_console_does() {
    let mut random = Random(number("NATSCONF_SEED", 20_240_229));
    let templates: Vec<String> =
        (0..40).map(|_| format!("${{base64gzip({})}}", quote(&words::long(&mut random)))).collect();
    let given = Variables::default();
    for (template, expected) in templates.iter().zip(console::values(&templates, "{}")) {
        let length = template.len();
        assert!(expected == Some(value(template, &given).map_err(drop)), "a text of {length} bytes: {template:.80}");
    }
}

fn given_templates() -> Option<Vec<String>> {
    let text = std::fs::read_to_string(std::env::var_os("NATSCONF_TEMPLATES")?).unwrap();
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// The value in JSON, or the first mistake.
fn value(template: &str, variables: &Variables) -> Result<String, String> {
    let message = |diagnostics: Vec<natsconf_core::diagnostic::Diagnostic>| diagnostics[0].message.clone();
    let limits = Limits::default();
    let (value, _) = evaluate(template.as_bytes(), FileId::MAIN, variables, &NoFiles, &limits).map_err(message)?;
    let mut given = Variables::default();
    given.insert("v", value);
    match evaluate(b"${jsonencode(v)}", FileId::MAIN, &given, &NoFiles, &limits).map_err(message)? {
        (Value::String(text), _) => Ok(text.to_string()),
        (other, _) => Err(format!("jsonencode gave {other:?}")),
    }
}
