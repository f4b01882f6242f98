//! Jinja templates as Ansible's `template` module renders them: `trim_blocks`, the last newline kept, undefined
//! variables refused, values printed as Python prints them.
//!
//! minijinja parses and runs them, and tells which part of a template made which part of the text.

mod filters;
mod python;
mod source;
mod values;

use std::ops::Range;

use minijinja::syntax::SyntaxConfig;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, OutputSpan, OutputSpanKind, State, UndefinedBehavior, Value,
    escape_formatter,
};

pub use values::Variables;

use super::codes::{FUNCTION, LIMIT, SYNTAX, TYPE, UNDEFINED_VARIABLE};
use super::limits::Limits;
use super::map::Origins;
use super::rendered::Rendered;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, MAX_SOURCE_LEN, Span, offset};
use source::Source;
use values::{Misuses, Root, missing_name};

/// Memory that a unit of minijinja's fuel can buy, in bytes.
const BYTES_PER_FUEL: usize = 64;

/// The most operators of a tag: each takes a piece of the stack.
const MOST_OPERATORS: usize = 1000;

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
        if let Some(range) = self.source.too_deep(MOST_OPERATORS) {
            return Err(vec![LIMIT.at(self.span(range), "this has too many operators, one after the other")]);
        }
        let to_diagnostics = |error: Error| vec![self.diagnostic(&error)];
        let environment = self.environment(limits).map_err(to_diagnostics)?;
        let template = environment.template_from_named_str("template", &self.source.text).map_err(to_diagnostics)?;
        let misuses = Misuses::default();
        let globals = environment.globals().map(|(name, _)| name.to_owned()).collect();
        let root = Value::from_object(Root::new(variables, globals, &misuses));
        let (text, spans) = template.render_with_spans(root).map_err(to_diagnostics)?;
        if let Some(name) = misuses.first() {
            return Err(vec![self.misuse(&name)]);
        }
        if text.len() > limits.output {
            return Err(vec![LIMIT.at(self.span(0..0), "the rendered text is too long")]);
        }
        let text = self.with_last_newlines(text);
        let origins = self.origins(&text, &spans);
        Ok(Rendered::new(text, origins, self.file))
    }

    /// Where the text came from. What a macro or a filter block gave belongs to where it is called.
    fn origins(&self, text: &str, spans: &[OutputSpan]) -> Origins {
        let mut origins = Origins::default();
        for span in spans {
            let (mut end, source) = (span.output_range().start, span.source_range());
            let copied = text.get(span.output_range()).filter(|_| span.kind() == OutputSpanKind::Raw);
            let Some(copied) = copied.filter(|copied| copied.len() == source.len()) else {
                origins.push(span.output_range().end, source, false);
                continue;
            };
            let mut start = source.start;
            // Line by line: in the file, the end of a line can be longer.
            for line in copied.split_inclusive('\n') {
                end += line.len();
                origins.push(end, start..start + line.len(), true);
                start += line.len();
            }
        }
        let behind = self.source.text.len();
        origins.push(text.len(), behind..behind, false);
        origins.translate(|byte| self.source.in_file(byte));
        origins
    }

    /// Ansible gives the text at least as many newlines at the end as the template has.
    fn with_last_newlines(&self, mut text: String) -> String {
        let newlines = |text: &str| text.len() - text.trim_end_matches('\n').len();
        let missing = newlines(&self.source.text).saturating_sub(newlines(&text));
        text.extend(std::iter::repeat_n('\n', missing));
        text
    }

    fn environment(&self, limits: &Limits) -> Result<Environment<'static>, Error> {
        let mut environment = Environment::new();
        let syntax = SyntaxConfig::builder()
            .trim_blocks(self.source.trim_blocks)
            .lstrip_blocks(self.source.lstrip_blocks)
            .build()?;
        environment.set_syntax(syntax);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_formatter(print);
        // Only then do errors name the bytes at fault.
        environment.set_debug(true);
        environment.set_recursion_limit(limits.depth);
        // Memory may go to copies of the text on its way: eight times what is rendered.
        environment.set_fuel(Some(limits.steps.min((8 * limits.output / BYTES_PER_FUEL) as u64)));
        environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
        filters::add(&mut environment);
        Ok(environment)
    }

    fn diagnostic(&self, error: &Error) -> Diagnostic {
        let range = error.range().unwrap_or_else(|| self.source.line(error.line().unwrap_or(1)));
        let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
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
    if !value.is_none() {
        filters::pay(state, value)?;
        out.write_str(&python::text(value)).map_err(|_| Error::from(ErrorKind::WriteFailure))?;
    }
    Ok(())
}
