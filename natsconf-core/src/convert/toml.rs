//! Values ⇄ TOML, which has date-times of its own, and no way to say that there is no value.

use std::fmt;

use toml::Spanned;
use toml::de::{DeInteger, DeString, DeTable, DeValue};
use toml::value::{Datetime, Offset};

use super::located::Located;
use super::{MALFORMED_DOCUMENT, NO_COUNTERPART, Read, message, utf8};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, offset};
use crate::value::{DateTime, Kind, MapRef, Path, Place, Segment, Value, ValueRef};

/// A value that TOML cannot say: one that is no value at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoToml(
    /// Where it stands.
    pub Path,
);

impl fmt::Display for NoToml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` has no value, which TOML cannot say", self.0)
    }
}

impl std::error::Error for NoToml {}

/// A configuration as TOML. The tables of a table stand behind its values, as TOML needs it.
///
/// # Errors
/// For a value that is none.
pub fn to_toml(root: MapRef<'_>) -> Result<String, NoToml> {
    let table = table(root, &mut Vec::new())?;
    // A table of TOML's own values can always be written.
    Ok(toml::to_string_pretty(&table).unwrap_or_default())
}

fn table(map: MapRef<'_>, path: &mut Vec<Segment>) -> Result<toml::Table, NoToml> {
    let mut entries = Vec::with_capacity(map.len());
    for entry in map.iter() {
        path.push(Segment::Key(entry.key.name.to_owned()));
        entries.push((entry.key.name.to_owned(), to_value(entry.value, path)?));
        path.pop();
    }
    // The writer would put a value behind a table in its place by moving all text after it.
    entries.sort_by_key(|(_, value)| has_header(value));
    Ok(entries.into_iter().collect())
}

/// Whether a value stands below a header of its own: a table, or a list of tables.
fn has_header(value: &toml::Value) -> bool {
    match value {
        toml::Value::Table(_) => true,
        toml::Value::Array(items) => !items.is_empty() && items.iter().all(toml::Value::is_table),
        _ => false,
    }
}

fn to_value(value: ValueRef<'_>, path: &mut Vec<Segment>) -> Result<toml::Value, NoToml> {
    Ok(match value.kind() {
        Kind::Nil => return Err(NoToml(Path(path.clone()))),
        Kind::Bool(value) => toml::Value::Boolean(value),
        Kind::Integer(value) => toml::Value::Integer(value),
        Kind::Float(value) => toml::Value::Float(value),
        Kind::DateTime(value) => {
            let text = value.to_string();
            text.parse::<Datetime>().map_or(toml::Value::String(text), toml::Value::Datetime)
        }
        Kind::String(value) => toml::Value::String(value.into_owned()),
        Kind::Map(map) => toml::Value::Table(table(map, path)?),
        Kind::Array(list) => {
            let mut array = Vec::with_capacity(list.len());
            for (index, item) in list.iter().enumerate() {
                path.push(Segment::Index(index));
                array.push(to_value(item, path)?);
                path.pop();
            }
            toml::Value::Array(array)
        }
    })
}

/// Reads TOML.
///
/// # Errors
/// All that is wrong with the TOML, or all values that a configuration cannot hold.
pub fn from_toml(file: FileId, text: &[u8]) -> Read {
    located(file, text).map(|(value, _)| value)
}

/// As [`from_toml`], with the places of all values.
pub(super) fn located(file: FileId, text: &[u8]) -> Result<Located, Vec<Diagnostic>> {
    let text = utf8(file, text)?;
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let span = |error: &toml::de::Error| error.span().map_or(Span::at(file, 0), |range| span(file, range));
        return Err(errors
            .iter()
            .map(|error| MALFORMED_DOCUMENT.at(span(error), error.message().to_owned()))
            .collect());
    }
    let mut reader = Reader { file, found: Vec::new(), places: vec![Place::default()] };
    let value = reader.map(root.get_ref());
    if reader.found.is_empty() { Ok((value, reader.places)) } else { Err(reader.found) }
}

fn span(file: FileId, range: std::ops::Range<usize>) -> Span {
    Span::new(file, offset(range.start), offset(range.end))
}

struct Reader {
    file: FileId,
    found: Vec<Diagnostic>,
    /// Where the values stand, a container before its content.
    places: Vec<Place>,
}

impl Reader {
    fn map(&mut self, table: &DeTable<'_>) -> Value {
        let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let name = DeString::to_string(key.get_ref());
            self.place(Some((key.span(), name.len())), value.span());
            (name, self.value(value))
        };
        Value::Map(table.iter().map(entry).collect())
    }

    fn place(&mut self, key: Option<(std::ops::Range<usize>, usize)>, value: std::ops::Range<usize>) {
        let quoted = key.as_ref().is_some_and(|(span, len)| span.len() > *len);
        let key = key.map_or(value.start, |(span, _)| span.start);
        self.places.push(Place { key: offset(key), quoted, start: offset(value.start), end: offset(value.end) });
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) -> Value {
        let read = match value.get_ref() {
            DeValue::Boolean(value) => Ok(Value::Bool(*value)),
            DeValue::String(value) => Ok(Value::String(value.to_string())),
            DeValue::Integer(value) => integer(value).ok_or((message::RANGE, message::RANGE_HELP)),
            DeValue::Float(value) => match value.as_str().parse::<f64>() {
                Ok(value) if value.is_finite() => Ok(Value::Float(value)),
                _ => Err((message::FINITE, "leave the key out")),
            },
            DeValue::Datetime(value) => datetime(value).ok_or((
                "a configuration knows moments to the second only, with their time zone",
                "write `2006-01-02T15:04:05Z`, or a string",
            )),
            DeValue::Array(items) => {
                let item = |item: &Spanned<DeValue<'_>>| {
                    self.place(None, item.span());
                    self.value(item)
                };
                Ok(Value::Array(items.iter().map(item).collect()))
            }
            DeValue::Table(table) => Ok(self.map(table)),
        };
        read.unwrap_or_else(|(message, help)| {
            self.found.push(NO_COUNTERPART.at(span(self.file, value.span()), message).help(help));
            Value::Nil
        })
    }
}

fn integer(value: &DeInteger<'_>) -> Option<Value> {
    i64::from_str_radix(value.as_str(), value.radix()).ok().map(Value::Integer)
}

/// A moment with a time zone and whole seconds, in UTC.
fn datetime(value: &Datetime) -> Option<Value> {
    let (date, time) = (value.date?, value.time?);
    let second = time.second.unwrap_or_default();
    if time.nanosecond.is_some_and(|nanosecond| nanosecond > 0) {
        return None;
    }
    let text = format!("{date}T{:02}:{:02}:{second:02}Z", time.hour, time.minute);
    let minutes = match value.offset? {
        Offset::Z => 0,
        Offset::Custom { minutes } => i64::from(minutes),
    };
    DateTime::new(DateTime::parse(&text)?.unix() - 60 * minutes).map(Value::DateTime)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value, Vec<(String, &str)>> {
        from_toml(FileId::MAIN, text.as_bytes()).map_err(|found| {
            found.iter().map(|found| (found.message.to_string(), &text[found.primary.span.range()])).collect()
        })
    }

    fn one(value: Value) -> Value {
        Value::Map(vec![("a".to_owned(), value)])
    }

    #[test]
    fn moments_are_read_in_utc() {
        let moment = DateTime::parse("2016-05-04T18:53:41Z").unwrap();
        assert_eq!(read("a = 2016-05-04T18:53:41Z"), Ok(one(Value::DateTime(moment))));
        assert_eq!(read("a = 2016-05-04 20:53:41+02:00"), Ok(one(Value::DateTime(moment))));
        assert_eq!(read("a = 0x1F"), Ok(one(Value::Integer(31))));
    }

    #[test]
    fn what_a_configuration_cannot_hold_is_refused_at_its_place() {
        let text = "a = inf\nb = 9223372036854775808\nc = 2016-05-04\nd = [2016-05-04T18:53:41.5Z]\n";
        let found = read(text).unwrap_err();
        let places: Vec<_> = found.iter().map(|(_, place)| *place).collect();
        assert_eq!(places, ["inf", "9223372036854775808", "2016-05-04", "2016-05-04T18:53:41.5Z"]);
    }

    #[test]
    fn every_mistake_is_reported() {
        assert_eq!(read("a = \nb = 1\nb = 2\n").unwrap_err().len(), 2);
    }
}
