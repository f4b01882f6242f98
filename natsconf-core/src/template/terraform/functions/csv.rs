//! `csvdecode`: RFC 4180 as Go reads it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Arguments, Outcome};
use crate::template::terraform::value::{Type, Value};

/// A list of objects, whose attributes the first row names.
pub(super) fn decode(arguments: &Arguments<'_>) -> Outcome {
    // Go takes a carriage return before a newline away, and one at the very end.
    let text = arguments.text(0).replace("\r\n", "\n");
    arguments.make_from(&text, b",", b'\n')?;
    let mut reader = Reader { rest: text.strip_suffix('\r').unwrap_or(&text) };
    let header = reader.row()?.ok_or("the header line is missing")?;
    let mut attributes: BTreeMap<Arc<str>, Type> = BTreeMap::new();
    for name in &header {
        if attributes.insert(name.as_str().into(), Type::String).is_some() {
            return Err("two columns have the same name".into());
        }
    }
    let mut rows = Vec::new();
    while let Some(row) = reader.row()? {
        if row.len() != header.len() {
            return Err("a row has another number of fields than the header".into());
        }
        let entries = header.iter().zip(&row).map(|(name, field)| (name.as_str().into(), Value::string(field)));
        rows.push(Value::object(entries.collect()));
    }
    Ok(Value::list(Type::Object(Arc::new(attributes)), rows))
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    /// The fields of the next line that is not empty. `None` at the end.
    fn row(&mut self) -> Outcome<Option<Vec<String>>> {
        self.rest = self.rest.trim_start_matches('\n');
        if self.rest.is_empty() {
            return Ok(None);
        }
        let mut fields = Vec::new();
        loop {
            fields.push(if self.rest.starts_with('"') { self.quoted()? } else { self.plain()? });
            let after = self.rest.strip_prefix(',');
            let Some(after) = after else {
                self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
                return Ok(Some(fields));
            };
            self.rest = after;
        }
    }

    fn plain(&mut self) -> Outcome<String> {
        let end = self.rest.find([',', '\n']).unwrap_or(self.rest.len());
        let (field, rest) = self.rest.split_at(end);
        if field.contains('"') {
            return Err("a field with a quote must stand in quotes".into());
        }
        self.rest = rest;
        Ok(field.to_owned())
    }

    fn quoted(&mut self) -> Outcome<String> {
        let mut field = String::new();
        let mut rest = &self.rest[1..];
        loop {
            let end = rest.find('"').ok_or("the closing quote of a field is missing")?;
            field.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            match rest.bytes().next() {
                Some(b'"') => {
                    field.push('"');
                    rest = &rest[1..];
                }
                None | Some(b',' | b'\n') => {
                    self.rest = rest;
                    return Ok(field);
                }
                Some(_) => return Err("a quote inside of a field must be doubled".into()),
            }
        }
    }
}
