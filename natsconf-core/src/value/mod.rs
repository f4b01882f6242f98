//! What a configuration says once includes and variables are replaced: values with the spans they came from.
//!
//! A large tenant file has a million values, so they are not a tree of boxes: [`Values`] holds them in one vector in
//! source order, a container before its content, and [`ValueRef`], [`MapRef`] and [`ArrayRef`] are cursors into it.
//! Strings stay in the source text unless an escape had to be decoded.

mod build;
mod datetime;
mod deserialize;
mod edit;
mod keys;
mod owned;
mod path;
mod print;
mod resolve;
mod scalar;
mod scope;
mod serialize;

use std::borrow::Cow;
use std::fmt;

use hashbrown::HashMap;

pub(crate) use build::Place;
pub use datetime::DateTime;
pub use edit::{EditError, Editor, New, SameName, get, ignore_case};
pub use owned::Value;
pub use path::{Path, PathError, Segment};
pub use print::{PrintError, Problem, print, quote};
pub(crate) use resolve::{CODES, INCOMPLETE};
pub use resolve::{Limits, resolve};

use crate::source::{SourceMap, Span, offset};
use keys::{Keys, Symbol};

/// A resolved configuration: its values, and the texts that they came from.
pub struct Values {
    nodes: Vec<Node>,
    keys: Keys,
    /// Strings in which an escape was decoded.
    decoded: Vec<Box<[u8]>>,
    /// Where the value of a variable stands, by the node that uses it.
    definitions: HashMap<u32, Span, foldhash::fast::RandomState>,
    sources: SourceMap,
}

/// One value. A container's content follows it directly.
#[derive(Debug, Clone, Copy)]
struct Node {
    key: Symbol,
    /// Where the key starts, quote included; a node without a key has its own start here.
    key_start: u32,
    start: u32,
    end: u32,
    data: Data,
    kind: NodeKind,
    flags: u8,
    file: u16,
}

/// What a node holds beside its span, in two halves so that nodes align to four bytes.
type Data = [u32; 2];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NodeKind {
    /// An environment variable whose text leaves nothing behind.
    Nil,
    /// `data[0]` is 0 or 1.
    Bool,
    /// `data` are the halves of the `i64`.
    Integer,
    /// `data` are the halves of the `f64`'s bits.
    Float,
    /// `data` are the halves of the seconds since 1970.
    DateTime,
    /// `data` is the range of the content in the text of the node's file.
    Text,
    /// `data[0]` is an index into `decoded`.
    Decoded,
    /// `data[0]` is the node that the variable stands for, `data[1]` one past the nodes that lie hidden within it.
    Alias,
    /// `data[0]` is one past the last node of the content, `data[1]` the number of children.
    Array,
    /// As `Array`.
    Map,
}

/// The key stands in quotes.
const KEY_QUOTED: u8 = 1;
/// A later entry of the same map has the same key, or the node only helps: it does not count.
const SHADOWED: u8 = 2;
/// A variable refers to this entry, so an unknown key is only a definition.
const USED_AS_VARIABLE: u8 = 4;
/// The value came through a variable.
const FROM_VARIABLE: u8 = 8;

const fn halves(bits: u64) -> Data {
    #[expect(clippy::cast_possible_truncation, reason = "the two halves are what is wanted")]
    [bits as u32, (bits >> 32) as u32]
}

const fn whole(data: Data) -> u64 {
    data[0] as u64 | (data[1] as u64) << 32
}

impl Values {
    /// The top level of the configuration.
    pub fn root(&self) -> MapRef<'_> {
        MapRef(Container { values: self, index: 0 })
    }

    /// The whole, as a value. For a configuration that was read, it is the block [`Values::root`].
    pub(crate) fn root_value(&self) -> ValueRef<'_> {
        ValueRef { values: self, index: 0 }
    }

    /// The texts that the values came from.
    pub fn sources(&self) -> &SourceMap {
        &self.sources
    }

    /// Gives the texts away, for rendering what was found.
    pub fn into_sources(self) -> SourceMap {
        self.sources
    }

    fn node(&self, index: u32) -> &Node {
        &self.nodes[index as usize]
    }

    /// One past the last node of the subtree at `index`.
    fn next(&self, index: u32) -> u32 {
        let node = self.node(index);
        match node.kind {
            NodeKind::Array | NodeKind::Map => node.data[0],
            NodeKind::Alias => node.data[1],
            _ => index + 1,
        }
    }
}

/// The number that a text would be without quotes, size suffix multiplied in.
pub(crate) fn bare_integer(text: &str) -> Option<i64> {
    scalar::integer(text.as_bytes()).ok().flatten()
}

impl fmt::Debug for Values {
    /// Leaves out the values, which may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Values").field("len", &self.nodes.len()).field("sources", &self.sources).finish_non_exhaustive()
    }
}

/// One value of a resolved configuration.
#[derive(Clone, Copy)]
pub struct ValueRef<'v> {
    values: &'v Values,
    index: u32,
}

/// As `String::from_utf8_lossy`, which takes three times as long over what is UTF-8, as nearly everything is.
fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// What a value is, in the official parser's terms.
#[derive(Debug, Clone)]
pub enum Kind<'v> {
    /// No value: what an environment variable leaves behind whose text sets nothing.
    Nil,
    /// `true`, `yes`, `on` and their opposites, in any case.
    Bool(bool),
    /// An integer, its size suffix multiplied in.
    Integer(i64),
    /// A number with a decimal point.
    Float(f64),
    /// A date and time in Zulu form.
    DateTime(DateTime),
    /// A string, decoded. Bytes that are no UTF-8 show as U+FFFD; [`ValueRef::bytes`] has them.
    String(Cow<'v, str>),
    /// A list.
    Array(ArrayRef<'v>),
    /// A block.
    Map(MapRef<'v>),
}

impl<'v> ValueRef<'v> {
    fn node(self) -> &'v Node {
        self.values.node(self.index)
    }

    /// The node that holds the value: variables followed.
    fn target(self) -> ValueRef<'v> {
        let mut at = self;
        while at.node().kind == NodeKind::Alias {
            at.index = at.node().data[0];
        }
        at
    }

    /// What the value is.
    pub fn kind(self) -> Kind<'v> {
        let target = self.target();
        let node = target.node();
        match node.kind {
            NodeKind::Nil | NodeKind::Alias => Kind::Nil,
            NodeKind::Bool => Kind::Bool(node.data[0] == 1),
            NodeKind::Integer => Kind::Integer(whole(node.data).cast_signed()),
            NodeKind::Float => Kind::Float(f64::from_bits(whole(node.data))),
            NodeKind::DateTime => Kind::DateTime(DateTime::from_unix(whole(node.data).cast_signed())),
            NodeKind::Text | NodeKind::Decoded => Kind::String(lossy(target.bytes().unwrap_or_default())),
            NodeKind::Array => Kind::Array(ArrayRef(Container { values: target.values, index: target.index })),
            NodeKind::Map => Kind::Map(MapRef(Container { values: target.values, index: target.index })),
        }
    }

    /// The bytes of a string, decoded; `None` for any other kind.
    pub fn bytes(self) -> Option<&'v [u8]> {
        let target = self.target();
        let node = target.node();
        match node.kind {
            NodeKind::Text => {
                let text = target.values.sources.get(crate::source::FileId(node.file)).text();
                Some(&text[node.data[0] as usize..node.data[1] as usize])
            }
            NodeKind::Decoded => Some(&target.values.decoded[node.data[0] as usize]),
            _ => None,
        }
    }

    /// The text of a string; `None` for any other kind.
    pub fn as_str(self) -> Option<Cow<'v, str>> {
        self.bytes().map(lossy)
    }

    /// The map, if it is one.
    pub fn as_map(self) -> Option<MapRef<'v>> {
        match self.kind() {
            Kind::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn as_array(self) -> Option<ArrayRef<'v>> {
        match self.kind() {
            Kind::Array(array) => Some(array),
            _ => None,
        }
    }

    /// Where the value stands: the use of a variable, not its definition; quotes and brackets included.
    pub fn span(self) -> Span {
        let node = self.node();
        Span::new(crate::source::FileId(node.file), node.start, node.end)
    }

    /// Where the value of a variable stands: the entry that defines it, or the environment.
    pub fn definition(self) -> Option<Span> {
        self.values.definitions.get(&self.index).copied()
    }

    /// Whether the value came through a `$variable`.
    pub fn is_variable(self) -> bool {
        self.node().flags & FROM_VARIABLE != 0
    }

    /// Whether the value's own text stands in quotes.
    pub fn is_quoted(self) -> bool {
        matches!(self.values.sources.text(self.span()).first(), Some(b'"' | b'\''))
    }

    /// The raw text at the value's span, as written.
    pub fn source_text(self) -> Cow<'v, str> {
        String::from_utf8_lossy(self.values.sources.text(self.span()))
    }

    /// A copy that stands alone.
    pub fn to_owned(self) -> Value {
        match self.kind() {
            Kind::Nil => Value::Nil,
            Kind::Bool(value) => Value::Bool(value),
            Kind::Integer(value) => Value::Integer(value),
            Kind::Float(value) => Value::Float(value),
            Kind::DateTime(value) => Value::DateTime(value),
            Kind::String(value) => Value::String(value.into_owned()),
            Kind::Array(array) => Value::Array(array.iter().map(ValueRef::to_owned).collect()),
            Kind::Map(map) => map.to_owned(),
        }
    }
}

impl fmt::Debug for ValueRef<'_> {
    /// Leaves out the value, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValueRef").field("span", &self.span()).finish_non_exhaustive()
    }
}

/// The two kinds of container look alike.
#[derive(Clone, Copy)]
struct Container<'v> {
    values: &'v Values,
    index: u32,
}

impl<'v> Container<'v> {
    fn value(self) -> ValueRef<'v> {
        ValueRef { values: self.values, index: self.index }
    }

    fn children(self) -> impl Iterator<Item = ValueRef<'v>> {
        let Container { values, index } = self;
        let end = values.next(index);
        let first = Some(index + 1).filter(|first| *first < end);
        std::iter::successors(first, move |at| Some(values.next(*at)).filter(|next| *next < end))
            .map(move |index| ValueRef { values, index })
    }
}

/// A list of a resolved configuration.
#[derive(Clone, Copy)]
pub struct ArrayRef<'v>(Container<'v>);

impl<'v> ArrayRef<'v> {
    /// The items, in order.
    pub fn iter(self) -> impl Iterator<Item = ValueRef<'v>> {
        self.0.children()
    }

    /// How many items there are.
    pub fn len(self) -> usize {
        self.0.value().node().data[1] as usize
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Where it stands, brackets included.
    pub fn span(self) -> Span {
        self.0.value().span()
    }
}

impl fmt::Debug for ArrayRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArrayRef").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// A block of a resolved configuration.
#[derive(Clone, Copy)]
pub struct MapRef<'v>(Container<'v>);

/// A key and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Key<'v> {
    /// The name, without quotes, in the spelling of the file.
    pub name: &'v str,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// One setting of a block.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'v> {
    /// Its name.
    pub key: Key<'v>,
    /// Its value.
    pub value: ValueRef<'v>,
}

impl<'v> Entry<'v> {
    fn of(value: ValueRef<'v>) -> Self {
        let node = value.node();
        let keys = &value.values.keys;
        let quotes = if node.flags & KEY_QUOTED == 0 { 0 } else { 2 };
        let key_end = (node.key_start + offset(keys.bytes(node.key).len()) + quotes).max(node.key_start);
        let span = Span::new(crate::source::FileId(node.file), node.key_start, key_end);
        Entry { key: Key { name: keys.name(node.key), span }, value }
    }

    /// Whether a `$variable` refers to this entry: then the server knows its key, whatever it is.
    pub fn is_used_as_variable(&self) -> bool {
        self.value.node().flags & USED_AS_VARIABLE != 0
    }
}

impl<'v> MapRef<'v> {
    /// The entries that count, in source order: of entries with the same key, the last.
    pub fn iter(self) -> impl Iterator<Item = Entry<'v>> {
        self.0.children().filter(|value| value.node().flags & SHADOWED == 0).map(Entry::of)
    }

    /// The entry with exactly this key. The server compares option names without regard to case; the model does so.
    pub fn get(self, name: &str) -> Option<Entry<'v>> {
        let symbol = self.0.values.keys.find(name.as_bytes())?;
        self.0.children().find(|v| v.node().key == symbol && v.node().flags & SHADOWED == 0).map(Entry::of)
    }

    /// A copy that stands alone, of the entries that count.
    pub fn to_owned(self) -> Value {
        Value::Map(self.iter().map(|entry| (entry.key.name.to_owned(), entry.value.to_owned())).collect())
    }

    /// The entries that do not count, since a later one has the same key.
    pub fn shadowed(self) -> impl Iterator<Item = Entry<'v>> {
        self.0.children().filter(|value| value.node().flags & SHADOWED != 0).map(Entry::of)
    }

    /// How many entries count.
    pub fn len(self) -> usize {
        self.0.value().node().data[1] as usize
    }

    /// Whether no entry counts.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Where it stands, braces included.
    pub fn span(self) -> Span {
        self.0.value().span()
    }
}

impl fmt::Debug for MapRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MapRef").field("len", &self.len()).finish_non_exhaustive()
    }
}
