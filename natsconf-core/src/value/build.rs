//! [`Value`] → [`Values`], for a configuration that was made by a program and has no text.

use hashbrown::HashMap;

use super::keys::{Keys, Symbol};
use super::{Data, Node, NodeKind, Value, Values, halves};
use crate::source::{Source, SourceMap, offset};

impl From<&Value> for Values {
    /// The values stand nowhere: each has the empty span at the start of an empty text.
    fn from(value: &Value) -> Self {
        let mut sources = SourceMap::default();
        sources.add(Source::new("", Vec::new()));
        let mut values = Values {
            nodes: Vec::new(),
            keys: Keys::new(),
            decoded: Vec::new(),
            definitions: HashMap::default(),
            sources,
        };
        values.push(Symbol::EMPTY, value);
        values
    }
}

impl Values {
    fn push(&mut self, key: Symbol, value: &Value) {
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
        self.nodes.push(Node { key, key_start: 0, start: 0, end: 0, data, kind, flags: 0, file: 0 });
        let children = match value {
            Value::Array(items) => {
                for item in items {
                    self.push(Symbol::EMPTY, item);
                }
                items.len()
            }
            Value::Map(entries) => {
                for (key, value) in entries {
                    let key = self.keys.intern(key.as_bytes());
                    self.push(key, value);
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
