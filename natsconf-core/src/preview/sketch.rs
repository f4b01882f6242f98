//! An outline of a template → configuration text in which every value that is not known is a variable that is not
//! defined, so that the checks see what is there and do not miss what may come.
//!
//! What a hole is to the server (a value, a part of a string, a key, whole lines) is found by putting a word in its
//! place and reading the text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::source::{FileId, Span, offset};
use crate::syntax::{Dialect, Document, Leaf, LeafKind, parse};
use crate::template::outline::{Hole, Part};

/// Which branch each choice takes and how many rounds each loop makes, by where they begin. Where nothing is said: the
/// first branch, one round.
pub(super) type Variant = HashMap<usize, usize>;

/// A text, and where it comes from.
#[derive(Default)]
pub(super) struct Sketch<'t> {
    pub(super) text: String,
    pieces: Vec<Piece>,
    /// The holes in the order of the text; a loop has the same ones in every round.
    pub(super) holes: Vec<&'t Hole>,
    /// The choices and loops, and where in the text they begin.
    pub(super) directives: Vec<(Range<usize>, usize)>,
    /// Where a round of a loop ends and the next one begins, by where the loop begins.
    pub(super) joints: Vec<(usize, usize)>,
}

#[derive(Clone)]
struct Piece {
    end: usize,
    template: Range<usize>,
    hole: Option<usize>,
}

impl<'t> Sketch<'t> {
    /// The text with a word in the place of each hole, or a whole entry where the hole stands for lines of a block.
    pub(super) fn draw(parts: &'t [Part], variant: &Variant, dialect: Dialect) -> Self {
        let mut without = Sketch::default();
        without.parts(parts, variant, &|_, _| String::new());
        let lines = without.entry_holes(dialect);
        let mut drawn = Sketch::default();
        drawn.parts(parts, variant, &|hole, index| match &hole.constant {
            Some(text) => text.clone(),
            None if lines.contains(&index) => format!("{}: ${}", word(index), word(index)),
            None => word(index),
        });
        drawn
    }

    /// The same with a variable in the place of each value that is not known as a whole.
    pub(super) fn with_variables(&self, document: &Document, known: &dyn Fn(usize) -> Option<String>) -> Sketch<'t> {
        let mut sketch = Sketch { holes: self.holes.clone(), ..Sketch::default() };
        for leaf in document.leaves() {
            match self.unknown_in(leaf) {
                Some(hole) if leaf.kind.is_scalar() => {
                    let template = self.template(leaf.range());
                    sketch.push(&known(hole).unwrap_or_else(|| format!("${}", word(hole))), template, Some(hole));
                }
                _ => self.copy(leaf.range(), &mut sketch),
            }
        }
        sketch
    }

    fn parts(&mut self, parts: &'t [Part], variant: &Variant, fill: &dyn Fn(&Hole, usize) -> String) {
        for part in parts {
            match part {
                Part::Text { text, range } => self.push(text, range.clone(), None),
                Part::Hole(hole) => {
                    let index = self.holes.len();
                    self.holes.push(hole);
                    let filled = fill(hole, index);
                    let filled = if filled == word(index) && ends_in_address(&self.text) { "0".into() } else { filled };
                    self.push_hole(&filled, hole.range.clone(), index);
                }
                Part::Choice { open, branches } => {
                    self.directives.push((open.clone(), self.text.len()));
                    let branch = variant.get(&open.start).copied().unwrap_or(0);
                    if let Some(parts) = branches.get(branch) {
                        self.parts(parts, variant, fill);
                    }
                }
                Part::Loop { open, body } => {
                    self.directives.push((open.clone(), self.text.len()));
                    for round in 0..variant.get(&open.start).copied().unwrap_or(1) {
                        if round > 0 {
                            self.joints.push((open.start, self.text.len()));
                        }
                        self.parts(body, variant, fill);
                    }
                }
            }
        }
    }

    /// An empty piece counts: it is a place.
    fn push_hole(&mut self, text: &str, template: Range<usize>, hole: usize) {
        self.text.push_str(text);
        self.pieces.push(Piece { end: self.text.len(), template, hole: Some(hole) });
    }

    fn push(&mut self, text: &str, template: Range<usize>, hole: Option<usize>) {
        self.text.push_str(text);
        if !text.is_empty() {
            self.pieces.push(Piece { end: self.text.len(), template, hole });
        }
    }

    /// Holes that have a line to themselves in a block, in a sketch whose holes are empty.
    fn entry_holes(&self, dialect: Dialect) -> HashSet<usize> {
        let holes = self.pieces.iter().filter_map(|piece| Some((piece.end, piece.hole?)));
        let lonely: Vec<_> = holes.filter(|(at, _)| self.has_own_line(*at)).collect();
        if lonely.is_empty() {
            return HashSet::new();
        }
        let places: Vec<usize> = lonely.iter().map(|(at, _)| *at).collect();
        let awaited = await_entries(&self.document(dialect), &places);
        lonely.into_iter().zip(awaited).filter(|(_, awaited)| *awaited).map(|((_, hole), _)| hole).collect()
    }

    fn has_own_line(&self, at: usize) -> bool {
        let (before, after) = self.text.split_at(at);
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = after.split('\n').next().unwrap_or_default().trim();
        before.trim().is_empty() && (after.is_empty() || after.starts_with('#') || after.starts_with("//"))
    }

    pub(super) fn document(&self, dialect: Dialect) -> Document {
        parse(FileId::MAIN, self.text.as_bytes().into(), dialect).0
    }

    /// How many mistakes of syntax the text has.
    pub(super) fn syntax_errors(&self, dialect: Dialect) -> usize {
        parse(FileId::MAIN, self.text.as_bytes().into(), dialect).1.len()
    }

    /// The first hole in a leaf whose value is not known.
    pub(super) fn unknown_in(&self, leaf: Leaf) -> Option<usize> {
        self.touching(leaf.range())
            .filter_map(|(_, piece)| piece.hole)
            .find(|hole| self.holes[*hole].constant.is_none())
    }

    /// The holes that touch these bytes of the text, by number, and where each is.
    pub(super) fn hole_places(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, usize)> {
        self.touching(range).filter_map(|(place, piece)| Some((place, piece.hole?)))
    }

    /// The place in the template of bytes of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let template = self.template(range);
        Span::new(FileId::MAIN, offset(template.start), offset(template.end))
    }

    fn template(&self, range: Range<usize>) -> Range<usize> {
        let end = range.end.max(range.start + 1);
        let mut places = self.touching(range.start..end).map(|(text, piece)| piece.place(text, range.clone()));
        let Some(first) = places.next() else {
            let last = self.pieces.last().map_or(0, |piece| piece.template.end);
            return last..last;
        };
        let last = places.last().unwrap_or_else(|| first.clone());
        first.start..last.end.max(first.start)
    }

    /// The bytes of the template that are in the text, sorted and not overlapping.
    pub(super) fn there(&self) -> Vec<(usize, usize)> {
        let mut there: Vec<_> = self.pieces.iter().map(|piece| (piece.template.start, piece.template.end)).collect();
        there.sort_unstable();
        there.dedup();
        there
    }

    /// Whether the rounds of a loop make one word where they meet.
    pub(super) fn is_glued(&self, open: usize, dialect: Dialect) -> bool {
        let joints = self.joints.iter().filter(|(joint, _)| *joint == open).map(|(_, at)| *at);
        let bare = |at: usize| {
            let mut leaves =
                self.document(dialect).leaves().filter(|leaf| leaf.range().contains(&at)).collect::<Vec<_>>();
            leaves.pop().is_some_and(|leaf| leaf.kind == LeafKind::Bare && (leaf.start as usize) < at)
        };
        joints.into_iter().any(bare)
    }

    fn copy(&self, range: Range<usize>, to: &mut Sketch<'t>) {
        for (text, piece) in self.touching(range.clone()) {
            let part = text.start.max(range.start)..text.end.min(range.end);
            // A leaf of broken text may end within a character.
            to.push(self.text.get(part.clone()).unwrap_or_default(), piece.place(text, part), piece.hole);
        }
    }

    /// The pieces that share bytes with a range, and where they are.
    fn touching(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, &Piece)> {
        let first = self.pieces.partition_point(|piece| piece.end <= range.start);
        let start = first.checked_sub(1).map_or(0, |before| self.pieces[before].end);
        let placed = self.pieces[first..]
            .iter()
            .scan(start, |start, piece| Some((std::mem::replace(start, piece.end)..piece.end, piece)));
        placed.take_while(move |(place, _)| place.start < range.end)
    }
}

impl Piece {
    /// The place in the template of a part of the text; all of the piece, unless it was copied byte by byte.
    fn place(&self, text: Range<usize>, part: Range<usize>) -> Range<usize> {
        if self.hole.is_some() || text.len() != self.template.len() {
            return self.template.clone();
        }
        let from = part.start.saturating_sub(text.start);
        let to = part.end.min(text.end) - text.start;
        self.template.start + from..self.template.start + to.max(from)
    }
}

/// Whether the text ends within an IP address or its port, which for the server a letter would end.
fn ends_in_address(text: &str) -> bool {
    let before = text.trim_end_matches(|char: char| char.is_ascii_digit() || matches!(char, '.' | ':'));
    let address = &text[before.len()..];
    let is_word = before.ends_with(|char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '/'));
    !is_word && address.starts_with(|char: char| char.is_ascii_digit()) && address.contains('.')
}

/// A word that no template has.
fn word(hole: usize) -> String {
    format!("__hole_{hole}__")
}

/// Whether an entry of a block can begin at each of these bytes of the text, which are sorted.
fn await_entries(document: &Document, places: &[usize]) -> Vec<bool> {
    let mut open = Vec::new();
    let mut last = LeafKind::Blank;
    let mut awaited = Vec::with_capacity(places.len());
    let answer = |open: &[LeafKind], last| open.last() != Some(&LeafKind::ArrayOpen) && last != LeafKind::Separator;
    for leaf in document.leaves() {
        while places.get(awaited.len()).is_some_and(|at| *at <= leaf.start as usize) {
            awaited.push(answer(&open, last));
        }
        match leaf.kind {
            LeafKind::MapOpen | LeafKind::ArrayOpen | LeafKind::BraceOpen => open.push(leaf.kind),
            LeafKind::MapClose | LeafKind::ArrayClose | LeafKind::BraceClose => drop(open.pop()),
            LeafKind::Blank | LeafKind::Comment => continue,
            _ => {}
        }
        last = leaf.kind;
    }
    awaited.resize(places.len(), answer(&open, last));
    awaited
}
