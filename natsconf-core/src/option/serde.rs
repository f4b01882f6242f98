//! Serde for the model: everything goes through [`Value`], so that what is written and what is read is said once, in
//! [`OptionType`].

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{OptionType, Reader};
use crate::diagnostic::Severity;
use crate::value::{Value, Values};

pub(crate) fn serialize<T: OptionType, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write().serialize(serializer)
}

/// Reads as the server does, for the newest version.
pub(crate) fn deserialize<'de, T: OptionType, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let values = Values::from(&Value::deserialize(deserializer)?);
    let mut reader = Reader::default();
    let read = T::read(values.root_value(), &mut reader);
    let errors = reader.finish().into_iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
    match errors.map(|diagnostic| diagnostic.message.into_owned()).reduce(|all, next| format!("{all}; {next}")) {
        Some(messages) => Err(D::Error::custom(messages)),
        None => read.ok_or_else(|| D::Error::custom("no value")),
    }
}

/// `Serialize` and `Deserialize` for types of values.
macro_rules! through_value {
    ($($type:ty),* $(,)?) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::option::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::option::deserialize(deserializer)
            }
        }
    )*};
}
pub(crate) use through_value;
