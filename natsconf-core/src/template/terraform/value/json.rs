//! JSON as Terraform reads and writes it: numbers keep all their digits, and `<`, `>`, `&`, U+2028 and U+2029 are
//! written as escapes, as Go's encoder does.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::{Number, NumberError, Value, convert, normalize};

/// Why a text is not JSON that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::template::terraform) struct JsonError {
    /// The byte at which reading stopped.
    pub(in crate::template::terraform) offset: usize,
    /// What is wrong there.
    pub(in crate::template::terraform) message: &'static str,
}

/// Reads one JSON value: arrays are tuples, objects are objects, `null` has no type. The last of several entries with
/// one name counts, and the others must fit its type.
///
/// # Errors
/// The first place where the text is no JSON, or is nested deeper than `depth`.
pub(in crate::template::terraform) fn decode_json(text: &str, depth: usize) -> Result<Value, JsonError> {
    let mut reader = Reader { text, at: 0, depth };
    let value = reader.value()?;
    reader.space();
    if reader.at < text.len() { Err(reader.error("more text after the value")) } else { Ok(value) }
}

/// Whether a value can be read as one of another's type: Terraform reads all entries of one name as the type of the last.
fn fits(value: &Value, other: &Value) -> bool {
    if value.is_null() || other.is_null() {
        return value.is_null();
    }
    match (value.items(), other.items(), value.entries(), other.entries()) {
        (Some(values), Some(others), ..) => {
            values.len() == others.len() && values.iter().zip(others).all(|(value, other)| fits(value, other))
        }
        (.., Some(values), Some(others)) => {
            values.iter().all(|(name, value)| others.get(name).is_some_and(|other| fits(value, other)))
        }
        (None, None, None, None) => convert(value, &other.type_of()).is_ok(),
        _ => false,
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// How many more levels may open.
    depth: usize,
}

impl<'t> Reader<'t> {
    fn error(&self, message: &'static str) -> JsonError {
        JsonError { offset: self.at, message }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn peek(&mut self) -> Option<u8> {
        self.space();
        self.rest().bytes().next()
    }

    /// `value = object / array / string / number / "true" / "false" / "null"`
    fn value(&mut self) -> Result<Value, JsonError> {
        match self.peek() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'"') => Ok(Value::string(&self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.keyword("true", Value::Bool(true)),
            Some(b'f') => self.keyword("false", Value::Bool(false)),
            Some(b'n') => self.keyword("null", Value::NULL),
            Some(_) => Err(self.error("no JSON value starts like this")),
            None => Err(self.error("a value is missing")),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, JsonError>) -> Result<Value, JsonError> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| self.error("nested too deeply"))?;
        self.at += 1;
        let value = read(self);
        self.depth += 1;
        value
    }

    /// `object = "{" [ string ":" value *( "," string ":" value ) ] "}"`
    fn object(&mut self) -> Result<Value, JsonError> {
        let mut entries: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        let mut replaced = Vec::new();
        while self.more(b'}', entries.is_empty())? {
            if self.peek() != Some(b'"') {
                return Err(self.error("a name in quotes is needed"));
            }
            let name = self.string()?;
            if self.peek() != Some(b':') {
                return Err(self.error("a colon is needed"));
            }
            self.at += 1;
            let name = normalize(&name);
            if let Some(earlier) = entries.insert(name.clone(), self.value()?) {
                replaced.push((name, earlier));
            }
        }
        if replaced.iter().any(|(name, earlier)| !fits(earlier, &entries[name])) {
            return Err(self.error("an entry comes twice, with values of different types"));
        }
        Ok(Value::object(entries))
    }

    /// `array = "[" [ value *( "," value ) ] "]"`
    fn array(&mut self) -> Result<Value, JsonError> {
        let mut items = Vec::new();
        while self.more(b']', items.is_empty())? {
            items.push(self.value()?);
        }
        Ok(Value::tuple(items))
    }

    /// Steps over a comma, or over the end. Whether an element follows.
    fn more(&mut self, end: u8, first: bool) -> Result<bool, JsonError> {
        match self.peek() {
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(false)
            }
            Some(_) if first => Ok(true),
            Some(b',') => {
                self.at += 1;
                if self.peek() == Some(end) { Err(self.error("an element is missing")) } else { Ok(true) }
            }
            Some(_) => Err(self.error("a comma is needed")),
            None => Err(self.error("the end is missing")),
        }
    }

    fn keyword(&mut self, word: &str, value: Value) -> Result<Value, JsonError> {
        if !self.rest().starts_with(word) {
            return Err(self.error("no JSON value starts like this"));
        }
        self.at += word.len();
        Ok(value)
    }

    /// `number = [ "-" ] ( "0" / nonzero *digit ) [ "." 1*digit ] [ ( "e" / "E" ) [ "+" / "-" ] 1*digit ]`
    fn number(&mut self) -> Result<Value, JsonError> {
        let bytes = self.rest().as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = usize::from(bytes[0] == b'-');
        let whole = digits(end);
        let mut valid = whole == 1 || (whole > 1 && bytes[end] != b'0');
        end += whole;
        if bytes.get(end) == Some(&b'.') {
            let fraction = digits(end + 1);
            valid &= fraction > 0;
            end += 1 + fraction;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end + 1 + sign);
            valid &= exponent > 0;
            end += 1 + sign + exponent;
        }
        if !valid {
            return Err(self.error("no JSON number is written like this"));
        }
        let number = Number::parse(&self.rest()[..end]).map_err(|error| match error {
            NumberError::Undefined => self.error("no JSON number is written like this"),
            NumberError::TooLarge => self.error("the number has too many digits"),
        })?;
        self.at += end;
        Ok(number.into())
    }

    /// A string in quotes, decoded.
    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let mut decoded = String::new();
        loop {
            let plain = self.rest().find(['"', '\\']).ok_or_else(|| self.error("the closing quote is missing"))?;
            let text = &self.rest()[..plain];
            if let Some(control) = text.find(|char| char < ' ') {
                self.at += control;
                return Err(self.error("a control character must be escaped"));
            }
            decoded.push_str(text);
            self.at += plain + 1;
            if self.text.as_bytes()[self.at - 1] == b'"' {
                return Ok(decoded);
            }
            decoded.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let escaped = self.rest().bytes().next().ok_or_else(|| self.error("the closing quote is missing"))?;
        let char = match escaped {
            b'"' | b'\\' | b'/' => escaped.into(),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return Err(self.error("there is no such escape")),
        };
        self.at += 1;
        Ok(char)
    }

    /// `u` and four digits; two of them for a character outside the first plane. Half a pair is U+FFFD.
    fn unicode_escape(&mut self) -> Result<char, JsonError> {
        let first = self.code_unit()?;
        if !(0xd800..0xdc00).contains(&first) || !self.rest().starts_with("\\u") {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let back = self.at;
        self.at += 1;
        let second = self.code_unit()?;
        if (0xdc00..0xe000).contains(&second) {
            let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.at = back;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn code_unit(&mut self) -> Result<u32, JsonError> {
        let digits = self.rest().get(1..5).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let digits = digits.ok_or_else(|| self.error("four hexadecimal digits are needed"))?;
        self.at += 5;
        u32::from_str_radix(digits, 16).map_err(|_| self.error("four hexadecimal digits are needed"))
    }
}

/// Writes a wholly known value as JSON without white space, names in order.
///
/// # Errors
/// A number that is infinite has no JSON; the message says so.
pub(in crate::template::terraform) fn encode_json(value: &Value, out: &mut String) -> Result<(), &'static str> {
    match value {
        Value::Unknown(_) => return Err("a value that is not known has no JSON"),
        Value::Null(_) => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) if number.is_infinite() => return Err("infinity has no JSON"),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => quote(text, out),
        Value::List(_, items) | Value::Set(_, items) | Value::Tuple(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(index, out);
                encode_json(item, out)?;
            }
            out.push(']');
        }
        Value::Map(_, entries) | Value::Object(entries) => write_entries(entries, out)?,
    }
    Ok(())
}

fn write_entries(entries: &BTreeMap<Arc<str>, Value>, out: &mut String) -> Result<(), &'static str> {
    out.push('{');
    for (index, (name, value)) in entries.iter().enumerate() {
        separate(index, out);
        quote(name, out);
        out.push(':');
        encode_json(value, out)?;
    }
    out.push('}');
    Ok(())
}

fn separate(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

/// A string in quotes, as Go's `json.Marshal` writes it.
pub(super) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(char));
            }
            _ => out.push(char),
        }
    }
    out.push('"');
}
