//! What of a text has stood in it before.

use super::Outcome;

/// How far back a match may begin.
const WINDOW: usize = 1 << 15;
/// The shortest match that Go looks for; deflate knows 3.
const SHORTEST: usize = 4;
const LONGEST: usize = 258;
/// Go reads on when less than this is left of what it has read.
const AHEAD: usize = SHORTEST + LONGEST;
/// A match of the shortest length is no gain beyond this distance.
const NEAR: usize = 4096;
/// A match of this length is not held against the one that begins a byte later.
const GOOD: usize = 16;
/// A match of this length ends the search.
const NICE: usize = 128;
/// How many earlier places are looked at.
const TRIES: usize = 128;
/// The most tokens of a block.
const BLOCK: usize = 1 << 14;

const HASH_BITS: u32 = 17;
const HASH_FACTOR: u32 = 0x1e35_a7bd;

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Literal(u8),
    Match(Match),
}

/// A part of a text that stands `distance` bytes before, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) length: usize,
    pub(super) distance: usize,
}

/// Tokens that share their codes.
pub(super) struct Block<'t> {
    pub(super) tokens: Vec<Token>,
    /// What they stand for, unless Go has read on so far that it is forgotten.
    pub(super) text: Option<&'t [u8]>,
}

/// The blocks of a text.
pub(super) struct Matches<'t> {
    text: &'t [u8],
    at: usize,
    /// Where the block begins.
    begin: usize,
    /// Go holds two windows of the text, and when it comes to their end, forgets the first one: what is before here.
    held: usize,
    /// The last place of each hash, plus 1; 0 for none.
    heads: Vec<u32>,
    /// For each place of the window, the place before it with the same hash, plus 1.
    previous: Vec<u32>,
    /// The match that begins a byte before, while it is not known whether the next one is better.
    last: Option<Match>,
    /// The byte before is in no token yet.
    is_pending: bool,
}

impl<'t> Matches<'t> {
    pub(super) fn new(text: &'t [u8]) -> Matches<'t> {
        let (heads, previous) = (vec![0; 1 << HASH_BITS], vec![0; WINDOW]);
        Matches { text, at: 0, begin: 0, held: 0, heads, previous, last: None, is_pending: false }
    }

    /// The next block. `count` is told how many bytes were compared for a place.
    pub(super) fn block(&mut self, count: &mut dyn FnMut(u64) -> Outcome<()>) -> Outcome<Option<Block<'t>>> {
        let mut tokens = Vec::new();
        while self.at < self.text.len() && tokens.len() < BLOCK {
            self.read_on();
            let found = self.found(count)?;
            if let Some(last) = self.last.filter(|last| found.is_none_or(|found| found.length <= last.length)) {
                tokens.push(Token::Match(last));
                let end = self.at + last.length - 1;
                for at in self.at + 1..end {
                    self.insert(at);
                }
                self.at = end;
                (self.last, self.is_pending) = (None, false);
                continue;
            }
            tokens.extend(self.pending());
            // A full block ends before this byte.
            let block = (tokens.len() == BLOCK).then(|| self.end(std::mem::take(&mut tokens)));
            (self.last, self.is_pending) = (found, true);
            self.at += 1;
            if block.is_some() {
                return Ok(block);
            }
        }
        if tokens.len() < BLOCK {
            tokens.extend(self.pending());
            self.is_pending = false;
        }
        Ok(if tokens.is_empty() { None } else { Some(self.end(tokens)) })
    }

    /// The byte before, where it is in no token.
    fn pending(&self) -> Option<Token> {
        self.is_pending.then(|| Token::Literal(self.text[self.at - 1]))
    }

    fn end(&mut self, tokens: Vec<Token>) -> Block<'t> {
        let text = (self.begin >= self.held).then(|| &self.text[self.begin..self.at]);
        self.begin = self.at;
        Block { tokens, text }
    }

    /// Goes on to the next window when this one ends.
    fn read_on(&mut self) {
        let end = self.held + 2 * WINDOW;
        if end < self.text.len() && self.at + AHEAD > end {
            self.held += WINDOW;
        }
    }

    /// Remembers a place; the place before it with the same hash.
    fn insert(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.get(at..)?.first_chunk::<SHORTEST>()?;
        let hash = u32::from_be_bytes(*bytes).wrapping_mul(HASH_FACTOR) >> (32 - HASH_BITS);
        let head = &mut self.heads[hash as usize];
        let before = *head;
        *head = u32::try_from(at + 1).unwrap_or(u32::MAX);
        self.previous[at % WINDOW] = before;
        (before as usize).checked_sub(1)
    }

    /// The longest of the nearest matches for the text from here on.
    fn found(&mut self, count: &mut dyn FnMut(u64) -> Outcome<()>) -> Outcome<Option<Match>> {
        let before = self.insert(self.at);
        let rest = &self.text[self.at..];
        let last = self.last.map_or(SHORTEST - 1, |last| last.length);
        let earliest = self.at.saturating_sub(WINDOW).max(self.held);
        let first = before.filter(|before| *before >= earliest && rest.len() > last && last < GOOD);
        let (mut best, mut compared): (Option<Match>, u64) = (None, 0);
        let places = std::iter::successors(first, |place| {
            let before = (self.previous[place % WINDOW] as usize).checked_sub(1)?;
            // The place of a window before this one is that of its next turn by now.
            (place + WINDOW > self.at && before >= earliest).then_some(before)
        });
        let limit = rest.len().min(LONGEST);
        for place in places.take(TRIES) {
            let length = best.map_or(SHORTEST - 1, |best| best.length);
            let there = &self.text[place..];
            compared += 1;
            // What is no longer than the best one so far differs from it here.
            if there[length] != rest[length] {
                continue;
            }
            let same = there.iter().zip(&rest[..limit]).take_while(|(there, here)| there == here).count();
            compared += same as u64;
            let distance = self.at - place;
            if same > length && (same > SHORTEST || distance <= NEAR) {
                best = Some(Match { length: same, distance });
                if same >= limit.min(NICE) {
                    break;
                }
            }
        }
        count(compared)?;
        Ok(best)
    }
}
