//! What a value may look like, as data: from it come the words of messages, the type column of the docs, examples and
//! the JSON Schema.

use std::borrow::Cow;

use super::spec::BlockSpec;

/// What a value may look like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// `true`, `false` and their synonyms.
    Bool,
    /// An integer, its size suffix multiplied in.
    Integer(Unit),
    /// An integer or a number with a decimal point.
    Number(Unit),
    /// A duration as text: `10s`, `1h30m`.
    Duration,
    /// A string with a meaning.
    Text(TextShape),
    /// One of some words.
    Choice(&'static [&'static [&'static str]]),
    /// Any of several shapes, the recommended one first.
    AnyOf(&'static [Shape]),
    /// A list.
    List(&'static Shape),
    /// A block whose keys the user chooses.
    Map {
        /// What the keys are, in a word or two: `account`.
        key: &'static str,
        /// An example of a key.
        example: &'static str,
        /// What the values look like.
        value: &'static Shape,
    },
    /// A block of options.
    Block(&'static BlockSpec),
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Bytes.
    Bytes,
    /// Seconds.
    Seconds,
    /// Nanoseconds: how natsconf counts durations, which are written as text.
    Nanoseconds,
    /// Percent.
    Percent,
}

impl Unit {
    /// `bytes`, `seconds`, `percent`; nothing for a count.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Unit::Count => None,
            Unit::Bytes => Some("bytes"),
            Unit::Seconds => Some("seconds"),
            Unit::Nanoseconds => Some("nanoseconds"),
            Unit::Percent => Some("percent"),
        }
    }
}

/// What a string means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextShape {
    /// In a word or two: `subject`, `file path`.
    pub name: &'static str,
    /// An example, without quotes.
    pub example: &'static str,
    /// A regular expression for JSON Schema: never stricter than the server.
    pub pattern: Option<&'static str>,
    /// Whether it must never be shown.
    pub secret: bool,
}

impl TextShape {
    /// A string that may be shown.
    pub const fn new(name: &'static str, example: &'static str) -> Self {
        TextShape { name, example, pattern: None, secret: false }
    }

    /// A string that must never be shown.
    pub const fn secret(name: &'static str, example: &'static str) -> Self {
        TextShape { secret: true, ..Self::new(name, example) }
    }

    /// With a regular expression that it matches.
    #[must_use]
    pub const fn pattern(self, pattern: &'static str) -> Self {
        TextShape { pattern: Some(pattern), ..self }
    }
}

impl Shape {
    /// The type in a few words, for lists of options: `duration or integer`.
    pub fn label(&self) -> Cow<'static, str> {
        match self {
            Shape::Bool => "boolean".into(),
            Shape::Integer(Unit::Bytes) => "size".into(),
            Shape::Integer(_) => "integer".into(),
            Shape::Number(_) => "number".into(),
            Shape::Duration => "duration".into(),
            Shape::Text(text) => text.name.into(),
            Shape::Choice(_) => "word".into(),
            Shape::AnyOf(_) => {
                let mut labels: Vec<_> = self.recommended().map(Shape::label).collect();
                labels.dedup();
                labels.join(" or ").into()
            }
            Shape::List(of) => format!("list of {}", of.label()).into(),
            Shape::Map { key, value, .. } => format!("map of {key} to {}", value.label()).into(),
            Shape::Block(_) => "block".into(),
        }
    }

    /// What was expected, for messages: `a size such as 1MB`.
    pub fn expected(&self) -> String {
        match self {
            Shape::Bool => "true or false".to_owned(),
            Shape::Integer(Unit::Bytes) => "a size such as 1MB".to_owned(),
            Shape::Integer(Unit::Seconds) => "a number of seconds".to_owned(),
            Shape::Integer(_) | Shape::Number(_) => "a number".to_owned(),
            Shape::Duration => "a duration such as \"10s\"".to_owned(),
            Shape::Text(text) if text.secret => article(text.name),
            Shape::Text(text) => format!("{} such as \"{}\"", article(text.name), text.example),
            Shape::Choice(words) => one_of(words.iter().filter_map(|spellings| spellings.first())),
            Shape::AnyOf(_) => {
                let mut phrases: Vec<_> = self.recommended().map(Shape::expected).collect();
                phrases.dedup();
                phrases.join(" or ")
            }
            Shape::List(of) => format!("a list, each item {}", of.expected()),
            Shape::Map { key, .. } => format!("a block with {} as keys", plural(key)),
            Shape::Block(_) => "a block".to_owned(),
        }
    }

    /// A value of this shape as config text.
    pub fn example(&self) -> Cow<'static, str> {
        match self {
            Shape::Bool => "true".into(),
            Shape::Integer(Unit::Bytes) => "1MB".into(),
            Shape::Integer(_) | Shape::Number(_) => "2".into(),
            Shape::Duration => "\"10s\"".into(),
            Shape::Text(text) => format!("\"{}\"", text.example).into(),
            Shape::Choice(words) => words.first().and_then(|spellings| spellings.first()).copied().unwrap_or("").into(),
            Shape::AnyOf(shapes) => shapes.first().map_or("".into(), Shape::example),
            Shape::List(of) => format!("[{}]", of.example()).into(),
            Shape::Map { example, value, .. } => format!("{{ \"{example}\": {} }}", value.example()).into(),
            Shape::Block(_) => "{}".into(),
        }
    }

    /// This shape and all that it is made of, down to blocks.
    pub fn parts(&self) -> Vec<&Shape> {
        let mut parts = vec![self];
        match self {
            Shape::AnyOf(shapes) => parts.extend(shapes.iter().flat_map(Shape::parts)),
            Shape::List(of) => parts.extend(of.parts()),
            Shape::Map { value, .. } => parts.extend(value.parts()),
            _ => {}
        }
        parts
    }

    /// Whether a value of this shape must never be shown.
    pub fn is_secret(&self) -> bool {
        self.parts().iter().any(|part| matches!(part, Shape::Text(TextShape { secret: true, .. })))
    }

    /// The words that it allows beside other forms, each with its synonyms.
    pub fn words(&self) -> Vec<&'static [&'static str]> {
        let words = |part: &Shape| match part {
            Shape::Choice(words) => words.to_vec(),
            _ => Vec::new(),
        };
        self.parts().into_iter().flat_map(words).collect()
    }

    /// What a number of this shape counts.
    pub fn unit(&self) -> Option<Unit> {
        self.parts().into_iter().find_map(|part| match part {
            Shape::Duration => Some(Unit::Nanoseconds),
            Shape::Integer(unit) | Shape::Number(unit) => Some(*unit),
            _ => None,
        })
    }

    /// The alternatives that a message should name: a bare number of seconds is left out where a duration can stand.
    fn recommended(&self) -> impl Iterator<Item = &Shape> {
        let shapes = match self {
            Shape::AnyOf(shapes) => *shapes,
            _ => &[],
        };
        let durations = shapes.contains(&Shape::Duration);
        shapes.iter().filter(move |shape| !durations || **shape != Shape::Integer(Unit::Seconds))
    }
}

/// `a`, `b` or `c`, in backquotes.
pub(crate) fn one_of<'t>(words: impl Iterator<Item = &'t &'t str>) -> String {
    let words: Vec<_> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// With `a` or `an`. The words that begin with a `u` here, `user` and `URL`, sound like consonants.
pub(crate) fn article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

fn plural(noun: &str) -> String {
    format!("{noun}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBJECT: Shape = Shape::Text(TextShape::new("subject", "orders.>"));
    const PASSWORD: Shape = Shape::Text(TextShape::secret("password", "s3cret"));

    #[test]
    fn words_for_messages() {
        assert_eq!(Shape::Integer(Unit::Bytes).expected(), "a size such as 1MB");
        assert_eq!(SUBJECT.expected(), "a subject such as \"orders.>\"");
        assert_eq!(Shape::List(&SUBJECT).expected(), "a list, each item a subject such as \"orders.>\"");
        assert_eq!(
            Shape::Choice(&[&["default"], &["close", "c"], &["retry"]]).expected(),
            "`default`, `close` or `retry`"
        );
        assert_eq!(PASSWORD.expected(), "a password");
    }

    #[test]
    fn examples_are_config_text() {
        assert_eq!(Shape::List(&SUBJECT).example(), "[\"orders.>\"]");
        assert_eq!(Shape::AnyOf(&[Shape::Bool, SUBJECT]).example(), "true");
    }

    #[test]
    fn what_holds_a_secret_is_secret() {
        assert!(Shape::AnyOf(&[Shape::Bool, Shape::List(&PASSWORD)]).is_secret());
        assert!(!SUBJECT.is_secret());
    }
}
