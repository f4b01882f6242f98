//! A value of any type, as Terraform sends it: its type in JSON, and the value in `MessagePack`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use natsconf_core::template::terraform::{Number, Type, Value};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};

/// A value of any type.
pub(crate) struct Dynamic(pub(crate) Value);

impl<'de> Deserialize<'de> for Dynamic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Typed(&Type::Dynamic).deserialize(deserializer).map(Dynamic)
    }
}

/// A value of this type.
struct Typed<'t>(&'t Type);

impl<'de> DeserializeSeed<'de> for Typed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Typed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of Terraform")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null(self.0.clone()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        number(&value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        number(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("not a number"))
    }

    /// A number that neither 64 bits nor a float hold comes as its digits.
    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        if *self.0 == Type::Number { number(value) } else { Ok(Value::string(value)) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        match self.0 {
            Type::List(element) => Ok(Value::list((**element).clone(), all(items, element)?)),
            Type::Set(element) => Ok(Value::set((**element).clone(), all(items, element)?)),
            Type::Tuple(types) => {
                let mut values = Vec::with_capacity(types.len());
                for element in types.iter() {
                    values.push(items.next_element_seed(Typed(element))?.ok_or_else(|| missing("an element"))?);
                }
                Ok(Value::tuple(values))
            }
            _ => {
                let described: String = items.next_element()?.ok_or_else(|| missing("a type"))?;
                let described = serde_json::from_str(&described).map_err(A::Error::custom)?;
                let inner = read_type(&described).ok_or_else(|| missing("a known type"))?;
                items.next_element_seed(Typed(&inner))?.ok_or_else(|| missing("a value"))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut values = BTreeMap::new();
        while let Some(name) = entries.next_key::<String>()? {
            let entry = match self.0 {
                Type::Map(element) => (**element).clone(),
                Type::Object(types) => types.get(&*name).cloned().unwrap_or(Type::Dynamic),
                _ => Type::Dynamic,
            };
            values.insert(Arc::from(name), entries.next_value_seed(Typed(&entry))?);
        }
        Ok(match self.0 {
            Type::Map(element) => Value::map((**element).clone(), values),
            _ => Value::object(values),
        })
    }
}

fn number<E: Error>(text: &str) -> Result<Value, E> {
    Number::parse(text).map(Value::Number).map_err(|_| E::custom("not a number"))
}

fn all<'de, A: SeqAccess<'de>>(mut items: A, element: &Type) -> Result<Vec<Value>, A::Error> {
    let mut values = Vec::new();
    while let Some(value) = items.next_element_seed(Typed(element))? {
        values.push(value);
    }
    Ok(values)
}

fn missing<E: de::Error>(what: &str) -> E {
    E::custom(format_args!("{what} is missing"))
}

/// A type in JSON: `"string"`, `["list", "number"]`, `["object", {"a": "bool"}]`.
fn read_type(json: &serde_json::Value) -> Option<Type> {
    if let Some(name) = json.as_str() {
        return match name {
            "string" => Some(Type::String),
            "number" => Some(Type::Number),
            "bool" => Some(Type::Bool),
            "dynamic" => Some(Type::Dynamic),
            _ => None,
        };
    }
    let [kind, inner, ..] = json.as_array()?.as_slice() else { return None };
    match kind.as_str()? {
        "list" => read_type(inner).map(Type::list),
        "set" => read_type(inner).map(Type::set),
        "map" => read_type(inner).map(Type::map),
        "tuple" => inner.as_array()?.iter().map(read_type).collect::<Option<_>>().map(Type::Tuple),
        "object" => {
            let attributes = inner.as_object()?.iter();
            let attributes = attributes.map(|(name, of)| Some((Arc::from(name.as_str()), read_type(of)?)));
            Some(Type::Object(Arc::new(attributes.collect::<Option<_>>()?)))
        }
        _ => None,
    }
}
