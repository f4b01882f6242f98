//! [`Value`] → [`Values`], for a configuration that was made by a program and has no text, or was read from another
//! notation than the server's.

use hashbrown::HashMap;

use super::keys::{Keys, Symbol};
use super::{Data, KEY_QUOTED, Node, NodeKind, Value, Values, halves};
use crate::source::{Source, SourceMap, offset};

/// Where a value stands in a text of another notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Place {
    /// Where its key starts; its own start, where it has none.
    pub(crate) key: u32,
    /// Whether its key stands in quotes.
    pub(crate) quoted: bool,
    /// Its first byte.
    pub(crate) start: u32,
    /// One past its last byte.
    pub(crate) end: u32,
}

impl From<&Value> for Values {
    /// The values stand nowhere: each has the empty span at the start of an empty text.
    fn from(value: &Value) -> Self {
        Values::located(value, &[], Source::new("", Vec::new()))
    }
}

impl Values {
    /// A value and the places of all that it holds, a container before its content. What has no place stands at the
    /// start of the text.
    pub(crate) fn located(value: &Value, places: &[Place], source: Source) -> Self {
        let mut sources = SourceMap::default();
        sources.add(source);
        let mut values = Values {
            nodes: Vec::with_capacity(places.len()),
            keys: Keys::new(),
            decoded: Vec::new(),
            definitions: HashMap::default(),
            sources,
        };
        values.push(Symbol::EMPTY, value, places);
        values
    }

    fn push(&mut self, key: Symbol, value: &Value, places: &[Place]) {
        let (kind, data) = match value {
            Value::Nil => (NodeKind::Nil, [0, 0]),
            Value::Bool(value) => (NodeKind::Bool, [u32::from(*value), 0]),
            Value::Integer(value) => (NodeKind::Integer, halves(value.cast_unsigned())),
            Value::Float(value) => (NodeKind::Float, halves(value.to_bits())),
            Value::DateTime(value) => (NodeKind::DateTime, halves(value.unix().cast_unsigned())),
            Value::String(text) => (NodeKind::Decoded, self.keep(text)),
            Value::Array(_) => (NodeKind::Array, [0, 0]),
            Value::Map(_) => (NodeKind::Map, [0, 0]),
        };
        let index = self.nodes.len();
        let Place { key: key_start, quoted, start, end } = places.get(index).copied().unwrap_or_default();
        let flags = if quoted { KEY_QUOTED } else { 0 };
        self.nodes.push(Node { key, key_start, start, end, data, kind, flags, file: 0 });
        let children = match value {
            Value::Array(items) => {
                for item in items {
                    self.push(Symbol::EMPTY, item, places);
                }
                items.len()
            }
            Value::Map(entries) => {
                for (key, value) in entries {
                    let key = self.keys.intern(key.as_bytes());
                    self.push(key, value, places);
                }
                entries.len()
            }
            _ => return,
        };
        self.nodes[index].data = [offset(self.nodes.len()), offset(children)];
    }

    fn keep(&mut self, text: &str) -> Data {
        self.decoded.push(text.as_bytes().into());
        [offset(self.decoded.len() - 1), 0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_it_went_in() {
        let value = Value::Map(vec![
            ("a".to_owned(), Value::Array(vec![Value::Integer(-7), Value::Float(1.5), Value::Array(Vec::new())])),
            ("b".to_owned(), Value::Map(vec![("c".to_owned(), Value::String("text".to_owned()))])),
            ("d".to_owned(), Value::Bool(true)),
            ("e".to_owned(), Value::Nil),
        ]);
        assert_eq!(Values::from(&value).root_value().to_owned(), value);
        assert_eq!(Values::from(&Value::Bool(false)).root_value().to_owned(), Value::Bool(false));
    }
}
