//! Keys, each name kept once: a large file repeats the same few names a million times.

use std::hash::BuildHasher;

use hashbrown::{HashMap, HashTable};

use crate::source::offset;

/// A name in [`Keys`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Symbol(u32);

impl Symbol {
    /// The empty name, which stands in for the key that an array's item does not have.
    pub(super) const EMPTY: Symbol = Symbol(0);

    /// A bit that tells most names apart, for a quick "not there".
    pub(super) const fn bit(self) -> u64 {
        1 << (self.0 & 63)
    }
}

type Raw = HashMap<Symbol, Box<[u8]>, foldhash::fast::FixedState>;

/// All names of a configuration.
pub(super) struct Keys {
    /// The names, one after the other, as they are shown.
    text: String,
    /// The bytes of names that are not UTF-8.
    raw: Raw,
    /// Where each name starts in `text`; one more at the end.
    starts: Vec<u32>,
    table: HashTable<Symbol>,
    hasher: foldhash::fast::FixedState,
    /// The name that came after each name last time: records repeat their keys in the same order.
    following: Vec<Symbol>,
    last: Symbol,
}

impl Keys {
    pub(super) fn new() -> Self {
        let mut keys = Keys {
            text: String::new(),
            raw: HashMap::default(),
            starts: vec![0],
            table: HashTable::new(),
            hasher: foldhash::fast::FixedState::default(),
            following: Vec::new(),
            last: Symbol::EMPTY,
        };
        keys.look_up(b"");
        keys
    }

    /// The symbol of a name, made at its first use.
    #[inline]
    pub(super) fn intern(&mut self, name: &[u8]) -> Symbol {
        let last = self.last.0 as usize;
        let guess = self.following[last];
        if self.bytes(guess) == name {
            self.last = guess;
            return guess;
        }
        let symbol = self.look_up(name);
        self.following[last] = symbol;
        self.last = symbol;
        symbol
    }

    fn look_up(&mut self, name: &[u8]) -> Symbol {
        if let Some(symbol) = self.find(name) {
            return symbol;
        }
        let symbol = Symbol(offset(self.starts.len() - 1));
        let shown = String::from_utf8_lossy(name);
        if shown.as_bytes() != name {
            self.raw.insert(symbol, name.into());
        }
        self.text.push_str(&shown);
        self.starts.push(offset(self.text.len()));
        self.following.push(Symbol::EMPTY);
        let Keys { text, starts, raw, table, hasher, .. } = self;
        let hash = hasher.hash_one(name);
        table.insert_unique(hash, symbol, |symbol| hasher.hash_one(bytes(text, starts, raw, *symbol)));
        symbol
    }

    /// The symbol of a name that some key has.
    pub(super) fn find(&self, name: &[u8]) -> Option<Symbol> {
        let hash = self.hasher.hash_one(name);
        self.table.find(hash, |symbol| self.bytes(*symbol) == name).copied()
    }

    /// The name of a symbol as the file has it.
    pub(super) fn bytes(&self, symbol: Symbol) -> &[u8] {
        bytes(&self.text, &self.starts, &self.raw, symbol)
    }

    /// The name of a symbol as it is shown.
    pub(super) fn name(&self, symbol: Symbol) -> &str {
        &self.text[range(&self.starts, symbol)]
    }
}

/// Apart from [`Keys::bytes`] for a borrow of less than all [`Keys`].
fn bytes<'k>(text: &'k str, starts: &[u32], raw: &'k Raw, symbol: Symbol) -> &'k [u8] {
    let as_shown = || &text.as_bytes()[range(starts, symbol)];
    if raw.is_empty() { as_shown() } else { raw.get(&symbol).map_or_else(as_shown, AsRef::as_ref) }
}

fn range(starts: &[u32], symbol: Symbol) -> std::ops::Range<usize> {
    let at = symbol.0 as usize;
    starts[at] as usize..starts[at + 1] as usize
}
