//! The variables of a Jinja template. Attributes that are not there can be asked for further attributes, as in
//! Ansible, so that `tls.cert | default("")` works without `tls`; anything else that is done with them is refused.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex};

use indexmap::IndexMap;
use minijinja::value::{Enumerator, Object, ObjectRepr};
use minijinja::{Error, ErrorKind, State, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, offset};
use crate::template::codes::VARIABLES;

/// Values by name.
#[derive(Clone, Default)]
pub struct Variables {
    /// In the order given: a loop over a mapping goes by it.
    entries: IndexMap<String, Data>,
}

/// A value of a variable.
#[derive(Clone)]
enum Data {
    Value(Value),
    List(Vec<Data>),
    Mapping(IndexMap<String, Data>),
}

impl Variables {
    /// Reads a JSON object.
    ///
    /// # Errors
    /// The first place where the text is no JSON object.
    pub fn from_json(text: &[u8], file: FileId) -> Result<Variables, Vec<Diagnostic>> {
        let mut reader = serde_json::Deserializer::from_slice(text);
        let data = Data::deserialize(&mut reader).and_then(|data| reader.end().map(|()| data));
        match data {
            Ok(Data::Mapping(entries)) => Ok(Variables { entries }),
            Ok(_) => Err(vec![VARIABLES.at(Span::new(file, 0, offset(text.len())), "variables must be a JSON object")]),
            Err(error) => {
                let lines = text.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1));
                let at = lines.map(<[u8]>::len).sum::<usize>() + error.column().saturating_sub(1);
                Err(vec![VARIABLES.at(Span::at(file, offset(at.min(text.len()))), "this is no JSON")])
            }
        }
    }

    /// Sets a variable to a string.
    pub fn set(&mut self, name: &str, value: &str) {
        self.entries.insert(name.to_owned(), Data::Value(value.into()));
    }

    /// The names, in the order given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }
}

impl fmt::Debug for Variables {
    /// Leaves out the values, which may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Data, D::Error> {
        deserializer.deserialize_any(DataVisitor)
    }
}

struct DataVisitor;

impl<'de> Visitor<'de> for DataVisitor {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Data, E> {
        Ok(Data::Value(Value::from(())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Data, E> {
        Ok(Data::Value(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Data, E> {
        Ok(Data::Value(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Data, E> {
        Ok(Data::Value(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Data, E> {
        Ok(Data::Value(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Data, E> {
        Ok(Data::Value(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Data, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Data::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Data, A::Error> {
        let mut mapping = IndexMap::new();
        while let Some((name, value)) = entries.next_entry()? {
            mapping.insert(name, value);
        }
        Ok(Data::Mapping(mapping))
    }
}

/// Names that were asked whether they are true, which cannot be refused on the spot.
#[derive(Debug, Clone, Default)]
pub(super) struct Misuses(Arc<Mutex<Vec<String>>>);

impl Misuses {
    fn add(&self, name: &str) {
        if let Ok(mut names) = self.0.lock()
            && names.is_empty()
        {
            names.push(name.to_owned());
        }
    }

    pub(super) fn first(&self) -> Option<String> {
        self.0.lock().ok()?.first().cloned()
    }
}

/// All variables; a name that is none of them and no global function is missing.
#[derive(Debug)]
pub(super) struct Root {
    variables: Record,
    globals: HashSet<String>,
}

impl Root {
    pub(super) fn new(variables: &Variables, globals: HashSet<String>, misuses: &Misuses) -> Root {
        Root { variables: Record::new(&variables.entries, "", misuses), globals }
    }
}

impl Object for Root {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let known = self.variables.find(key);
        if known.is_none() && self.globals.contains(key) {
            None
        } else {
            Some(known.unwrap_or_else(|| self.variables.missing(key)))
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.variables.names()
    }
}

/// A mapping, in the order given.
#[derive(Debug)]
struct Record {
    entries: IndexMap<String, Value>,
    /// How the template names it.
    path: String,
    misuses: Misuses,
}

impl Record {
    fn new(entries: &IndexMap<String, Data>, path: &str, misuses: &Misuses) -> Record {
        let convert = |(name, data): (&String, &Data)| (name.clone(), value(data, &join(path, name), misuses));
        Record { entries: entries.iter().map(convert).collect(), path: path.to_owned(), misuses: misuses.clone() }
    }

    fn find(&self, key: &str) -> Option<Value> {
        self.entries.get(key).cloned()
    }

    fn missing(&self, key: &str) -> Value {
        Value::from_object(Missing { path: join(&self.path, key), misuses: self.misuses.clone() })
    }

    fn names(&self) -> Enumerator {
        Enumerator::Values(self.entries.keys().map(|name| Value::from(name.as_str())).collect())
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn value(data: &Data, path: &str, misuses: &Misuses) -> Value {
    match data {
        Data::Value(value) => value.clone(),
        Data::List(items) => Value::from(items.iter().map(|item| value(item, path, misuses)).collect::<Vec<_>>()),
        Data::Mapping(entries) => Value::from_object(Record::new(entries, path, misuses)),
    }
}

impl Object for Record {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    /// What `[…]`, `in` and filters ask.
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.find(key.as_str()?)
    }

    /// What `.name` asks.
    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        Some(self.find(key).unwrap_or_else(|| self.missing(key)))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.names()
    }

    fn enumerator_len(self: &Arc<Self>) -> Option<usize> {
        Some(self.entries.len())
    }
}

/// An attribute or a variable that is not there.
#[derive(Debug)]
struct Missing {
    path: String,
    misuses: Misuses,
}

/// How the template names a value that is not there.
pub(super) fn missing_name(value: &Value) -> Option<String> {
    value.downcast_object_ref::<Missing>().map(|missing| missing.path.clone())
}

/// Whether there is a value.
pub(super) fn is_defined(value: &Value) -> bool {
    !value.is_undefined() && missing_name(value).is_none()
}

impl Missing {
    fn error(&self) -> Error {
        Error::new(ErrorKind::UndefinedError, format!("`{}` is not defined", self.path))
    }
}

impl Object for Missing {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let path = join(&self.path, &key.to_string());
        Some(Value::from_object(Missing { path, misuses: self.misuses.clone() }))
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.misuses.add(&self.path);
        false
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, _: &[Value]) -> Result<Value, Error> {
        Err(Error::new(ErrorKind::UnknownFunction, format!("there is no function `{}`", self.path)))
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, _: &str, _: &[Value]) -> Result<Value, Error> {
        Err(self.error())
    }

    fn render(self: &Arc<Self>, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.misuses.add(&self.path);
        Ok(())
    }
}
