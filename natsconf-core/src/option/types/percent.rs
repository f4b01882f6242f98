//! Shares of a hundred.

use crate::option::reader::shorten;
use crate::option::{Bounds, OptionType, Reader, Shape, TextShape, Unit, through_value};
use crate::value::{Kind, Value, ValueRef};

const PERCENT: Shape = Shape::AnyOf(&[Shape::Integer(Unit::Percent), Shape::Text(PERCENTAGE)]);

const PERCENTAGE: TextShape = TextShape::new("percentage", "50%").pattern("^[+-]?[0-9]+%?$");

/// The share of messages that a mapping sends to a destination: 0 to 100, or `50%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weight(pub i64);

impl OptionType for Weight {
    const SHAPE: Shape = PERCENT;
    const BOUNDS: Bounds = (Some(0), Some(100));

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        percent(value, &Self::SHAPE, reader).map(Weight)
    }

    fn write(&self) -> Value {
        Value::Integer(self.0)
    }

    fn amount(&self) -> Option<i64> {
        Some(self.0)
    }
}

/// How many of a hundred messages are observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sampling {
    /// So many.
    Percent(i64),
    /// Those that ask for it in a header.
    Headers,
}

impl OptionType for Sampling {
    const SHAPE: Shape =
        Shape::AnyOf(&[Shape::Integer(Unit::Percent), Shape::Text(PERCENTAGE), Shape::Choice(&[&["headers"]])]);
    const BOUNDS: Bounds = (Some(1), Some(100));

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::String(word) if word.trim().eq_ignore_ascii_case("headers") => Some(Sampling::Headers),
            _ => percent(value, &Self::SHAPE, reader).map(Sampling::Percent),
        }
    }

    fn write(&self) -> Value {
        match self {
            Sampling::Percent(percent) => Value::Integer(*percent),
            Sampling::Headers => Value::String("headers".to_owned()),
        }
    }

    fn amount(&self) -> Option<i64> {
        match self {
            Sampling::Percent(percent) => Some(*percent),
            Sampling::Headers => None,
        }
    }
}

/// The share of messages that are traced: 1 to 100, or `50%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TraceSampling(pub i64);

impl OptionType for TraceSampling {
    const SHAPE: Shape = PERCENT;
    const BOUNDS: Bounds = (Some(1), Some(100));

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        percent(value, &Self::SHAPE, reader).map(TraceSampling)
    }

    fn write(&self) -> Value {
        Value::Integer(self.0)
    }

    fn amount(&self) -> Option<i64> {
        Some(self.0)
    }
}

/// An integer, or text of one with or without `%` (`strconv.Atoi`).
fn percent(value: ValueRef<'_>, shape: &Shape, reader: &mut Reader) -> Option<i64> {
    match value.kind() {
        Kind::Integer(number) => Some(number),
        Kind::String(text) => {
            let digits = text.strip_suffix('%').unwrap_or(&text);
            let number =
                digits.strip_prefix('+').filter(|rest| !rest.starts_with(['+', '-'])).unwrap_or(digits).parse();
            if number.is_err() {
                reader.bad_value(value, format!("expected {}, found `{}`", shape.expected(), shorten(&text)));
            }
            number.ok()
        }
        _ => {
            reader.wrong_type(value, shape);
            None
        }
    }
}

macro_rules! from_integer {
    ($($percent:ident),*) => {$(
        impl From<i64> for $percent {
            fn from(percent: i64) -> Self {
                $percent(percent)
            }
        }
    )*};
}
from_integer!(Weight, TraceSampling);

impl From<i64> for Sampling {
    fn from(percent: i64) -> Self {
        Sampling::Percent(percent)
    }
}

through_value!(Weight, Sampling, TraceSampling);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, read};

    #[test]
    fn a_percent_sign_is_welcome() {
        assert_eq!(read::<Weight>("\"50%\""), Some(Weight(50)));
        assert_eq!(read::<Weight>("50"), Some(Weight(50)));
        assert_eq!(read::<Weight>("50%"), Some(Weight(50)));
        assert_eq!(codes::<Weight>("half"), ["bad-value"]);
        assert_eq!(codes::<Weight>("0.5"), ["wrong-type"]);
    }

    #[test]
    fn sampling_may_be_left_to_headers() {
        assert_eq!(read::<Sampling>("\" Headers\""), Some(Sampling::Headers));
        assert_eq!(read::<Sampling>("100"), Some(Sampling::Percent(100)));
    }
}
