//! Keys, each name kept once: a large file repeats the same few names a million times.

use std::hash::BuildHasher;

use hashbrown::HashTable;

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

/// All names of a configuration.
pub(super) struct Keys {
    /// The names, one after the other.
    text: String,
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
            starts: vec![0],
            table: HashTable::new(),
            hasher: foldhash::fast::FixedState::default(),
            following: Vec::new(),
            last: Symbol::EMPTY,
        };
        keys.look_up("");
        keys
    }

    /// The symbol of a name, made at its first use.
    #[inline]
    pub(super) fn intern(&mut self, name: &[u8]) -> Symbol {
        let last = self.last.0 as usize;
        let guess = self.following[last];
        if self.name(guess).as_bytes() == name {
            self.last = guess;
            return guess;
        }
        let symbol = self.look_up(&String::from_utf8_lossy(name));
        self.following[last] = symbol;
        self.last = symbol;
        symbol
    }

    fn look_up(&mut self, name: &str) -> Symbol {
        let hash = self.hasher.hash_one(name);
        let Keys { text, starts, table, hasher, following, .. } = self;
        let slice = |symbol: Symbol| &text[range(starts, symbol)];
        if let Some(symbol) = table.find(hash, |symbol| slice(*symbol) == name) {
            return *symbol;
        }
        let symbol = Symbol(offset(starts.len() - 1));
        table.insert_unique(hash, symbol, |symbol| hasher.hash_one(slice(*symbol)));
        following.push(Symbol::EMPTY);
        text.push_str(name);
        starts.push(offset(text.len()));
        symbol
    }

    /// The symbol of a name that some key has.
    pub(super) fn find(&self, name: &str) -> Option<Symbol> {
        let hash = self.hasher.hash_one(name);
        self.table.find(hash, |symbol| self.name(*symbol) == name).copied()
    }

    /// The name of a symbol.
    pub(super) fn name(&self, symbol: Symbol) -> &str {
        &self.text[range(&self.starts, symbol)]
    }
}

fn range(starts: &[u32], symbol: Symbol) -> std::ops::Range<usize> {
    let at = symbol.0 as usize;
    starts[at] as usize..starts[at + 1] as usize
}
