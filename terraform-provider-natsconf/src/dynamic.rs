//! A value of any type. Terraform sends its type in JSON and the value in `MessagePack`; the module is given both in JSON.

use std::fmt::{self, Write as _};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A value of any type.
pub(crate) struct Dynamic {
    /// Its type, as Terraform describes it.
    pub(crate) of: serde_json::Value,
    /// The value. A number with more digits than others keep is a string of them.
    pub(crate) json: String,
}

impl<'de> Deserialize<'de> for Dynamic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TypeAndValue)
    }
}

struct TypeAndValue;

impl<'de> Visitor<'de> for TypeAndValue {
    type Value = Dynamic;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a type and a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Dynamic, A::Error> {
        let missing = || A::Error::custom("a type and a value are needed");
        let of: String = parts.next_element()?.ok_or_else(missing)?;
        let of = serde_json::from_str(&of).map_err(A::Error::custom)?;
        let mut json = String::new();
        parts.next_element_seed(Json(&mut json))?.ok_or_else(missing)?;
        Ok(Dynamic { of, json })
    }
}

/// Writes what is read as JSON.
struct Json<'j>(&'j mut String);

impl<'de> DeserializeSeed<'de> for Json<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Json<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of Terraform")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.push_str(&value.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.push_str(&value.to_string());
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("this number has no digits"));
        }
        // No float has more digits than that; Terraform knows them all.
        let digits = format!("{value:.767e}");
        let (digits, exponent) = digits.split_once('e').unwrap_or((&digits, "0"));
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        write!(self.0, "{digits}e{exponent}").map_err(E::custom)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.push_str(&serde_json::to_string(value).map_err(E::custom)?);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.push('[');
        let start = self.0.len();
        while items.next_element_seed(Item { json: self.0, start })?.is_some() {}
        self.0.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.0.push('{');
        let start = self.0.len();
        while entries.next_key_seed(Item { json: self.0, start })?.is_some() {
            self.0.push(':');
            entries.next_value_seed(Json(self.0))?;
        }
        self.0.push('}');
        Ok(())
    }
}

/// An item or key, with a comma before it unless it is the first.
struct Item<'j> {
    json: &'j mut String,
    start: usize,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.json.len() > self.start {
            self.json.push(',');
        }
        Json(self.json).deserialize(deserializer)
    }
}
