//! Drives the real `terraform`: one root module with an output for each template, planned offline and without
//! providers. And fixtures: templates with what it made of them.

#![allow(dead_code, reason = "each test uses a part")]

pub mod console;
pub mod expressions;
pub mod templates;
pub mod words;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use natsconf_core::source::{FileId, Span};
use natsconf_core::template::Limits;
use natsconf_core::template::terraform::{NoFiles, Value, Variables, evaluate};
use serde_json::{Value as Json, json};
use unicode_segmentation::UnicodeSegmentation;

/// A number that the environment may set.
pub fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().unwrap())
}

/// What became of a template.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Text(String),
    /// A mistake, and whether it is a variable that is missing. Terraform does not name a place for all.
    Mistake {
        missing: bool,
        place: Option<String>,
    },
    /// Terraform does not know.
    Unknown,
}

impl Outcome {
    /// Terraform does not name a place for every mistake.
    pub fn agrees_with(&self, found: &Outcome) -> bool {
        match (self, found) {
            (Outcome::Mistake { missing: a, place: None }, Outcome::Mistake { missing: b, .. }) => a == b,
            _ => self == found,
        }
    }

    fn to_json(&self) -> (&'static str, Json) {
        match self {
            Outcome::Text(text) => ("text", Json::from(text.as_str())),
            Outcome::Mistake { missing: true, place } => ("missing", Json::from(place.clone())),
            Outcome::Mistake { missing: false, place } => ("mistake", Json::from(place.clone())),
            Outcome::Unknown => ("unknown", Json::Null),
        }
    }

    fn from_json(case: &Json) -> Outcome {
        let text = |value: &Json| value.as_str().map(str::to_owned);
        if let Some(found) = case.get("text") {
            return Outcome::Text(text(found).unwrap());
        }
        for (name, missing) in [("missing", true), ("mistake", false)] {
            if let Some(place) = case.get(name) {
                return Outcome::Mistake { missing, place: text(place) };
            }
        }
        Outcome::Unknown
    }
}

/// What natsconf makes of a template.
pub fn render(template: &str, variables: &Variables) -> Outcome {
    match evaluate(template.as_bytes(), FileId::MAIN, variables, &NoFiles, &Limits::default()) {
        Ok((Value::String(text), _)) => Outcome::Text(text.to_string()),
        Ok(_) => Outcome::Unknown,
        Err(diagnostics) => {
            let missing = diagnostics[0].code.name == "template-undefined-variable";
            Outcome::Mistake { missing, place: Some(place(template, diagnostics[0].primary.span)) }
        }
    }
}

/// A file of templates and what Terraform makes of them.
pub struct Fixture {
    pub path: PathBuf,
    /// A JSON object.
    pub variables: String,
    pub cases: Vec<(String, Outcome)>,
}

/// All of `fixtures/templates/terraform`.
pub fn fixtures() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/templates/terraform");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.into_iter().map(Fixture::read).collect()
}

impl Fixture {
    fn read(path: PathBuf) -> Fixture {
        let file: Json = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let case = |case: &Json| (case["template"].as_str().unwrap().to_owned(), Outcome::from_json(case));
        let cases = file["cases"].as_array().unwrap().iter().map(case).collect();
        Fixture { path, variables: file["variables"].to_string(), cases }
    }

    /// The variables as natsconf reads them.
    pub fn given(&self) -> Variables {
        Variables::from_json(self.variables.as_bytes(), FileId::MAIN, &Limits::default()).unwrap()
    }

    /// Writes the file anew.
    pub fn record(&self, outcomes: Vec<Outcome>) {
        let lines = self.cases.iter().zip(outcomes).map(|((template, _), outcome)| {
            let (kind, value) = outcome.to_json();
            json!({ "template": template, kind: value }).to_string()
        });
        let cases = lines.collect::<Vec<_>>().join(",\n");
        std::fs::write(&self.path, format!("{{\"variables\":{},\n\"cases\":[\n{cases}\n]}}\n", self.variables))
            .unwrap();
    }
}

/// Line and columns as HCL writes them: from 1, in grapheme clusters.
pub fn place(template: &str, span: Span) -> String {
    let (line, column) = position(template, span.start as usize);
    let (end_line, end_column) = position(template, span.end as usize);
    if line == end_line {
        format!("{line},{column}-{end_column}")
    } else {
        format!("{line},{column}-{end_line},{end_column}")
    }
}

fn position(template: &str, byte: usize) -> (usize, usize) {
    let before = &template[..byte];
    let before = before.strip_prefix('\u{feff}').unwrap_or(before);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].graphemes(true).count() + 1)
}

/// Renders all templates with the variables, an expression of HCL.
///
/// # Panics
/// When `terraform` is not there or does something unexpected.
pub fn run(templates: &[String], variables: &str) -> Vec<Outcome> {
    // The time that Terraform takes grows with the square of the number of outputs.
    templates.chunks(250).flat_map(|templates| run_batch(templates, variables)).collect()
}

fn run_batch(templates: &[String], variables: &str) -> Vec<Outcome> {
    let lab = Lab::new();
    std::fs::write(lab.folder.join("locals.tf"), format!("locals {{\n  variables = {variables}\n}}\n")).unwrap();
    for (index, template) in templates.iter().enumerate() {
        std::fs::write(lab.folder.join(format!("t{index}.tftpl")), template).unwrap();
    }
    let mut outcomes = vec![Outcome::Unknown; templates.len()];
    lab.write_module((0..templates.len()).collect());
    let mistakes = lab.mistakes(templates.len());
    for (index, mistake) in &mistakes {
        outcomes[*index] = mistake.clone();
    }
    lab.write_module((0..templates.len()).filter(|index| !mistakes.iter().any(|(wrong, _)| wrong == index)).collect());
    for (index, text) in lab.texts() {
        outcomes[index] = Outcome::Text(text);
    }
    outcomes
}

struct Lab {
    folder: PathBuf,
}

impl Lab {
    fn new() -> Lab {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("natsconf-terraform-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Lab { folder }
    }

    fn terraform(&self, arguments: &[&str]) -> Output {
        Command::new("terraform")
            .args(arguments)
            .current_dir(&self.folder)
            .env("CHECKPOINT_DISABLE", "1")
            .env_remove("TF_CLI_ARGS")
            .output()
            .expect("`terraform` must be on the path")
    }

    /// Three lines for each output, so that a line tells which it is.
    fn write_module(&self, indexes: Vec<usize>) {
        let output = |index: usize| {
            let call = format!("templatefile(\"t{index}.tftpl\", local.variables)");
            format!("output \"r{index}\" {{\n  value = {call}\n}}\n")
        };
        std::fs::write(self.folder.join("main.tf"), indexes.into_iter().map(output).collect::<String>()).unwrap();
    }

    fn mistakes(&self, count: usize) -> Vec<(usize, Outcome)> {
        let output = self.terraform(&["plan", "-json", "-no-color"]);
        let mut mistakes: Vec<(usize, Outcome)> = Vec::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Json>(line) else { continue };
            if message["type"] != "diagnostic" || message["diagnostic"]["severity"] != "error" {
                continue;
            }
            let line = message["diagnostic"]["range"]["start"]["line"].as_u64().expect("a mistake in a template");
            let index = usize::try_from(line).unwrap() / 3;
            assert!(index < count);
            mistakes.push((index, mistake(message["diagnostic"]["detail"].as_str().unwrap())));
        }
        mistakes
    }

    fn texts(&self) -> Vec<(usize, String)> {
        let applied = self.terraform(&["apply", "-auto-approve", "-no-color"]);
        assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
        let outputs: Json = serde_json::from_slice(&self.terraform(&["output", "-json"]).stdout).unwrap();
        let text = |(name, output): (&String, &Json)| {
            Some((name.strip_prefix('r')?.parse().ok()?, output["value"].as_str()?.to_owned()))
        };
        outputs.as_object().unwrap().iter().filter_map(text).collect()
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        remove(&self.folder);
    }
}

fn remove(folder: &Path) {
    if let Err(error) = std::fs::remove_dir_all(folder) {
        eprintln!("{} is left behind: {error}", folder.display());
    }
}

/// `… failed: t5.tftpl:1,2-3: …` or `… does not contain key "a", referenced at t5.tftpl:1,2-3.`
fn mistake(detail: &str) -> Outcome {
    let place = detail.split(".tftpl:").nth(1).map(|rest| {
        let end = rest.find(|char: char| !char.is_ascii_digit() && char != ',' && char != '-').unwrap_or(rest.len());
        rest[..end].to_owned()
    });
    Outcome::Mistake { missing: detail.contains("vars map does not contain key"), place }
}
