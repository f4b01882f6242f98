//! Reading values into types: what every read needs at hand, and the findings that any type may report.

use super::nearest::nearest;
use super::shape::{Shape, TextShape, Unit};
use super::spec::{BlockSpec, OptionSpec};
use super::types::Interval;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Message, code};
use crate::source::Span;
use crate::value::{Kind, MapRef, ValueRef, bare_integer};

static WRONG_TYPE: Code = code!("wrong-type", Error, "wrong_type.md");
static BAD_VALUE: Code = code!("bad-value", Error, "bad_value.md");
static OUT_OF_RANGE: Code = code!("out-of-range", Error, "out_of_range.md");
static IGNORED_VALUE: Code = code!("ignored-value", Warning, "ignored_value.md");
static INVALID_SUBJECT: Code = code!("invalid-subject", Error, "invalid_subject.md");
static INVALID_NKEY: Code = code!("invalid-nkey", Error, "invalid_nkey.md");
static AMBIGUOUS_DURATION: Code = code!("ambiguous-duration", Warning, "ambiguous_duration.md");

/// The codes of this file.
pub(super) static CODES: [&Code; 7] =
    [&AMBIGUOUS_DURATION, &BAD_VALUE, &IGNORED_VALUE, &INVALID_NKEY, &INVALID_SUBJECT, &OUT_OF_RANGE, &WRONG_TYPE];

/// Collects what is wrong while values are read.
#[derive(Debug, Default)]
pub struct Reader {
    /// The server that the configuration is for.
    pub version: Version,
    /// Sizes may be text, since the notation has no other way to write `1MB`.
    pub(crate) sizes_are_text: bool,
    /// The top level, in which misplaced options are looked up.
    pub(super) root: Option<&'static BlockSpec>,
    /// Whether a misplaced option may be said to belong at a path; all of them where nothing is said.
    pub(crate) suggests: Option<fn(&str) -> bool>,
    /// The option that is being read, the innermost.
    pub(super) option: Option<&'static OptionSpec>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether it reads a part of what another one was given.
    pub(super) is_part: bool,
}

impl Reader {
    /// For a server of this version, and a configuration whose top level is `root`; nothing found yet.
    pub fn new(version: Version, root: &'static BlockSpec) -> Self {
        Reader { version, root: Some(root), ..Self::default() }
    }

    /// A reader for a part of what this one is at, nothing found yet.
    pub(super) fn part(&self) -> Self {
        Reader { is_part: true, diagnostics: Vec::new(), ..*self }
    }

    /// What was found.
    pub fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Adds a finding about a value. Where the value came through a variable, its definition is named.
    pub(crate) fn add(&mut self, value: ValueRef<'_>, diagnostic: Diagnostic) {
        self.diagnostics.push(match value.definition() {
            Some(definition) => diagnostic.related(definition, "defined here"),
            None => diagnostic,
        });
    }

    /// The value is of another type than the server takes.
    pub(crate) fn wrong_type(&mut self, value: ValueRef<'_>, shape: &Shape) {
        // Where a block or a list belongs, the text tells nothing, and may be anything.
        let scalar = !matches!(shape, Shape::Block(_) | Shape::List(_) | Shape::Map { .. });
        let message = format!("expected {}, found {}", shape.expected(), found(value, shape.is_secret() || !scalar));
        let mut diagnostic = WRONG_TYPE.at(value.span(), message);
        if let Some((help, fix)) = retyped(value, shape) {
            diagnostic = diagnostic.help(help);
            diagnostic.fix = fix;
        }
        self.add(value, diagnostic);
    }

    /// The value has the right type, and the server does not take it.
    pub(crate) fn bad_value(&mut self, value: ValueRef<'_>, message: impl Into<Message>) {
        self.add(value, BAD_VALUE.at(value.span(), message));
    }

    /// A key that the user chose, and the server does not take.
    pub(crate) fn bad_key(&mut self, key: Span, message: impl Into<Message>) {
        self.diagnostics.push(BAD_VALUE.at(key, message));
    }

    /// As [`Reader::bad_value`], with a way out.
    pub(crate) fn bad_value_with(
        &mut self,
        value: ValueRef<'_>,
        message: impl Into<Message>,
        help: impl Into<Message>,
    ) {
        self.add(value, BAD_VALUE.at(value.span(), message).help(help));
    }

    /// The text is no duration. `meant` is what it clearly means.
    pub(crate) fn bad_duration(&mut self, value: ValueRef<'_>, message: String, meant: Option<String>) {
        let mut diagnostic = BAD_VALUE.at(value.span(), message);
        diagnostic = diagnostic.help("the units are ns, us, ms, s, m and h: a day is 24h");
        if let Some(meant) = meant.filter(|_| !value.is_variable()) {
            diagnostic = diagnostic.fix(replace(value.span(), format!("write \"{meant}\""), format!("\"{meant}\"")));
        }
        self.add(value, diagnostic);
    }

    /// The value is none of the words that the option takes.
    pub(crate) fn bad_word(&mut self, value: ValueRef<'_>, word: &str, shape: &Shape) {
        let words = shape.words();
        let mut diagnostic =
            BAD_VALUE.at(value.span(), format!("expected {}, found `{}`", shape.expected(), shorten(word)));
        let known = words.iter().flat_map(|spellings| spellings.iter().copied()).filter(|word| !word.is_empty());
        if let Some(near) = nearest(word, known) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            if !value.is_variable() {
                diagnostic = diagnostic.fix(replace(value.span(), format!("change to {near}"), near.to_owned()));
            }
        }
        self.add(value, diagnostic);
    }

    /// The server reads the configuration as if the value were not there.
    pub(crate) fn ignored(&mut self, value: ValueRef<'_>, shape: &Shape) {
        let message = format!("the server ignores {}", found(value, shape.is_secret()));
        self.add(value, IGNORED_VALUE.at(value.span(), message).help(format!("write {}", shape.expected())));
    }

    /// A number of seconds where a duration is meant.
    pub(crate) fn ambiguous_duration(&mut self, value: ValueRef<'_>, seconds: i64) {
        let written = value.source_text();
        let suffixed = !value.is_variable() && written.ends_with(|last: char| last.is_ascii_alphabetic());
        let message = if suffixed {
            format!("without quotes, `{written}` is the number {seconds}, read as seconds")
        } else {
            format!("a bare number of seconds, {seconds}")
        };
        let diagnostic = AMBIGUOUS_DURATION.at(value.span(), message);
        // What was meant by `2m` cannot be known: two million seconds it was hardly.
        let diagnostic = match (suffixed, value.is_variable()) {
            (true, _) if Interval::parse(&written).is_some() => diagnostic
                .help(format!("write \"{written}\" for a duration"))
                .fix(Fix { safe: false, ..quote(value.span()) }),
            (true, _) => diagnostic.help("write a duration such as \"10s\""),
            (false, true) => diagnostic.help(format!("write \"{seconds}s\"")),
            (false, false) => diagnostic.help(format!("write \"{seconds}s\"")).fix(replace(
                value.span(),
                format!("write \"{seconds}s\""),
                format!("\"{seconds}s\""),
            )),
        };
        self.add(value, diagnostic);
    }

    /// The value is no subject, or not of the kind that is needed here.
    pub(crate) fn invalid_subject(&mut self, value: ValueRef<'_>, message: impl Into<Message>) {
        self.add(value, INVALID_SUBJECT.at(value.span(), message));
    }

    /// As [`Reader::invalid_subject`], for a subject that is a key.
    pub(crate) fn invalid_subject_key(&mut self, key: Span, message: impl Into<Message>) {
        self.diagnostics.push(INVALID_SUBJECT.at(key, message));
    }

    /// The value is no nkey, or not of the role that is needed here.
    pub(crate) fn invalid_nkey(&mut self, value: ValueRef<'_>, message: impl Into<Message>, help: Option<Message>) {
        let mut diagnostic = INVALID_NKEY.at(value.span(), message);
        diagnostic.help = help;
        self.add(value, diagnostic);
    }

    /// Holds a number against the bounds of its option.
    pub(super) fn check_bounds(&mut self, value: ValueRef<'_>, amount: i64, option: &OptionSpec) {
        let unit = option.shape.unit().unwrap_or(Unit::Count);
        let low = option.at_least.filter(|bound| amount < *bound);
        let high = option.at_most.filter(|bound| amount > *bound);
        // As it was written, so that it is known for the value of a variable that is not to be told.
        let given = match value.kind() {
            Kind::String(text) => shorten(&text),
            _ => show(amount, unit),
        };
        let message = match (low, high) {
            (Some(bound), _) => format!("`{given}` is too low, the least is {}", show(bound, unit)),
            (_, Some(bound)) => format!("`{given}` is too high, the most is {}", show(bound, unit)),
            _ => return,
        };
        self.add(value, OUT_OF_RANGE.at(value.span(), message));
    }

    /// The string that the value is; anything else is reported.
    pub(crate) fn text<'v>(&mut self, value: ValueRef<'v>, shape: &Shape) -> Option<std::borrow::Cow<'v, str>> {
        let text = value.as_str();
        if text.is_none() {
            self.wrong_type(value, shape);
        }
        text
    }

    /// The block that the value is; anything else is reported.
    pub(crate) fn map<'v>(&mut self, value: ValueRef<'v>, shape: &Shape) -> Option<MapRef<'v>> {
        let map = value.as_map();
        if map.is_none() {
            self.wrong_type(value, shape);
        }
        map
    }
}

/// An amount in the words of its unit.
pub(crate) fn show(amount: i64, unit: Unit) -> String {
    match unit {
        Unit::Nanoseconds => Interval::from_nanoseconds(amount).to_string(),
        Unit::Seconds => format!("{amount}s"),
        Unit::Percent => format!("{amount}%"),
        Unit::Count | Unit::Bytes => amount.to_string(),
    }
}

/// The fix that puts `text` in the place of what stands at `span`, and means what was clearly meant.
pub(crate) fn replace(span: Span, title: impl Into<Message>, text: String) -> Fix {
    Fix { title: title.into(), safe: true, edits: vec![Edit { span, text }] }
}

/// The fix that makes a text of what stands at `span`. It only inserts, so that no secret is copied into it.
fn quote(span: Span) -> Fix {
    let quote = |at| Edit { span: Span::at(span.file, at), text: "\"".to_owned() };
    Fix { title: "put it in quotes".into(), safe: true, edits: vec![quote(span.start), quote(span.end)] }
}

/// What a value is, for messages; nothing of its content where it may be a secret.
fn found(value: ValueRef<'_>, secret: bool) -> String {
    match value.kind() {
        Kind::Nil => "nothing".to_owned(),
        Kind::Array(_) => "a list".to_owned(),
        Kind::Map(_) => "a block".to_owned(),
        Kind::Bool(_) if secret => "a boolean".to_owned(),
        Kind::Integer(_) | Kind::Float(_) if secret => "a number".to_owned(),
        Kind::DateTime(_) => "a date".to_owned(),
        Kind::String(_) if secret => "text".to_owned(),
        Kind::Bool(value) => value.to_string(),
        // In backquotes, in which every value is that a message may have to hide.
        Kind::Integer(number) => format!("the number `{number}`"),
        Kind::Float(number) => format!("the number `{number}`"),
        Kind::String(text) => format!("the text `{}`", shorten(&text)),
    }
}

/// A value of a user, cut where its line ends or would fill the screen: behind a quote in the wrong place, the rest of a
/// file with all its secrets can be a value.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 60;
    let end = text.char_indices().enumerate().find(|(count, (_, c))| *count == MOST || c.is_control());
    match end {
        Some((_, (end, _))) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A key of a user in backquotes, where it looks like one: behind a quote that is not closed, the rest of a file with all its
/// secrets can be a key.
pub(crate) fn quote_key(key: &str) -> String {
    let name = key.chars().all(|c| c.is_alphanumeric() || "_-.*>$:/@".contains(c));
    if name && key.len() <= 64 { format!("`{key}`") } else { "of an odd name".to_owned() }
}

/// How to write the same value in the type that is needed. The edits only insert or delete, so that no secret
/// is copied into them.
fn retyped(value: ValueRef<'_>, shape: &Shape) -> Option<(String, Option<Fix>)> {
    let span = value.span();
    let parts = shape.parts();
    let one = |start, end, text: &str| Edit { span: Span::new(span.file, start, end), text: text.to_owned() };
    let fix = |title: &'static str, edits: [Edit; 2]| {
        (!value.is_variable()).then(|| Fix { title: title.into(), safe: true, edits: edits.into() })
    };
    let takes_text = parts.iter().any(|part| matches!(part, Shape::Text(_) | Shape::Choice(_) | Shape::Duration));
    match value.kind() {
        Kind::Bool(_) | Kind::Integer(_) | Kind::Float(_) | Kind::DateTime(_) if takes_text => {
            if matches!(parts.first(), Some(Shape::List(_))) {
                return None;
            }
            let help = if value.is_variable() {
                "quote the value where the variable is defined"
            } else {
                "without quotes the server reads something else than text: put it in quotes"
            };
            Some((help.to_owned(), (!value.is_variable()).then(|| quote(span))))
        }
        Kind::String(text) if is_bare(&text, &parts) => {
            let inner = value.source_text().len();
            let quoted = value.is_quoted() && inner == text.len() + 2;
            let edits = [one(span.start, span.start + 1, ""), one(span.end.saturating_sub(1), span.end, "")];
            let fix = if quoted { fix("take the quotes away", edits) } else { None };
            Some(("write it without quotes".to_owned(), fix))
        }
        Kind::String(_) | Kind::Map(_) if matches!(parts[0], Shape::List(of) if fits(value, of)) => {
            let edits = [one(span.start, span.start, "["), one(span.end, span.end, "]")];
            Some(("put it in a list".to_owned(), fix("put it in a list", edits)))
        }
        _ => None,
    }
}

/// Whether a text would be of the right type without quotes.
fn is_bare(text: &str, parts: &[&Shape]) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).starts_with(|first: char| first.is_ascii_digit());
    let number = digits && bare_integer(text).is_some();
    let sized = text.ends_with(|last: char| last.is_ascii_alphabetic());
    parts.iter().any(|part| match part {
        Shape::Bool => ["true", "false", "yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word)),
        Shape::Integer(Unit::Bytes) => number,
        Shape::Integer(_) | Shape::Number(_) => number && !sized,
        _ => false,
    })
}

/// Whether a value has the form of a shape, its content aside.
fn fits(value: ValueRef<'_>, shape: &Shape) -> bool {
    shape.parts().iter().any(|part| match part {
        Shape::Text(TextShape { .. }) | Shape::Choice(_) => value.bytes().is_some(),
        Shape::Block(_) => value.as_map().is_some(),
        _ => false,
    })
}
