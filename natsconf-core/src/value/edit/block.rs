//! What stands in one block or list, as far as an edit has to know: the pieces of each item and what is around it.

use crate::source::offset;
use crate::syntax::{Document, Leaf, LeafKind};

/// A block, a list, or the top level.
pub(super) struct Block {
    /// Its items in order; at the top level, those within top-level braces too.
    pub(super) items: Vec<Item>,
    /// The bracket that opens what the last item stands in, or an item would; `None` at the top level.
    pub(super) open: Option<Leaf>,
    /// The bracket that closes that; `None` at the top level, and where it is missing.
    pub(super) close: Option<Leaf>,
    /// Where the last comment ends that no item follows.
    pub(super) last_comment: Option<u32>,
}

/// An entry, an item of a list, or an include.
pub(super) struct Item {
    /// Where it starts: with its key, if it has one.
    pub(super) start: u32,
    /// Its key, and what stands between that and the value.
    pub(super) key: Option<Leaf>,
    pub(super) separator: Option<Leaf>,
    /// The kind of its value's first leaf.
    pub(super) kind: LeafKind,
    pub(super) value_start: u32,
    pub(super) value_end: u32,
    pub(super) terminator: Option<Leaf>,
    /// The comment behind it on its line.
    pub(super) comment: Option<Leaf>,
    /// Counts the top-level braces that it is in or behind: items of different groups are no neighbours.
    group: usize,
}

impl Item {
    /// Whether it is a key alone.
    pub(super) fn lacks_value(&self) -> bool {
        self.value_start == self.value_end && self.terminator.is_none()
    }

    /// Where it ends, terminator included.
    pub(super) fn end(&self) -> u32 {
        self.terminator.map_or(self.value_end, |terminator| terminator.end)
    }
}

impl Block {
    /// Reads the block or list that opens at `open`; `None` is the top level.
    pub(super) fn read(document: &Document, open: Option<u32>) -> Block {
        let mut reader = Reader {
            document,
            block: Block { items: Vec::new(), open: None, close: None, last_comment: None },
            pending: Pending::default(),
            depth: 0,
            group: 0,
            line_ended: true,
            is_top: open.is_none(),
            braces: Vec::new(),
        };
        let mut leaves = document.leaves();
        if let Some(open) = open {
            reader.block.open = leaves.find(|leaf| leaf.start == open && leaf.end > open);
        }
        for leaf in leaves {
            if !reader.leaf(leaf) {
                break;
            }
        }
        reader.block
    }

    /// The item before the one at `index` that it follows directly, and the one after it.
    pub(super) fn neighbours(&self, index: usize) -> (Option<&Item>, Option<&Item>) {
        let group = self.items[index].group;
        let same = |item: &&Item| item.group == group;
        (index.checked_sub(1).and_then(|at| self.items.get(at)).filter(same), self.items.get(index + 1).filter(same))
    }

    /// The item whose value starts at a place.
    pub(super) fn find(&self, value_start: u32) -> Option<usize> {
        self.items.iter().position(|item| item.value_start == value_start && item.kind != LeafKind::Include)
    }
}

/// What was read of an item whose value is still to come.
#[derive(Default)]
struct Pending {
    start: Option<u32>,
    key: Option<Leaf>,
    separator: Option<Leaf>,
}

struct Reader<'d> {
    document: &'d Document,
    block: Block,
    pending: Pending,
    /// How many blocks and lists of the last item are open.
    depth: usize,
    group: usize,
    /// A line has ended since the last item.
    line_ended: bool,
    is_top: bool,
    /// The top-level braces that are open.
    braces: Vec<Leaf>,
}

impl Reader<'_> {
    /// Takes the next leaf; false behind the end of the block.
    fn leaf(&mut self, leaf: Leaf) -> bool {
        match leaf.kind {
            LeafKind::MapOpen | LeafKind::ArrayOpen => {
                if self.depth == 0 {
                    self.item(leaf);
                }
                self.depth += 1;
            }
            LeafKind::MapClose | LeafKind::ArrayClose if self.depth == 0 => {
                self.block.close = Some(leaf);
                return false;
            }
            LeafKind::MapClose | LeafKind::ArrayClose => {
                self.depth -= 1;
                self.end(leaf.end);
            }
            _ if self.depth > 0 => {}
            LeafKind::Blank => {
                self.line_ended |= self.document.leaf_text(leaf).iter().any(|b| matches!(b, b'\n' | b'\r'));
            }
            LeafKind::Comment => self.comment(leaf),
            // A slash that belongs to the key behind it, or to nothing.
            LeafKind::Stray => self.pending.start = Some(leaf.start),
            LeafKind::Key | LeafKind::QuotedKey => {
                let slash = self.pending.start.filter(|start| start + 1 == leaf.start);
                self.pending = Pending { start: Some(slash.unwrap_or(leaf.start)), key: Some(leaf), separator: None };
            }
            LeafKind::Separator => self.pending.separator = Some(leaf),
            LeafKind::Terminator => self.terminator(leaf),
            LeafKind::BraceOpen => self.brace(leaf),
            LeafKind::BraceClose => self.brace_end(leaf),
            LeafKind::Include => self.item(leaf),
            LeafKind::IncludePath => self.end(leaf.end),
            kind if kind.is_scalar() => self.item(leaf),
            _ => {}
        }
        true
    }

    fn item(&mut self, value: Leaf) {
        let Pending { start, key, separator } = std::mem::take(&mut self.pending);
        let start = start.filter(|_| key.is_some()).unwrap_or(value.start);
        if self.is_top {
            (self.block.open, self.block.close) = (self.braces.last().copied(), None);
        }
        self.block.items.push(Item {
            start,
            key,
            separator: separator.filter(|_| key.is_some()),
            kind: value.kind,
            value_start: value.start,
            value_end: value.end,
            terminator: None,
            comment: None,
            group: self.group,
        });
        self.line_ended = false;
        self.block.last_comment = None;
    }

    fn end(&mut self, end: u32) {
        if let Some(item) = self.block.items.last_mut() {
            item.value_end = end;
        }
    }

    fn terminator(&mut self, leaf: Leaf) {
        if let Some(item) = self.block.items.last_mut() {
            item.terminator = item.terminator.or(Some(leaf));
        }
    }

    fn comment(&mut self, leaf: Leaf) {
        match self.block.items.last_mut() {
            Some(item) if !self.line_ended && item.group == self.group => item.comment = Some(leaf),
            _ => self.block.last_comment = Some(leaf.end),
        }
    }

    fn brace(&mut self, leaf: Leaf) {
        self.group += 1;
        self.braces.push(leaf);
        if self.block.items.is_empty() {
            (self.block.open, self.block.close) = (Some(leaf), None);
        }
    }

    fn brace_end(&mut self, leaf: Leaf) {
        self.group += 1;
        self.line_ended = false;
        let open = self.braces.pop();
        if open.is_some() && open == self.block.open {
            self.block.close = Some(leaf);
        }
    }
}

impl Block {
    /// Whether it stands on one line, brackets included.
    pub(super) fn is_on_one_line(&self, document: &Document) -> bool {
        let (Some(open), Some(close)) = (self.open, self.close) else { return false };
        !document.text()[open.end as usize..close.start as usize].contains(&b'\n')
    }

    /// Where an item goes that becomes the last, in a text of `len` bytes.
    pub(super) fn end_of_items(&self, len: usize) -> u32 {
        if let Some(item) = self.items.last() {
            return item.comment.map_or_else(|| item.end(), |comment| comment.end);
        }
        let open = self.open.map(|open| open.end);
        self.last_comment.or(open).unwrap_or_else(|| offset(len))
    }
}
