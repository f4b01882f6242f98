//! The functions: what Terraform is told of each, and the call of the core that answers it.

use natsconf_core::diagnostic::Severity;
use natsconf_core::diagnostic::render::{self, Finding, Findings};
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, UNNAMED};
use serde::Serialize;
use tf_provider::map;
use tf_provider::schema::Type;

use crate::text_function::TextFunction;

/// `lint(text)`: what is wrong with a configuration.
pub(crate) const LINT: TextFunction<Vec<Problem>> = TextFunction {
    parameter: "text",
    summary: "What is wrong with the configuration of a NATS server",
    description: "A list of everything that is wrong with the text of a configuration, empty when nothing is. Each \
        item says what is wrong (`message`, and `code`, its name), where (`line` and `column`, from 1), what to do \
        about it (`help`, or null), and what the server does (`severity`): it refuses to start (`error`), does \
        something other than was meant (`warning`), or works (`hint`).",
    result: || Type::List(Box::new(Problem::shape())),
    call: |text| {
        Ok(problems(natsconf_core::check(source(text), &Memory::default(), &Settings::default()).into_findings()))
    },
};

/// `format(text)`: a configuration in the one style.
pub(crate) const FORMAT: TextFunction<String> = TextFunction {
    parameter: "text",
    summary: "The configuration of a NATS server, formatted",
    description: "The text of a configuration in the one style of `natsconf fmt`: comments and meaning stay. Fails \
        when the server could not read the text, and says why.",
    result: || Type::String,
    call: |text| match natsconf_core::format(source(text), &Settings::default()) {
        // What was UTF-8 before is UTF-8 still.
        Ok(formatted) => Ok(String::from_utf8_lossy(&formatted).into_owned()),
        Err(findings) => Err(report(&problems(findings))),
    },
};

/// `quote(value)`: a string of a configuration.
pub(crate) const QUOTE: TextFunction<String> = TextFunction {
    parameter: "value",
    summary: "A string for the configuration of a NATS server",
    description: "The value in double quotes, escaped so that the server reads back exactly the value, whatever it \
        holds. Unlike `jsonencode`, which writes `>` as `\\u003e`: the server refuses that.",
    result: || Type::String,
    call: |value| Ok(natsconf_core::quote(value)),
};

/// An item of what `lint` gives.
#[derive(Serialize)]
pub(crate) struct Problem {
    code: &'static str,
    severity: Severity,
    message: String,
    line: u32,
    column: u32,
    help: Option<String>,
}

impl Problem {
    /// The fields, as Terraform has to know them.
    fn shape() -> Type {
        Type::Object(map! {
            "code" => Type::String,
            "severity" => Type::String,
            "message" => Type::String,
            "line" => Type::Number,
            "column" => Type::Number,
            "help" => Type::String,
        })
    }
}

impl From<Finding> for Problem {
    fn from(Finding { code, severity, message, line, column, help, .. }: Finding) -> Self {
        Problem { code, severity, message, line, column, help }
    }
}

fn source(text: &str) -> Source {
    Source::new(UNNAMED, text.as_bytes())
}

fn problems(findings: Findings) -> Vec<Problem> {
    render::listing(&[findings]).diagnostics.into_iter().map(Problem::from).collect()
}

/// Problems for people, one per line, each followed by the way out. Terraform breaks lines that do not begin with a
/// blank.
fn report(problems: &[Problem]) -> String {
    let lines = problems.iter().map(|Problem { code, message, line, column, help, .. }| {
        let help = help.as_ref().map(|help| format!("\n    help: {help}")).unwrap_or_default();
        format!("\n  line {line}, column {column}: {message} ({code}){help}")
    });
    format!("the server could not read this configuration:{}", lines.collect::<Vec<_>>().concat())
}
