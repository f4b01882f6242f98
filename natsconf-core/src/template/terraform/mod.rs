//! Terraform's `templatefile`: the same text to the byte, or the mistake at the place that Terraform names.
//!
//! Measured against Terraform 1.11: strings are in Unicode normal form C, numbers have 512 bits and print all their
//! digits, every variable must be there even where it is not used, `~` strips only the token of text beside it.

mod evaluate;
mod functions;
mod host;
mod normal;
mod outline;
mod syntax;
mod value;
mod variables;

use std::sync::Arc;

pub use host::{Host, NoFiles};
pub use outline::outline;
pub use value::{Entries, Items, Layout, Number, NumberError, Type, Value, Weighed};
pub use variables::Variables;

use super::codes::{FUNCTION, LIMIT, SYNTAX, TYPE, UNDEFINED_VARIABLE, VARIABLES};
use super::limits::Limits;
use super::map::{Origins, Writer};
use super::rendered::Rendered;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, MAX_SOURCE_LEN, Span, offset};
use evaluate::{Evaluator, Problem, ProblemKind, Stop};
use normal::Normal;
use syntax::{Expression, Mentions, Mistake, Node, Range, is_identifier, parse_template};
use value::convert;

/// Renders a template to text.
///
/// # Errors
/// What [`evaluate`] reports, and a template whose value is not text.
pub fn render(
    template: &[u8],
    file: FileId,
    variables: &Variables,
    host: &dyn Host,
    limits: &Limits,
) -> Result<Rendered, Vec<Diagnostic>> {
    let (value, origins) = evaluate(template, file, variables, host, limits)?;
    if let Ok(Value::String(text)) = convert(&value, &Type::String) {
        Ok(Rendered::new(text.to_string(), origins, file))
    } else {
        let span = Span::new(file, 0, offset(template.len()));
        Err(vec![TYPE.at(span, format!("the template gives a value of type {}, not text", value.type_name()))])
    }
}

/// The value of a template, as `templatefile` returns it: text, or whatever a template gives that is one `${…}` and
/// nothing else. With it, where the parts of the text came from.
///
/// # Errors
/// The first is the one that Terraform reports: the first mistake in the syntax; else names that are no names of
/// variables; else every variable that is missing, also where it is not used; else what cannot be evaluated.
pub fn evaluate(
    template: &[u8],
    file: FileId,
    variables: &Variables,
    host: &dyn Host,
    limits: &Limits,
) -> Result<(Value, Origins), Vec<Diagnostic>> {
    if template.len() > MAX_SOURCE_LEN {
        return Err(vec![LIMIT.at(Span::at(file, 0), "the template is too long")]);
    }
    let report = Report::new(file, template);
    report.utf8(template, &SYNTAX)?;
    let expression = parse_template(&report.normal.text, limits.depth)
        .map_err(|mistake| vec![mistake_diagnostic(&report, &mistake)])?;
    check_names(variables, &report)?;
    let mentions = Mentions::of(&expression);
    check_variables(&mentions, variables, &report)?;
    let marks_sensitive = mentions.calls.iter().any(|call| matches!(&*call.name, "sensitive" | "core::sensitive"));
    let mut evaluator = Evaluator::new(&variables.values, host, *limits, marks_sensitive);
    let result = top(&mut evaluator, &expression);
    let (value, origins) = result.map_err(|stop| vec![LIMIT.at(report.span(stop.range), stop.message)])?;
    let diagnostics = report.problems(evaluator.into_problems());
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    check_result(value, &expression, &report).map(|value| (value, report.origins(origins)))
}

/// Evaluates the template as a whole and notes where its text came from.
fn top(evaluator: &mut Evaluator<'_>, expression: &Expression) -> Result<(Value, Origins), Stop> {
    let Node::Template(parts) = &expression.node else {
        let value = evaluator.evaluate(expression)?;
        // Whether all of it is known is looked at in the end.
        evaluator.charge(value.weight() / 4, expression.range)?;
        let mut writer = Writer::default();
        if let Ok(Value::String(text)) = convert(&value, &Type::String) {
            writer.push(&text, expression.range.start..expression.range.end, false);
        }
        return Ok((value, writer.finish().1));
    };
    let mut writer = Writer::default();
    let is_known = evaluator.write(parts, &mut writer)?;
    let (text, origins) = writer.finish();
    Ok((if is_known { Value::String(text.into()) } else { Value::Unknown(Type::String) }, origins))
}

fn check_names(variables: &Variables, report: &Report<'_>) -> Result<(), Vec<Diagnostic>> {
    let wrong = variables.names().filter(|name| !is_identifier(name));
    let message = |name: &str| format!("`{name}` is no name of a variable; it must be letters, digits, `_` and `-`");
    let start = Range { start: 0, end: 0 };
    let diagnostics: Vec<_> = wrong.map(|name| VARIABLES.at(report.span(start), message(name))).collect();
    if diagnostics.is_empty() { Ok(()) } else { Err(diagnostics) }
}

fn check_variables(mentions: &Mentions<'_>, variables: &Variables, report: &Report<'_>) -> Result<(), Vec<Diagnostic>> {
    let missing = mentions.variables.iter().filter(|(name, _)| variables.get(name).is_none());
    let diagnostics: Vec<_> = missing.map(|(name, range)| undefined(report.span(*range), name)).collect();
    if diagnostics.is_empty() { Ok(()) } else { Err(diagnostics) }
}

fn undefined(span: Span, name: &Arc<str>) -> Diagnostic {
    UNDEFINED_VARIABLE
        .at(span, format!("the variable `{name}` is not given"))
        .help("every variable must be given, even where it is not used or inside `try`")
}

fn check_result(value: Value, expression: &Expression, report: &Report<'_>) -> Result<Value, Vec<Diagnostic>> {
    let message = match &value {
        Value::Null(_) => "the template gives null",
        value if !value.is_wholly_known() => "the result of the template is not known",
        _ => return Ok(value),
    };
    Err(vec![TYPE.at(report.span(expression.range), message)])
}

/// Leads places in the text that was parsed back to the file.
struct Report<'t> {
    file: FileId,
    normal: Normal<'t>,
}

impl<'t> Report<'t> {
    fn new(file: FileId, text: &'t [u8]) -> Report<'t> {
        Report { file, normal: Normal::new(std::str::from_utf8(text).unwrap_or_default()) }
    }

    fn span(&self, range: Range) -> Span {
        let at = |byte: usize| offset(self.normal.in_file(byte));
        Span::new(self.file, at(range.start), at(range.end))
    }

    fn utf8<'b>(&self, text: &'b [u8], code: &'static Code) -> Result<&'b str, Vec<Diagnostic>> {
        std::str::from_utf8(text).map_err(|error| {
            let start = offset(error.valid_up_to());
            let end = start + error.error_len().map_or(1, offset);
            vec![code.at(Span::new(self.file, start, end), "the text is not UTF-8")]
        })
    }

    fn origins(&self, mut origins: Origins) -> Origins {
        origins.translate(|byte| self.normal.in_file(byte));
        origins
    }

    /// Each problem once: a loop makes the same one again and again.
    fn problems(&self, problems: Vec<Problem>) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        for problem in problems {
            let code = match problem.kind {
                ProblemKind::Type => &TYPE,
                ProblemKind::Function => &FUNCTION,
                ProblemKind::Variable => &UNDEFINED_VARIABLE,
            };
            let diagnostic = code.at(self.span(problem.range), problem.message);
            if !diagnostics.contains(&diagnostic) {
                diagnostics.push(diagnostic);
            }
        }
        diagnostics
    }
}

fn mistake_diagnostic(report: &Report<'_>, mistake: &Mistake) -> Diagnostic {
    let code = if mistake.is_limit { &LIMIT } else { &SYNTAX };
    let mut diagnostic = code.at(report.span(mistake.range), mistake.message);
    if let Some(help) = mistake.help {
        diagnostic = diagnostic.help(help);
    }
    match mistake.opened {
        Some(range) => diagnostic.related(report.span(range), "it starts here"),
        None => diagnostic,
    }
}
