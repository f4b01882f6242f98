//! `yamldecode`: one document; `yes`, `on` and their like are bools, dates are strings in RFC 3339.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};

use super::super::encoding::STANDARD_BASE64;
use crate::template::terraform::functions::time::from_yaml;
use crate::template::terraform::functions::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{Number, NumberError, Type, Value, convert};
use base64::Engine as _;

pub(in super::super) fn decode(arguments: &Arguments<'_>) -> Outcome {
    let text = arguments.text(0);
    arguments.make_from(text, b",[:-?\n\r", b'{')?;
    let mut text = readable(text)?;
    loop {
        let mut reader = Reader::new(&text, arguments);
        let outcome = reader.document();
        let Some(tabs) = reader.tabs else { return outcome };
        arguments.add_work(text.len(), 1)?;
        text.to_mut().replace_range(tabs, " ");
    }
}

/// YAML 1.1 in what the parser for 1.2 takes: `U+0085` breaks lines, and control characters are refused.
fn readable(text: &str) -> Outcome<Cow<'_, str>> {
    let is_allowed = |char: char| {
        matches!(char, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
            && char != '\u{feff}'
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.chars().all(is_allowed) {
        return Err("the YAML has a control character".into());
    }
    for line in text.lines().take_while(|line| line.is_empty() || line.starts_with(['%', '#'])) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if line.starts_with('%') && !matches!(words[..], ["%YAML", "1.1", ..] | ["%TAG", ..]) {
            return Err("the YAML has a directive that there is not".into());
        }
    }
    Ok(if text.contains('\u{85}') { text.replace('\u{85}', "\n").into() } else { text.into() })
}

struct Reader<'t> {
    text: &'t str,
    parser: Parser<'t, StrInput<'t>>,
    /// The values of anchors. `None` while the anchor's own value is read.
    anchors: HashMap<usize, Option<Value>>,
    arguments: &'t Arguments<'t>,
    /// Somewhere in the text is `\/`.
    has_slashes: bool,
    /// What stands behind the last end of a line.
    last_line: &'t str,
    /// The tabs between a key and its value at which the parser ended: Terraform's takes them for spaces.
    tabs: Option<Range<usize>>,
}

/// A scalar, or the `<<` that merges a mapping into another.
enum Scalar {
    Value(Value),
    Merge,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, arguments: &'t Arguments<'t>) -> Reader<'t> {
        Reader {
            text,
            parser: Parser::new_from_str(text),
            anchors: HashMap::new(),
            arguments,
            has_slashes: text.contains("\\/"),
            last_line: text.rsplit(['\n', '\r']).next().unwrap_or_default(),
            tabs: None,
        }
    }

    /// The only document.
    fn document(&mut self) -> Outcome {
        loop {
            match self.next()? {
                Event::StreamStart => {}
                Event::DocumentStart(_) => break,
                _ => return Err("there is no YAML document".into()),
            }
        }
        let event = self.next()?;
        let value = self.node(event, self.arguments.limits.depth)?;
        loop {
            match self.next()? {
                Event::DocumentEnd => {}
                Event::StreamEnd => return Ok(value),
                _ => return Err("there is more than one YAML document".into()),
            }
        }
    }

    fn next(&mut self) -> Outcome<Event<'t>> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                let Event::Scalar(text, style, anchor, tag) = event else { return Ok(event) };
                let text = self.scalar(text, style, span.start.index(), span.end.index())?;
                Ok(Event::Scalar(text, style, anchor, tag))
            }
            Some(Err(error)) => {
                let end = self.byte(error.marker().index())?;
                let before = self.text[..end].trim_end_matches('\t');
                let key = before.strip_suffix(':').and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
                self.tabs = (before.len() < end && !key.trim_start().is_empty()).then_some(before.len()..end);
                Err("this is no YAML".into())
            }
            None => Ok(Event::StreamEnd),
        }
    }

    /// The byte of a character.
    fn byte(&self, at: usize) -> Outcome<usize> {
        if self.text.is_ascii() {
            return Ok(at.min(self.text.len()));
        }
        self.arguments.add_work(at / 16, 1)?;
        Ok(self.text.char_indices().nth(at).map_or(self.text.len(), |(byte, _)| byte))
    }

    /// A scalar, where the parser for YAML 1.2 reads it otherwise than Terraform's.
    fn scalar(&self, mut text: Cow<'t, str>, style: ScalarStyle, start: usize, end: usize) -> Outcome<Cow<'t, str>> {
        match style {
            ScalarStyle::Plain => self.check_start(&text, start)?,
            ScalarStyle::DoubleQuoted if self.has_slashes => {
                let mut quoted = self.text.get(self.byte(start)?..self.byte(end)?).unwrap_or_default().chars();
                // What a backslash stands before is skipped, be it another one.
                while let Some(char) = quoted.next() {
                    if char == '\\' && quoted.next() == Some('/') {
                        return Err("the YAML has an escape that is not supported".into());
                    }
                }
            }
            ScalarStyle::Literal | ScalarStyle::Folded if !self.last_line.is_empty() => {
                let before = &self.text[..self.byte(start)?];
                let indent = before.len() - before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
                // What stands in the last line of the text has no end.
                let is_last = self.last_line.len() >= indent && self.byte(end)? == self.text.len();
                if is_last && text.ends_with('\n') {
                    text.to_mut().pop();
                }
            }
            _ => {}
        }
        Ok(text)
    }

    /// Between brackets `:` and `?` are signs of their own, also without a space behind.
    fn check_start(&self, scalar: &str, at: usize) -> Outcome<()> {
        if !scalar.starts_with([':', '?']) {
            return Ok(());
        }
        let before = self.text[..self.byte(at)?].trim_end();
        match scalar.starts_with('?') {
            _ if !before.ends_with(['[', '{', ',']) => Ok(()),
            true => Err(Failure::Refused("`?` before a key without a space is not supported in YAML".into())),
            false => Err("a key is missing in the YAML".into()),
        }
    }

    fn node(&mut self, event: Event<'t>, depth: usize) -> Outcome {
        let depth = depth.checked_sub(1).ok_or(Failure::Limit("the YAML is nested too deeply"))?;
        let (anchor, value) = match event {
            Event::Alias(anchor) => return self.alias(anchor),
            Event::Scalar(text, style, anchor, tag) => match resolve(&text, style, tag.as_deref())? {
                Scalar::Value(value) => (anchor, value),
                Scalar::Merge => (anchor, Value::string("<<")),
            },
            Event::SequenceStart(anchor, tag) => {
                check_tag(tag.as_deref(), "seq")?;
                self.anchors.insert(anchor, None);
                (anchor, self.sequence(depth)?)
            }
            Event::MappingStart(anchor, tag) => {
                check_tag(tag.as_deref(), "map")?;
                self.anchors.insert(anchor, None);
                (anchor, self.mapping(depth)?)
            }
            _ => return Err("a value is missing in the YAML".into()),
        };
        self.anchors.insert(anchor, Some(value.clone()));
        Ok(value)
    }

    fn alias(&self, anchor: usize) -> Outcome {
        let value = self.anchors.get(&anchor).cloned().flatten().ok_or("an anchor refers to itself")?;
        // Aliases of aliases grow without growing the text.
        self.arguments.add_work(1, value.weight())?;
        Ok(value)
    }

    fn sequence(&mut self, depth: usize) -> Outcome {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(Value::tuple(items)),
                event => items.push(self.node(event, depth)?),
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Outcome {
        let mut entries: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        loop {
            let (text, style, tag) = match self.next()? {
                Event::MappingEnd => return Ok(Value::object(entries)),
                Event::Scalar(text, style, _, tag) => (text, style, tag),
                _ => return Err("a key in the YAML is no string".into()),
            };
            let key = resolve(&text, style, tag.as_deref())?;
            let event = self.next()?;
            let value = self.node(event, depth)?;
            match key {
                Scalar::Merge => {
                    let merged = value.entries().ok_or("only a mapping can be merged")?;
                    entries.extend(merged.iter().map(|(name, value)| (name.clone(), value.clone())));
                }
                Scalar::Value(key) => match convert(&key, &Type::String) {
                    Ok(Value::String(name)) => drop(entries.insert(name, value)),
                    _ => return Err("a key in the YAML is no string".into()),
                },
            }
        }
    }
}

fn check_tag(tag: Option<&Tag>, wanted: &str) -> Outcome<()> {
    match tag {
        Some(tag) if !(tag.is_yaml_core_schema() && tag.suffix == wanted) => {
            Err("the YAML has a tag that is not supported".into())
        }
        _ => Ok(()),
    }
}

fn resolve(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Outcome<Scalar> {
    let tag = match tag {
        None => "",
        Some(tag) if tag.is_yaml_core_schema() => tag.suffix.as_str(),
        Some(tag) if tag.handle == "!" && tag.suffix.is_empty() => "str",
        Some(_) => return Err("the YAML has a tag that is not supported".into()),
    };
    let string = || Ok(Scalar::Value(Value::string(text)));
    let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    match tag {
        "str" => string(),
        "binary" if STANDARD_BASE64.decode(text.replace(['\r', '\n'], "")).is_ok() => string(),
        "" if is_quoted => string(),
        // Of a block, the value is what it would be without the sign, but the type is that of a string.
        "" if style != ScalarStyle::Plain => {
            let value = convert(&plain(text)?, &Type::String).map_err(|_| "a block in the YAML is no string")?;
            Ok(Scalar::Value(value))
        }
        "" if text == "<<" => Ok(Scalar::Merge),
        "" => plain(text).map(Scalar::Value),
        "bool" | "int" | "float" | "null" | "timestamp" if is_quoted && has_hint(text) => string(),
        "bool" => tagged(text, |value| matches!(value, Value::Bool(_))),
        "null" => Ok(Scalar::Value(Value::NULL)),
        "int" | "float" => tagged(text, |value| matches!(value, Value::Number(_))),
        "timestamp" => match from_yaml(text) {
            Some(time) => Ok(Scalar::Value(Value::string(&time))),
            None => Err("this is no timestamp in YAML".into()),
        },
        _ => Err("the YAML has a tag that is not supported".into()),
    }
}

fn tagged(text: &str, is_right: fn(&Value) -> bool) -> Outcome<Scalar> {
    let value = plain(text)?;
    if is_right(&value) { Ok(Scalar::Value(value)) } else { Err("a value in the YAML is not what its tag says".into()) }
}

/// Whether the first character is one that other types than strings start with.
fn has_hint(text: &str) -> bool {
    text.is_empty() || text.starts_with(|char: char| char.is_ascii_digit() || "+-.yYnNtTfFoO~".contains(char))
}

fn plain(text: &str) -> Outcome {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Ok(Value::Bool(true)),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Ok(Value::Bool(false)),
        "" | "~" | "null" | "Null" | "NULL" => Ok(Value::NULL),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Ok(Number::infinity(false).into()),
        "-.inf" | "-.Inf" | "-.INF" => Ok(Number::infinity(true).into()),
        ".nan" | ".NaN" | ".NAN" => Err("YAML's `.nan` has no value".into()),
        _ => match text.bytes().next() {
            Some(b'.') => Ok(number(text)?.unwrap_or_else(|| Value::string(text))),
            Some(b'+' | b'-' | b'0'..=b'9') => digits(text),
            _ => Ok(Value::string(text)),
        },
    }
}

/// A number, a timestamp, or else a string.
fn digits(text: &str) -> Outcome {
    if let Some(time) = from_yaml(text) {
        return Ok(Value::string(&time));
    }
    let radix =
        [("0x", 16), ("0o", 8)].into_iter().find_map(|(prefix, radix)| Some((text.strip_prefix(prefix)?, radix)));
    if let Some((digits, radix)) = radix {
        let is_number = !digits.is_empty() && digits.chars().all(|char| char.is_digit(radix));
        // Larger ones are refused as what they look like.
        return match u64::from_str_radix(digits, radix) {
            _ if !is_number => Ok(Value::string(text)),
            Ok(value) => Ok(Number::from_integer(&value.into()).into()),
            Err(_) => Err("a number in the YAML is too large".into()),
        };
    }
    let looks_like_number = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    Ok(if looks_like_number { number(text)? } else { None }.unwrap_or_else(|| Value::string(text)))
}

fn number(text: &str) -> Outcome<Option<Value>> {
    match Number::parse(text) {
        Ok(number) => Ok(Some(number.into())),
        Err(NumberError::Undefined) => Ok(None),
        Err(NumberError::TooLarge) => Err(Failure::Limit("a number is too large")),
    }
}
