//! `templatefile(path, vars)`: Terraform's own function, whose result is held against the server.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use data_encoding::BASE64;
use natsconf_core::preview::TemplateFiles;
use natsconf_core::source::{ReadError, disk};
use natsconf_core::template::terraform::Host;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tf_provider::schema::{Description, FunctionSchema, Parameter, Type};
use tf_provider::{Diagnostics, Function};

use crate::argument::Argument;
use crate::dynamic::Dynamic;
use crate::module::{Failure, call};
use crate::problem::{Problem, report_in_files};
use crate::refusal::refuse;

const SUMMARY: &str = "The configuration that a template gives, if a NATS server would take it";

const DESCRIPTION: &str = "Renders the template file at `path` with the variables `vars`, an object or a map, exactly as \
    Terraform's own `templatefile` does, and checks the result. A configuration that the server would refuse fails the \
    plan; the message names each mistake with its line in the template and the way out, and no value of a variable.";

/// How often a template may name files by what is in other files.
const ROUNDS: usize = 100;

/// The function.
pub(crate) struct TemplateFile;

#[async_trait]
impl Function for TemplateFile {
    type Input<'a> = (String, Argument<Dynamic>);
    type Output<'a> = String;

    fn schema(&self, _: &mut Diagnostics) -> Option<FunctionSchema> {
        // Terraform itself refuses `null`, and waits until what is unknown is known.
        let parameter = |name: &str, param_type| Parameter {
            name: name.to_owned(),
            param_type,
            allow_null: false,
            allow_unknown: false,
            ..Parameter::default()
        };
        Some(FunctionSchema {
            parameters: vec![parameter("path", Type::String), parameter("vars", Type::Any)],
            return_type: Type::String,
            summary: SUMMARY.to_owned(),
            description: Description::markdown(DESCRIPTION),
            ..FunctionSchema::default()
        })
    }

    async fn call<'a>(
        &self,
        diagnostics: &mut Diagnostics,
        (path, variables): (String, Argument<Dynamic>),
    ) -> Option<String> {
        #[cfg(target_os = "linux")]
        crate::no_delay::ensure();
        render(&path, &variables).map_err(|(argument, message)| refuse(diagnostics, argument, message)).ok()
    }
}

/// What the module makes of a template.
#[derive(Deserialize)]
#[serde(untagged)]
enum Outcome {
    Rendered { text: String, diagnostics: Vec<Problem> },
    Asked { asks: Vec<Question> },
}

/// What the module asks: it sees no file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Question {
    Read(String),
    Exists(String),
    Find(String, String),
    Absolute(String),
    Home,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Bytes(String),
    Exists(bool),
    Paths(Vec<String>),
    Path(String),
    Missing,
    Failed(String),
}

/// The text; otherwise which argument is at fault, and why.
fn render(path: &str, variables: &Argument<Dynamic>) -> Result<String, (i64, String)> {
    let template = read(path).map_err(|reason| (0, reason))?;
    let Argument(Some(variables)) = variables else {
        return Err((1, "a number is infinite, or a value is nested too deeply".to_owned()));
    };
    if !matches!(variables.of[0].as_str(), Some("object" | "map")) {
        return Err((1, "variables must be an object or a map".to_owned()));
    }
    let mut answers: Vec<(Question, Answer)> = Vec::new();
    for _ in 0..ROUNDS {
        let arguments = json!({
            "text": template, "name": path, "variables": variables.json, "variables_type": variables.of,
            "quotes_values": false, "answers": answers,
        });
        match call("render_template", &arguments) {
            Ok(Outcome::Asked { asks }) => answers.extend(asks.into_iter().map(answered)),
            Ok(Outcome::Rendered { text, diagnostics }) if !diagnostics.iter().any(Problem::is_error) => {
                return Ok(text);
            }
            Ok(Outcome::Rendered { diagnostics, .. }) => {
                let what = format!("{path}: the server would refuse what this template gives");
                return Err((0, report_in_files(&what, &diagnostics)));
            }
            Err(Failure { diagnostics: Some(diagnostics), .. }) => {
                return Err((0, report_in_files(&format!("{path}: the template fails"), &diagnostics)));
            }
            Err(failure) => return Err((0, failure.message)),
        }
    }
    Err((0, format!("{path}: files name further files again and again")))
}

fn read(path: &str) -> Result<String, String> {
    let expanded = match path.strip_prefix("~/") {
        Some(rest) => std::env::home_dir().map_or_else(|| PathBuf::from(path), |home| home.join(rest)),
        None => PathBuf::from(path),
    };
    let text = disk::read(&expanded).map_err(|error| format!("cannot read `{path}`: {error}"))?;
    std::str::from_utf8(&text).map(str::to_owned).map_err(|_| format!("`{path}` is not UTF-8"))
}

fn answered(question: Question) -> (Question, Answer) {
    let answer = match &question {
        Question::Read(path) => disk::read(Path::new(path)).map(|bytes| Answer::Bytes(BASE64.encode(&bytes))),
        Question::Exists(path) => TemplateFiles.exists(path).map(Answer::Exists),
        Question::Find(folder, pattern) => TemplateFiles.find(folder, pattern).map(Answer::Paths),
        Question::Absolute(path) => TemplateFiles.absolute(path).map(Answer::Path),
        Question::Home => TemplateFiles.home().map(Answer::Path),
    };
    let answer = answer.unwrap_or_else(|error| match error {
        ReadError::NotFound => Answer::Missing,
        error => Answer::Failed(error.to_string()),
    });
    (question, answer)
}
