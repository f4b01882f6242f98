//! The blocks and lists that are open while a file is resolved: what variables are looked up in, and where repeated
//! keys show.

use hashbrown::HashMap;

use super::keys::Symbol;

/// A key that is set in an open block, and the node of its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) key: Symbol,
    pub(super) node: u32,
}

/// From this many entries on, a block is worth an index.
const INDEXED: usize = 24;

struct Frame {
    /// The node of the block or list; `None` for the file itself.
    node: Option<u32>,
    is_map: bool,
    /// Where its entries start in `entries`.
    first: u32,
    /// How many children count.
    children: u32,
    /// The bits of its keys' symbols: a key whose bit is missing is new.
    seen: u64,
    /// The places in `entries` by key, once there are many.
    index: Option<HashMap<Symbol, u32, foldhash::fast::FixedState>>,
}

/// The open blocks and lists, outermost first; all their entries in one vector.
#[derive(Default)]
pub(super) struct Scope {
    frames: Vec<Frame>,
    entries: Vec<Entry>,
}

impl Scope {
    pub(super) fn open_map(&mut self, node: Option<u32>) {
        self.open(node, true);
    }

    pub(super) fn open_array(&mut self, node: u32) {
        self.open(Some(node), false);
    }

    fn open(&mut self, node: Option<u32>, is_map: bool) {
        let first = crate::source::offset(self.entries.len());
        self.frames.push(Frame { node, is_map, first, children: 0, seen: 0, index: None });
    }

    /// Closes the innermost block or list that is a value: its node and how many children count.
    pub(super) fn close_value(&mut self) -> Option<(u32, u32)> {
        let node = self.frames.last()?.node?;
        let frame = self.frames.pop()?;
        self.entries.truncate(frame.first as usize);
        Some((node, frame.children))
    }

    /// Closes the file itself: its entries that count, in the order of the nodes.
    pub(super) fn close(mut self) -> Vec<Entry> {
        self.entries.sort_unstable_by_key(|entry| entry.node);
        self.entries
    }

    /// Whether the innermost is a block.
    pub(super) fn is_map(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.is_map)
    }

    pub(super) fn count_item(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.children += 1;
        }
    }

    /// Sets a key in the innermost block; returns the node that had it before.
    #[inline]
    pub(super) fn enter(&mut self, entry: Entry) -> Option<u32> {
        let frame = self.frames.last_mut()?;
        if frame.seen & entry.key.bit() != 0
            && let Some(at) = position(&self.entries, frame, entry.key)
        {
            let earlier = std::mem::replace(&mut self.entries[at], entry);
            return Some(earlier.node);
        }
        frame.seen |= entry.key.bit();
        frame.children += 1;
        let at = self.entries.len();
        self.entries.push(entry);
        let first = frame.first as usize;
        if let Some(index) = &mut frame.index {
            index.insert(entry.key, crate::source::offset(at));
        } else if at - first == INDEXED {
            let all = self.entries[first..].iter().zip(frame.first..);
            frame.index = Some(all.map(|(entry, at)| (entry.key, at)).collect());
        }
        None
    }

    /// The node that a variable of this name stands for: the open blocks from the inside out.
    pub(super) fn find(&self, key: Symbol) -> Option<u32> {
        let mut end = self.entries.len();
        for frame in self.frames.iter().rev() {
            if frame.seen & key.bit() != 0
                && let Some(at) = position(&self.entries[..end], frame, key)
            {
                return Some(self.entries[at].node);
            }
            end = frame.first as usize;
        }
        None
    }
}

fn position(entries: &[Entry], frame: &Frame, key: Symbol) -> Option<usize> {
    if let Some(index) = &frame.index {
        return index.get(&key).map(|at| *at as usize);
    }
    let first = frame.first as usize;
    entries[first..].iter().position(|entry| entry.key == key).map(|at| first + at)
}
