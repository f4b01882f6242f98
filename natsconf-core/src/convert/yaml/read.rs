//! YAML → values, from the events of the parser, so that every style and place is known and an alias is counted
//! before it is copied: ten lines of aliases of aliases could stand for billions of values.

use std::borrow::Cow;

use hashbrown::{HashMap, HashSet};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, Tag};

use super::scalar::{Plain, plain};
use crate::convert::located::Located;
use crate::convert::{MALFORMED_DOCUMENT, NO_COUNTERPART, Read, char_at, message, top_level, utf8};
use crate::diagnostic::{Diagnostic, Message};
use crate::source::{self, FileId, offset};
use crate::value::{Place, Value};

/// How many values the aliases of a document may stand for, all together.
const MAX_COPIED: usize = 1_000_000;

/// How deeply maps and lists may nest.
const MAX_DEPTH: usize = 1000;

/// How many mistakes of one document are told apart.
const MAX_PROBLEMS: usize = 1000;

/// Reads one YAML document. Quoted scalars are strings; tags other than `!!str`, `!!map` and `!!seq`, merge keys, and
/// keys that are no strings are refused.
///
/// # Errors
/// What is wrong with the YAML, and the values that a configuration cannot hold.
pub fn from_yaml(file: FileId, text: &[u8]) -> Read {
    located(file, text).map(|(value, _)| value)
}

/// As [`from_yaml`], with the places of all values.
pub(in crate::convert) fn located(file: FileId, text: &[u8]) -> Result<Located, Vec<Diagnostic>> {
    let text = utf8(file, text)?;
    let mut loader = Loader {
        file,
        text,
        frames: Vec::new(),
        bytes: Bytes::new(text),
        places: Vec::new(),
        key: None,
        anchors: HashMap::default(),
        copied: 0,
        root: None,
        found: Vec::new(),
    };
    let mut parser = Parser::new_from_str(text);
    while loader.found.len() < MAX_PROBLEMS {
        let step = match parser.next_event() {
            None | Some(Ok((Event::StreamEnd, _))) => break,
            Some(Ok((event, span))) => loader.event(event, span),
            Some(Err(error)) => loader.malformed(&error),
        };
        if step.is_err() {
            break;
        }
    }
    match loader.root {
        _ if !loader.found.is_empty() => Err(loader.found),
        root => Ok((top_level(file, root.unwrap_or(Value::Nil))?, loader.places)),
    }
}

/// A map or list whose end is still to come.
struct Frame {
    anchor: usize,
    /// Its place, by number.
    place: usize,
    content: Content,
}

enum Content {
    List(Vec<Value>),
    Map { entries: Vec<(String, Value)>, keys: HashSet<String, foldhash::fast::RandomState>, key: Option<String> },
}

struct Loader<'t> {
    file: FileId,
    text: &'t str,
    frames: Vec<Frame>,
    bytes: Bytes,
    /// Where the values stand, a container before its content.
    places: Vec<Place>,
    /// Where the key of the next value starts, and whether it stands in quotes.
    key: Option<(u32, bool)>,
    /// What the anchors stand for, and how many values that is.
    anchors: HashMap<usize, (Value, usize), foldhash::fast::RandomState>,
    copied: usize,
    root: Option<Value>,
    found: Vec<Diagnostic>,
}

/// A mistake was reported behind which there is no going on.
struct Stop;

type Step = Result<(), Stop>;

impl Loader<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Step {
        let at = span.start;
        match event {
            Event::DocumentStart(_) if self.root.is_some() => {
                return self.stop(at, "a configuration is one document, and here a second one starts");
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.place_scalar(span, style != ScalarStyle::Plain);
                return self.scalar(text, style, anchor, tag.as_deref(), at);
            }
            Event::SequenceStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), "seq", at);
                return self.open(anchor, Content::List(Vec::new()), at);
            }
            Event::MappingStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), "map", at);
                let keys = HashSet::default();
                return self.open(anchor, Content::Map { entries: Vec::new(), keys, key: None }, at);
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(at),
            Event::Alias(anchor) => return self.alias(anchor, span),
            _ => {}
        }
        Ok(())
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, at: Marker) -> Step {
        let is_text = style != ScalarStyle::Plain || is_tag(tag, "str");
        if !is_tag(tag, "str") {
            self.check_tag(tag, "str", at);
        }
        if !is_text && text == "<<" && self.awaits_key() {
            self.report(at, "merge keys are not read", "write the keys out");
        }
        let value = match if is_text { Plain::Value(Value::String(text.into_owned())) } else { plain(&text) } {
            Plain::Value(value) => value,
            // A key is told apart from a value when it is added.
            Plain::Null if self.awaits_key() => Value::Nil,
            Plain::Null => self.placeholder(at, message::NULL, message::NULL_HELP),
            Plain::OutOfRange => self.placeholder(at, message::RANGE, message::RANGE_HELP),
            Plain::NotFinite => self.placeholder(at, message::FINITE, message::NULL_HELP),
        };
        self.add(value, anchor, at)
    }

    /// Whether the next node is a key.
    fn awaits_key(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { content: Content::Map { key: None, .. }, .. }))
    }

    fn open(&mut self, anchor: usize, content: Content, at: Marker) -> Step {
        if self.awaits_key() {
            return self.stop(at, "a key of a configuration is a string");
        }
        if self.frames.len() >= MAX_DEPTH {
            return self.stop(at, format!("nested more than {MAX_DEPTH} deep"));
        }
        let place = self.places.len();
        self.place(self.bytes.offset(at), self.bytes.offset(at) + 1);
        self.frames.push(Frame { anchor, place, content });
        Ok(())
    }

    fn close(&mut self, at: Marker) -> Step {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        // Where a block ends that has no brackets: with the last value in it.
        self.places[frame.place].end = self.places.last().map_or(0, |last| last.end);
        let value = match frame.content {
            Content::List(items) => Value::Array(items),
            Content::Map { entries, .. } => Value::Map(entries),
        };
        self.add(value, frame.anchor, at)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Step {
        let at = span.start;
        let Some((value, weight)) = self.anchors.get(&anchor) else {
            return self.stop(at, "this alias is a part of what it stands for");
        };
        let (value, weight) = (value.clone(), *weight);
        self.count(weight, at)?;
        for _ in 0..weight {
            self.place(self.bytes.offset(at), self.bytes.offset(span.end));
        }
        self.add(value, 0, at)
    }

    /// Notes where a scalar stands: a key, or a value.
    fn place_scalar(&mut self, span: Span, quoted: bool) {
        let (start, end) = (self.bytes.offset(span.start), self.bytes.offset(span.end));
        if self.awaits_key() { self.key = Some((start, quoted)) } else { self.place(start, end) }
    }

    /// Notes where the next value stands.
    fn place(&mut self, start: u32, end: u32) {
        let (key, quoted) = self.key.take().unwrap_or((start, false));
        self.places.push(Place { key, quoted, start, end });
    }

    /// Counts values before they are copied.
    fn count(&mut self, weight: usize, at: Marker) -> Step {
        self.copied = self.copied.saturating_add(weight);
        if self.copied > MAX_COPIED {
            return self.stop(at, format!("anchors and aliases stand for more than {MAX_COPIED} values"));
        }
        Ok(())
    }

    /// Adds a finished value to what it is in, or makes it a key.
    fn add(&mut self, value: Value, anchor: usize, at: Marker) -> Step {
        if anchor != 0 {
            let weight = weight(&value);
            self.count(weight, at)?;
            self.anchors.insert(anchor, (value.clone(), weight));
        }
        let awaits_key = self.awaits_key();
        let key_of = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            _ => None,
        };
        if awaits_key && key_of(&value).is_none() {
            self.report(at, "a key of a configuration is a string", "put it in quotes");
        }
        match self.frames.last_mut().map(|frame| &mut frame.content) {
            None => self.root = Some(value),
            Some(Content::List(items)) => items.push(value),
            Some(Content::Map { entries, key: pending @ Some(_), .. }) => {
                entries.push((pending.take().unwrap_or_default(), value));
            }
            Some(Content::Map { keys, key: pending, .. }) => {
                let key = key_of(&value).unwrap_or_default();
                *pending = Some(key.clone());
                // What is no key has been reported already.
                if key_of(&value).is_some() && !keys.insert(key.clone()) {
                    self.report(at, message::repeated(&key), "keep one of them");
                }
            }
        }
        Ok(())
    }

    fn check_tag(&mut self, tag: Option<&Tag>, expected: &str, at: Marker) {
        if let Some(tag) = tag.filter(|tag| !is_tag(Some(tag), expected)) {
            let core = if tag.is_yaml_core_schema() { "!!" } else { &tag.handle };
            let message = format!("the tag `{core}{}` says nothing to a configuration", tag.suffix);
            self.report(at, message, "leave it out");
        }
    }

    /// Reports a value that a configuration cannot hold; something has to stand in its place.
    fn placeholder(&mut self, at: Marker, message: impl Into<Message>, help: &'static str) -> Value {
        self.report(at, message, help);
        Value::String(String::new())
    }

    fn report(&mut self, at: Marker, message: impl Into<Message>, help: &'static str) {
        let diagnostic = NO_COUNTERPART.at(self.char_at(at), message).help(help);
        self.found.push(diagnostic);
    }

    fn stop(&mut self, at: Marker, message: impl Into<Message>) -> Step {
        let diagnostic = NO_COUNTERPART.at(self.char_at(at), message);
        self.found.push(diagnostic);
        Err(Stop)
    }

    fn malformed(&mut self, error: &ScanError) -> Step {
        let diagnostic = MALFORMED_DOCUMENT.at(self.char_at(*error.marker()), error.info().to_owned());
        self.found.push(diagnostic);
        Err(Stop)
    }

    fn char_at(&self, at: Marker) -> source::Span {
        char_at(self.file, self.text, self.bytes.offset(at) as usize)
    }
}

/// Byte offsets of characters, which are what the parser counts.
enum Bytes {
    /// All characters are one byte, and there are so many.
    Ascii(u32),
    /// The offset of each character, and of the end.
    Offsets(Vec<u32>),
}

impl Bytes {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Bytes::Ascii(offset(text.len()));
        }
        Bytes::Offsets(text.char_indices().map(|(byte, _)| offset(byte)).chain([offset(text.len())]).collect())
    }

    fn offset(&self, at: Marker) -> u32 {
        match self {
            Bytes::Ascii(len) => offset(at.index()).min(*len),
            Bytes::Offsets(offsets) => offsets[at.index().min(offsets.len() - 1)],
        }
    }
}

fn is_tag(tag: Option<&Tag>, name: &str) -> bool {
    tag.is_some_and(|tag| {
        (tag.is_yaml_core_schema() && tag.suffix == name) || (tag.handle.is_empty() && tag.suffix == "!")
    })
}

/// How many values a value is.
fn weight(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Map(entries) => entries.iter().map(|(_, value)| weight(value)).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::print;

    /// The configuration that a YAML document is, or the messages and what they point at.
    fn read(text: &str) -> Result<String, Vec<(String, String)>> {
        let read = from_yaml(FileId::MAIN, text.as_bytes());
        let show = |found: &Diagnostic| (found.message.to_string(), text[found.primary.span.range()].to_owned());
        read.map(|value| print(&value).unwrap()).map_err(|found| found.iter().map(show).collect())
    }

    fn refused(text: &str, message: &str, at: &str) {
        assert_eq!(read(text), Err(vec![(message.to_owned(), at.to_owned())]), "{text}");
    }

    #[test]
    fn quoted_scalars_are_strings() {
        let text = "a: '1'\nb: 1\nc: \"true\"\nd: yes\ne: !!str 5\nf: |\n  x\n  y\ng: 0123\nh: 1e5\n";
        let expected = "a: \"1\"\nb: 1\nc: \"true\"\nd: \"yes\"\ne: \"5\"\nf: \"x\\ny\\n\"\ng: \"0123\"\nh: 100000.0\n";
        assert_eq!(read(text).as_deref(), Ok(expected));
    }

    #[test]
    fn anchors_are_copied() {
        let text = "base: &b {x: [1, 2]}\nuse: [*b, *b]\n";
        assert_eq!(
            read(text).as_deref(),
            Ok("base {\n  x: [ 1, 2 ]\n}\nuse: [\n  { x: [ 1, 2 ] }\n  { x: [ 1, 2 ] }\n]\n")
        );
    }

    #[test]
    fn anchors_are_bounded() {
        let line = |n: usize| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}]\n", n - 1);
        let lines: Vec<_> = (1..30).map(line).collect();
        let found = read(&format!("a0: &a0 [x, y]\n{}", lines.concat())).unwrap_err();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "anchors and aliases stand for more than 1000000 values");
        refused("a: &a [1, *a]\n", "this alias is a part of what it stands for", "*");
    }

    #[test]
    fn what_a_configuration_cannot_hold_is_refused_at_its_place() {
        refused("é: 1\na: ~\n", message::NULL, "~");
        refused("a: .inf\n", message::FINITE, ".");
        refused("a: 99999999999999999999\n", message::RANGE, "9");
        refused("4222: a\n", "a key of a configuration is a string", "4");
        refused("a:\n  b: 1\n  b: 2\n", "`b` stands twice in this map", "b");
        refused("[a]: b\n", "a key of a configuration is a string", "[");
        refused("a: !!binary eA==\n", "the tag `!!binary` says nothing to a configuration", "!");
        refused("a: 1\n---\nb: 2\n", "a configuration is one document, and here a second one starts", "-");
        refused("- a\n", message::TOP, "");
        refused("", message::TOP, "");
        assert_eq!(read("a: &x {b: 1}\nc:\n  <<: *x\n").unwrap_err()[0].0, "merge keys are not read");
    }

    #[test]
    fn depth_is_bounded() {
        let message = |text: String| read(&text).unwrap_err().remove(0).0;
        assert_eq!(message("- ".repeat(5000)), "nested more than 1000 deep");
        assert_eq!(message("[".repeat(5000)), "recursion limit exceeded");
    }

    #[test]
    fn what_is_no_yaml_is_refused() {
        assert!(from_yaml(FileId::MAIN, b"a: [1\nb: }").is_err_and(|found| found[0].code.name == "malformed-document"));
        assert!(from_yaml(FileId::MAIN, b"a: \xff").is_err_and(|found| found[0].primary.span.start == 3));
    }
}
