//! Booleans, integers and sizes.

use std::fmt;

use super::Listen;
use crate::option::{Bounds, OptionType, Reader, Shape, Unit, through_value};
use crate::value::{Kind, Value, ValueRef, bare_integer};

impl OptionType for bool {
    const SHAPE: Shape = Shape::Bool;

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        if let Kind::Bool(value) = value.kind() {
            return Some(value);
        }
        reader.wrong_type(value, &Self::SHAPE);
        None
    }

    fn write(&self) -> Value {
        Value::Bool(*self)
    }
}

impl OptionType for i64 {
    const SHAPE: Shape = Shape::Integer(Unit::Count);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        integer(value, &Self::SHAPE, reader)
    }

    fn write(&self) -> Value {
        Value::Integer(*self)
    }

    fn amount(&self) -> Option<i64> {
        Some(*self)
    }
}

fn integer(value: ValueRef<'_>, shape: &Shape, reader: &mut Reader) -> Option<i64> {
    if let Kind::Integer(number) = value.kind() {
        return Some(number);
    }
    reader.wrong_type(value, shape);
    None
}

/// A size as text, in a notation that has no other way to write a suffix.
fn text_size(value: ValueRef<'_>, reader: &Reader) -> Option<i64> {
    if reader.sizes_are_text { value.as_str().and_then(|text| bare_integer(&text)) } else { None }
}

/// A port; -1 for a random one, 0 for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Port(pub i64);

impl OptionType for Port {
    const SHAPE: Shape = Shape::Integer(Unit::Count);
    const BOUNDS: Bounds = Listen::BOUNDS;

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        integer(value, &Self::SHAPE, reader).map(Port)
    }

    fn write(&self) -> Value {
        Value::Integer(self.0)
    }

    fn amount(&self) -> Option<i64> {
        Some(self.0)
    }
}

impl From<i64> for Port {
    fn from(port: i64) -> Self {
        Port(port)
    }
}

/// Bytes, written as an integer that may have a suffix: `1MB`, without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Size(pub i64);

impl OptionType for Size {
    const SHAPE: Shape = Shape::Integer(Unit::Bytes);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        if let Some(bytes) = text_size(value, reader) {
            return Some(Size(bytes));
        }
        integer(value, &Self::SHAPE, reader).map(Size)
    }

    fn write(&self) -> Value {
        Value::Integer(self.0)
    }

    fn amount(&self) -> Option<i64> {
        Some(self.0)
    }
}

/// Bytes of storage: as [`Size`], or as text that ends in `K`, `M`, `G` or `T`, then in powers of 1024
/// (`getStorageSize`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StorageSize(pub i64);

impl StorageSize {
    /// Reads `10G`; the empty text is 0.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(StorageSize(0));
        }
        let (last, _) = text.char_indices().next_back()?;
        let (digits, suffix) = text.split_at(last);
        let shift = match suffix {
            "K" => 10,
            "M" => 20,
            "G" => 30,
            "T" => 40,
            _ => return None,
        };
        // Go wraps on overflow.
        digits.parse::<i64>().ok().map(|number| StorageSize(number.wrapping_mul(1 << shift)))
    }
}

impl OptionType for StorageSize {
    const SHAPE: Shape = Shape::Integer(Unit::Bytes);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        if let Some(bytes) = text_size(value, reader) {
            return Some(StorageSize(bytes));
        }
        let Kind::String(text) = value.kind() else {
            return integer(value, &Self::SHAPE, reader).map(StorageSize);
        };
        let size = StorageSize::parse(&text);
        if size.is_none() {
            let message = format!("expected a size such as 10G, found the text `{text}`");
            reader.bad_value_with(
                value,
                message,
                "as text, a size ends in K, M, G or T; without quotes 10GB is fine too",
            );
        }
        size
    }

    fn write(&self) -> Value {
        Value::Integer(self.0)
    }

    fn amount(&self) -> Option<i64> {
        Some(self.0)
    }
}

macro_rules! bytes {
    ($($size:ty),*) => {$(
        impl From<i64> for $size {
            fn from(bytes: i64) -> Self {
                Self(bytes)
            }
        }

        impl fmt::Display for $size {
            /// With the largest suffix that leaves an integer: `64MB`.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let units = [(40, "TB"), (30, "GB"), (20, "MB"), (10, "KB")];
                let exact = |(shift, _): &(i64, &str)| self.0 != 0 && self.0 % (1 << shift) == 0;
                match units.into_iter().find(exact) {
                    Some((shift, suffix)) => write!(f, "{}{suffix}", self.0 >> shift),
                    None => write!(f, "{}", self.0),
                }
            }
        }
    )*};
}
bytes!(Size, StorageSize);
through_value!(Port, Size, StorageSize);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, read, write};

    #[test]
    fn a_size_is_an_integer() {
        assert_eq!(read::<Size>("1MB"), Some(Size(1 << 20)));
        assert_eq!(read::<Size>("1m"), Some(Size(1_000_000)));
        assert_eq!(codes::<Size>("\"1MB\""), ["wrong-type"]);
    }

    #[test]
    fn storage_may_be_text() {
        assert_eq!(read::<StorageSize>("\"10G\""), Some(StorageSize(10 << 30)));
        assert_eq!(read::<StorageSize>("10GB"), Some(StorageSize(10 << 30)));
        assert_eq!(read::<StorageSize>("\"\""), Some(StorageSize(0)));
        assert_eq!(codes::<StorageSize>("\"10GB\""), ["bad-value"]);
        assert_eq!(codes::<StorageSize>("\"G\""), ["bad-value"]);
        assert_eq!(codes::<StorageSize>("1.5"), ["wrong-type"]);
    }

    #[test]
    fn sizes_show_their_unit_and_write_bytes() {
        assert_eq!(Size(64 << 20).to_string(), "64MB");
        assert_eq!(Size(1500).to_string(), "1500");
        assert_eq!(write(&Size(1 << 20)), Value::Integer(1 << 20));
    }
}
