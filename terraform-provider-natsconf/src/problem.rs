//! What is wrong with a text, as the module says it and as Terraform gets it.

use serde::{Deserialize, Serialize};
use tf_provider::map;
use tf_provider::schema::Type;

use crate::module::Failure;

/// Something that was found.
#[derive(Serialize, Deserialize)]
pub(crate) struct Problem {
    code: String,
    pub(crate) severity: String,
    message: String,
    #[serde(skip_serializing)]
    file: String,
    line: u32,
    column: u32,
    help: Option<String>,
}

impl Problem {
    /// The fields, as Terraform has to know them.
    pub(crate) fn shape() -> Type {
        Type::Object(map! {
            "code" => Type::String,
            "severity" => Type::String,
            "message" => Type::String,
            "line" => Type::Number,
            "column" => Type::Number,
            "help" => Type::String,
        })
    }

    /// Whether the server refuses to start, or a template fails.
    pub(crate) fn is_error(&self) -> bool {
        self.severity == "error"
    }

    /// For people: a line, followed by the way out. Terraform breaks lines that do not begin with a blank.
    fn text(&self, place: &str) -> String {
        let Problem { code, message, help, .. } = self;
        let help = help.as_ref().map(|help| format!("\n    help: {help}")).unwrap_or_default();
        format!("\n  {place}: {message} ({code}){help}")
    }
}

/// What is found in a text that has no name, for people.
pub(crate) fn report(what: &str, failure: &Failure) -> String {
    let Some(problems) = &failure.diagnostics else { return failure.message.clone() };
    let place = |problem: &Problem| format!("line {}, column {}", problem.line, problem.column);
    let lines = errors(problems).map(|problem| problem.text(&place(problem)));
    format!("{what}:{}", lines.collect::<String>())
}

/// What is found in files, for people.
pub(crate) fn report_in_files(what: &str, problems: &[Problem]) -> String {
    let place = |problem: &Problem| format!("{}:{}:{}", problem.file, problem.line, problem.column);
    let lines = errors(problems).map(|problem| problem.text(&place(problem)));
    format!("{what}:{}", lines.collect::<String>())
}

fn errors(problems: &[Problem]) -> impl Iterator<Item = &Problem> {
    problems.iter().filter(|problem| problem.is_error())
}
