//! Whether TLS comes before the server's first message.

use super::Interval;
use crate::option::reader::shorten;
use crate::option::{OptionType, Reader, Shape, through_value};
use crate::value::{Kind, Value, ValueRef};

/// Whether the server waits for the TLS handshake before it sends INFO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HandshakeFirst {
    /// INFO first, as every client understands.
    Off,
    /// The handshake first: other clients cannot connect.
    On,
    /// The handshake first, and INFO where none comes in 50 ms.
    Auto,
    /// The handshake first, and INFO where none comes in time.
    After(Interval),
}

const WORDS: &[&[&str]] = &[&["on", "true"], &["off", "false"], &["auto", "auto_fallback"]];

impl OptionType for HandshakeFirst {
    const SHAPE: Shape = Shape::AnyOf(&[Shape::Bool, Shape::Choice(&[&["auto", "auto_fallback"]]), Shape::Duration]);

    /// As the case `handshake_first` of `parseTLS`.
    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        let text = match value.kind() {
            Kind::Bool(on) => return Some(HandshakeFirst::from(on)),
            Kind::String(text) => text,
            _ => {
                reader.wrong_type(value, &Self::SHAPE);
                return None;
            }
        };
        let word = text.to_lowercase();
        match WORDS.iter().position(|words| words.contains(&&*word)) {
            Some(0) => return Some(HandshakeFirst::On),
            Some(1) => return Some(HandshakeFirst::Off),
            Some(_) => return Some(HandshakeFirst::Auto),
            None => {}
        }
        let delay = Interval::parse(&text);
        if delay.is_none() {
            reader.bad_value(value, format!("expected {}, found `{}`", Self::SHAPE.expected(), shorten(&text)));
        }
        delay.map(HandshakeFirst::After)
    }

    fn write(&self) -> Value {
        match self {
            HandshakeFirst::Off => Value::Bool(false),
            HandshakeFirst::On => Value::Bool(true),
            HandshakeFirst::Auto => Value::String("auto".to_owned()),
            HandshakeFirst::After(delay) => delay.write(),
        }
    }
}

impl From<bool> for HandshakeFirst {
    fn from(on: bool) -> Self {
        if on { HandshakeFirst::On } else { HandshakeFirst::Off }
    }
}

through_value!(HandshakeFirst);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, read};

    #[test]
    fn all_four_forms_are_read() {
        assert_eq!(read::<HandshakeFirst>("true"), Some(HandshakeFirst::On));
        assert_eq!(read::<HandshakeFirst>("\"OFF\""), Some(HandshakeFirst::Off));
        assert_eq!(read::<HandshakeFirst>("Auto_Fallback"), Some(HandshakeFirst::Auto));
        assert_eq!(
            read::<HandshakeFirst>("300ms"),
            Some(HandshakeFirst::After(Interval::from_nanoseconds(300_000_000)))
        );
    }

    #[test]
    fn others_are_refused() {
        assert_eq!(codes::<HandshakeFirst>("sometimes"), ["bad-value"]);
        assert_eq!(codes::<HandshakeFirst>("300"), ["wrong-type"]);
    }
}
