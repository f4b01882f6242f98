//! The values of the Terraform language. A value is never half known while a template renders, but an expression that
//! failed, and the variable of a `for` whose condition is checked before the first turn, stand for a value not known.

mod convert;
mod json;
mod number;
mod order;
mod types;
mod unify;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

pub(super) use convert::convert;
pub(super) use json::{decode_json, encode_json};
pub use number::{Layout, Number, NumberError};
pub use types::Type;
pub(super) use unify::unify;

/// The weight of a value: each step that is counted stands for some twenty bytes of memory.
pub(in crate::template::terraform) const PART: u64 = 4;
/// The weight of a map or an object before its entries: even one takes the room of several.
pub(in crate::template::terraform) const MAPPING: u64 = 24;

/// A value: what a variable holds and what an expression gives.
#[derive(Clone)]
pub enum Value {
    /// Not known, but of this type.
    Unknown(Type),
    /// `null` of this type.
    Null(Type),
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text in Unicode normal form C.
    String(Arc<str>),
    /// A sequence whose elements have this type.
    List(Type, Items),
    /// Distinct elements of this type, in order.
    Set(Type, Items),
    /// Values of this type by name.
    Map(Type, Entries),
    /// A sequence.
    Tuple(Items),
    /// Values by name.
    Object(Entries),
}

/// The elements of a sequence, shared.
pub type Items = Arc<Weighed<Vec<Value>>>;
/// The elements of a map or the attributes of an object, by name, shared.
pub type Entries = Arc<Weighed<BTreeMap<Arc<str>, Value>>>;

/// A collection that knows how much walking through it costs: shared parts count each time they occur.
pub struct Weighed<T> {
    content: T,
    weight: u64,
}

impl<T> Deref for Weighed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.content
    }
}

impl Value {
    /// A `null` without a type.
    pub const NULL: Value = Value::Null(Type::Dynamic);
    /// Nothing is known, not even the type.
    pub const UNKNOWN: Value = Value::Unknown(Type::Dynamic);

    /// Text, brought to normal form C.
    pub fn string(text: &str) -> Value {
        Value::String(normalize(text))
    }

    /// A tuple.
    pub fn tuple(items: Vec<Value>) -> Value {
        Value::Tuple(weigh_items(items))
    }

    /// A list whose elements have the type `element`.
    pub fn list(element: Type, items: Vec<Value>) -> Value {
        Value::List(element, weigh_items(items))
    }

    /// A list of strings.
    pub fn strings<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> Value {
        Value::list(Type::String, items.into_iter().map(|item| Value::string(item.as_ref())).collect())
    }

    /// A set of the elements, which have the type `element`: sorted, each once.
    pub fn set(element: Type, items: Vec<Value>) -> Value {
        let items = order::distinct(&element, items);
        Value::Set(element, weigh_items(items))
    }

    /// An object.
    pub fn object(entries: BTreeMap<Arc<str>, Value>) -> Value {
        Value::Object(weigh_entries(entries))
    }

    /// A map whose elements have the type `element`.
    pub fn map(element: Type, entries: BTreeMap<Arc<str>, Value>) -> Value {
        Value::Map(element, weigh_entries(entries))
    }

    /// The type.
    pub fn type_of(&self) -> Type {
        match self {
            Value::Unknown(known) | Value::Null(known) => known.clone(),
            Value::Bool(_) => Type::Bool,
            Value::Number(_) => Type::Number,
            Value::String(_) => Type::String,
            Value::List(element, _) => Type::list(element.clone()),
            Value::Set(element, _) => Type::set(element.clone()),
            Value::Map(element, _) => Type::map(element.clone()),
            Value::Tuple(items) => Type::Tuple(items.iter().map(Value::type_of).collect()),
            Value::Object(entries) => {
                let attributes = entries.iter().map(|(name, value)| (name.clone(), value.type_of()));
                Type::Object(Arc::new(attributes.collect()))
            }
        }
    }

    /// Whether it is a collection, a tuple or an object, whose values are known.
    pub(super) fn holds_values(&self) -> bool {
        self.items().is_some() || self.entries().is_some()
    }

    /// The type as messages name it, which does not hang on what a tuple or an object holds.
    pub(super) fn type_name(&self) -> String {
        match self {
            Value::Tuple(_) => Type::Tuple([].into()).to_string(),
            Value::Object(_) => Type::Object(Arc::default()).to_string(),
            _ => self.type_of().to_string(),
        }
    }

    /// Whether it is `null`, of whatever type.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null(_))
    }

    /// Whether the value itself is known; its elements need not be.
    pub fn is_known(&self) -> bool {
        !matches!(self, Value::Unknown(_))
    }

    /// Whether it and everything in it is known.
    pub fn is_wholly_known(&self) -> bool {
        match self {
            Value::Unknown(_) => false,
            Value::List(_, items) | Value::Set(_, items) | Value::Tuple(items) => {
                items.iter().all(Value::is_wholly_known)
            }
            Value::Map(_, entries) | Value::Object(entries) => entries.values().all(Value::is_wholly_known),
            _ => true,
        }
    }

    /// The elements of a list, set or tuple.
    pub fn items(&self) -> Option<&[Value]> {
        match self {
            Value::List(_, items) | Value::Set(_, items) | Value::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The elements of a map, or the attributes of an object.
    pub fn entries(&self) -> Option<&BTreeMap<Arc<str>, Value>> {
        match self {
            Value::Map(_, entries) | Value::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// What making the value costs: for each part, and more for long text. Walking through it is a quarter of that.
    pub fn weight(&self) -> u64 {
        match self {
            Value::String(text) => PART + text.len() as u64 / 4,
            Value::Number(number) => PART + number.weight(),
            Value::List(_, items) | Value::Set(_, items) | Value::Tuple(items) => items.weight,
            Value::Map(_, entries) | Value::Object(entries) => entries.weight,
            _ => PART,
        }
    }

    /// Whether `==` says so. `None` when that is not known.
    pub fn equals(&self, other: &Value) -> Option<bool> {
        order::equals(self, other)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl From<Number> for Value {
    fn from(value: Number) -> Value {
        Value::Number(value)
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Value {
        Value::Number(Number::from(value))
    }
}

impl fmt::Debug for Value {
    /// Only the type: a variable may hold a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({})", self.type_name())
    }
}

/// Text in normal form C.
pub(super) fn normalize(text: &str) -> Arc<str> {
    if is_nfc(text) { text.into() } else { text.nfc().collect::<String>().into() }
}

fn weigh_items(content: Vec<Value>) -> Items {
    let weight = content.iter().fold(PART, |sum: u64, value| sum.saturating_add(value.weight()));
    Arc::new(Weighed { content, weight })
}

fn weigh_entries(content: BTreeMap<Arc<str>, Value>) -> Entries {
    let weight = content.iter().fold(MAPPING, |sum: u64, (name, value)| {
        sum.saturating_add(name.len() as u64 / 4).saturating_add(value.weight())
    });
    Arc::new(Weighed { content, weight })
}
