//! Jinja templates as Ansible's `template` module renders them: `trim_blocks`, the last newline kept, undefined
//! variables refused, values printed as Python prints them.
//!
//! minijinja parses and runs them, as a program of ours (see `program`).

mod conditions;
mod depth;
mod filters;
mod fuel;
mod marks;
mod methods;
mod program;
mod python;
mod source;
mod values;

use std::collections::BTreeMap;
use std::ops::Range;

use minijinja::machinery::{eval, make_string_output};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, escape_formatter};

pub use values::Variables;

use super::codes::{FUNCTION, LIMIT, SYNTAX, TYPE, UNDEFINED_VARIABLE};
use super::limits::{Limits, TOO_MANY_STEPS};
use super::map::Origins;
use super::rendered::Rendered;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, MAX_SOURCE_LEN, Span, offset};
use marks::MARK;
use source::Source;
use values::{Misuses, Root, missing_name};

/// What a text with [`MARK`] in it is refused with.
const NO_CHARACTER: &str = "U+FDD0 is no character, and cannot be rendered";

/// How many times the memory of the longest text that is rendered can go to what is made on its way.
const COPIES: u64 = 32;

/// Renders a template.
///
/// # Errors
/// The first mistake.
pub fn render(
    template: &[u8],
    file: FileId,
    variables: &Variables,
    limits: &Limits,
) -> Result<Rendered, Vec<Diagnostic>> {
    let text = std::str::from_utf8(template).map_err(|error| {
        let start = offset(error.valid_up_to());
        let end = start + error.error_len().map_or(1, offset);
        vec![SYNTAX.at(Span::new(file, start, end), "the text is not UTF-8")]
    })?;
    if text.len() > MAX_SOURCE_LEN {
        return Err(vec![LIMIT.at(Span::at(file, 0), "the template is too long")]);
    }
    let rendering = Rendering { source: Source::new(text), file };
    rendering.run(variables, limits)
}

struct Rendering {
    source: Source,
    file: FileId,
}

impl Rendering {
    fn run(&self, variables: &Variables, limits: &Limits) -> Result<Rendered, Vec<Diagnostic>> {
        if let Some(range) = &self.source.unknown_setting {
            let span = Span::new(self.file, offset(range.start), offset(range.end));
            return Err(vec![SYNTAX.at(span, "only `trim_blocks` and `lstrip_blocks` can be set here")]);
        }
        if let Some(range) = depth::too_deep(&self.source) {
            return Err(vec![LIMIT.at(self.span(range), "this has too many operators, one in the other")]);
        }
        if let Some(at) = self.source.text.find(MARK) {
            let span = self.span(at..at + MARK.len_utf8());
            return Err(vec![SYNTAX.at(span, NO_CHARACTER)]);
        }
        let misuses = Misuses::default();
        let output = self.output(variables, limits, &misuses);
        let (text, mut origins) = output.map_err(|error| vec![self.diagnostic(&error)])?;
        if let Some(name) = misuses.first() {
            return Err(vec![self.misuse(&name)]);
        }
        if text.len() > limits.output {
            return Err(vec![LIMIT.at(self.span(0..0), "the rendered text is too long")]);
        }
        let text = self.with_last_newlines(text);
        let behind = self.source.text.len();
        origins.push(text.len(), behind..behind, false);
        origins.translate(|byte| self.source.in_file(byte));
        Ok(Rendered::new(text, origins, self.file))
    }

    /// What the template writes, and which bytes of it did.
    fn output(&self, variables: &Variables, limits: &Limits, misuses: &Misuses) -> Result<(String, Origins), Error> {
        let (instructions, marks) = program::compile(&self.source)?;
        let environment = environment(limits);
        let globals = environment.globals().map(|(name, _)| name.to_owned()).collect();
        let root = Value::from_object(Root::new(variables, globals, misuses));
        let (mut output, no_blocks) = (String::new(), BTreeMap::new());
        let mut writer = make_string_output(&mut output);
        eval(&environment, &instructions, root, &no_blocks, &mut writer, AutoEscape::None)?;
        Ok(marks.read(&output))
    }

    /// Ansible gives the text at least as many newlines at the end as the template has.
    fn with_last_newlines(&self, mut text: String) -> String {
        let newlines = |text: &str| text.len() - text.trim_end_matches('\n').len();
        let missing = newlines(&self.source.text).saturating_sub(newlines(&text));
        text.extend(std::iter::repeat_n('\n', missing));
        text
    }

    fn diagnostic(&self, error: &Error) -> Diagnostic {
        let range = error.range().unwrap_or_else(|| self.source.line(error.line().unwrap_or(1)));
        let detail = match (error.detail(), error.kind()) {
            (Some(detail), _) => detail.to_owned(),
            (None, ErrorKind::OutOfFuel) => TOO_MANY_STEPS.to_owned(),
            (None, kind) => kind.to_string(),
        };
        code(error.kind()).at(self.span(range), detail)
    }

    /// A name that was only asked whether it is true. Where is not known, so its first mention is shown.
    fn misuse(&self, name: &str) -> Diagnostic {
        let start = self.source.text.find(name).unwrap_or(0);
        UNDEFINED_VARIABLE.at(self.span(start..start + name.len()), format!("`{name}` is not defined"))
    }

    fn span(&self, range: Range<usize>) -> Span {
        let at = |place: usize| offset(self.source.in_file(place));
        Span::new(self.file, at(range.start), at(range.end))
    }
}

fn environment(limits: &Limits) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(print);
    // Only then do errors name the bytes at fault.
    environment.set_debug(true);
    environment.set_recursion_limit(limits.depth);
    environment.set_fuel(Some(limits.steps.min(COPIES * limits.output as u64 / fuel::BYTES)));
    environment.set_unknown_method_callback(methods::call);
    fuel::add(&mut environment);
    conditions::add(&mut environment);
    filters::add(&mut environment);
    environment
}

fn code(kind: ErrorKind) -> &'static Code {
    match kind {
        ErrorKind::SyntaxError | ErrorKind::BadEscape | ErrorKind::InvalidDelimiter => &SYNTAX,
        ErrorKind::UndefinedError => &UNDEFINED_VARIABLE,
        ErrorKind::UnknownFilter
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod
        | ErrorKind::UnknownTest
        | ErrorKind::TooManyArguments
        | ErrorKind::MissingArgument => &FUNCTION,
        ErrorKind::OutOfFuel => &LIMIT,
        _ => &TYPE,
    }
}

/// Writes the value of `{{ … }}`: nothing for none, as Ansible does.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if let Some(name) = missing_name(value) {
        return Err(Error::new(ErrorKind::UndefinedError, format!("`{name}` is not defined")));
    }
    if value.is_undefined() {
        // Refused, but for the value of an `if` expression without `else`.
        return escape_formatter(out, state, value);
    }
    if value.is_none() {
        return Ok(());
    }
    if let Some(mark) = marks::written(value) {
        return out.write_str(&mark).map_err(|_| ErrorKind::WriteFailure.into());
    }
    fuel::whole(state, value)?;
    let text = python::text(value);
    if text.contains(MARK) {
        return Err(Error::new(ErrorKind::InvalidOperation, NO_CHARACTER));
    }
    out.write_str(&text).map_err(|_| ErrorKind::WriteFailure.into())
}
