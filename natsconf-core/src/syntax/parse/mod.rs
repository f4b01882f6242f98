//! Text → tree: the states of the server's lexer (`conf/lex.go`) over the productions of `token`.
//!
//! Blocks nest on a stack of our own instead of in nested nom functions, so that depth costs no program stack and has
//! a bound. After a mistake the parser leaves out as little as it can and goes on; the leaves cover all the same.

mod aside;
mod class;
mod problem;
pub(crate) mod token;

use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::tree::{Document, LeafKind, Packed};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, offset};
pub(crate) use aside::parse_aside;
use class::{decode, is_ascii_space, is_inline_space, is_newline};
pub(crate) use problem::CODES;
use problem::Problem;
use token::{Fault, Parsed};

/// How deeply blocks and lists may nest. The server has no bound; its deepest sensible configuration nests about ten.
pub const MAX_DEPTH: usize = 1000;

/// How many mistakes of one text are told apart; what is wrong beyond that shows once these are mended.
const MAX_PROBLEMS: usize = 1000;

/// The points in which the syntax differs between server versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// Up to 2.14, a digit ends a number with a size suffix: `1m5` is a mistake.
    Until2_14,
    /// From 2.15 on, `1m5` is a string.
    #[default]
    From2_15,
}

/// Reads any bytes. The document always covers all of `text`; what the server would refuse is in the diagnostics.
///
/// Positions count in 32 bits: a text longer than [`crate::source::MAX_SOURCE_LEN`] is read up to there.
pub fn parse(file: FileId, text: Arc<[u8]>, dialect: Dialect) -> (Document, Vec<Diagnostic>) {
    let (leaves, diagnostics) = Parser::new(file, &text, dialect, text.len() / 4 + 16).run();
    (Document::new(text, leaves), diagnostics)
}

/// What the lexer expects next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A key at the top level (`lexTop`).
    Top,
    /// The end of a value at the top level (`lexTopValueEnd`).
    TopEnd,
    /// A key within top-level braces (`lexBlockStart`).
    Brace,
    /// The end of a value there (`lexBlockValueEnd`).
    BraceValueEnd,
    /// The end of braces within braces (`lexBlockEnd`).
    BraceEnd,
    /// A key of a block (`lexMapKeyStart`).
    Map,
    /// The end of a value of a block (`lexMapValueEnd`).
    MapEnd,
    /// An item of a list (`lexArrayValue`).
    Array,
    /// The end of an item (`lexArrayValueEnd`).
    ArrayEnd,
    /// Nothing more.
    Done,
}

/// An open block or list.
#[derive(Clone, Copy)]
struct Frame {
    /// What closes it: `MapClose`, `ArrayClose` or `BraceClose`.
    close: LeafKind,
    /// What the lexer expects once it is closed.
    then: State,
    /// Where it was opened.
    open: u32,
}

struct Parser<'t> {
    text: &'t [u8],
    at: usize,
    leaves: Vec<Packed>,
    /// Where the leaves go whenever there are as many as were made room for.
    reader: Option<SyncSender<Vec<Packed>>>,
    stack: Vec<Frame>,
    /// Where the key starts whose value comes next.
    key: Option<usize>,
    diagnostics: Vec<Diagnostic>,
    file: FileId,
    dialect: Dialect,
}

impl<'t> Parser<'t> {
    /// Makes room for some leaves.
    fn new(file: FileId, text: &'t [u8], dialect: Dialect, room: usize) -> Self {
        Parser {
            text,
            at: 0,
            leaves: Vec::with_capacity(room),
            reader: None,
            stack: Vec::new(),
            key: None,
            diagnostics: Vec::new(),
            file,
            dialect,
        }
    }

    /// The leaves that went nowhere else, and what is wrong.
    fn run(mut self) -> (Vec<Packed>, Vec<Diagnostic>) {
        let mut state = State::Top;
        while state != State::Done {
            state = match state {
                State::Top => self.top(),
                State::TopEnd => self.top_end(),
                State::Brace => self.brace(),
                State::BraceValueEnd => self.brace_value_end(),
                State::BraceEnd => self.brace_end(),
                State::Map => self.map(),
                State::MapEnd => self.map_end(),
                State::Array => self.array(),
                State::ArrayEnd => self.array_end(),
                State::Done => break,
            };
        }
        let rest = self.text.len() - self.at;
        self.leaf(LeafKind::Skipped, rest);
        (self.leaves, self.diagnostics)
    }

    fn rest(&self) -> &'t [u8] {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Makes the next `len` bytes a leaf. Only values may be empty.
    #[inline]
    fn leaf(&mut self, kind: LeafKind, len: usize) {
        if len > 0 {
            self.empty_or_leaf(kind, len);
        }
    }

    #[inline]
    fn empty_or_leaf(&mut self, kind: LeafKind, len: usize) {
        if self.leaves.len() == self.leaves.capacity() {
            self.hand_over();
        }
        self.leaves.push(Packed::of(kind, len));
        self.at += len;
    }

    #[cold]
    fn hand_over(&mut self) {
        if let Some(reader) = self.reader.as_ref().filter(|_| !cfg!(target_family = "wasm")) {
            let room = Vec::with_capacity(self.leaves.len());
            // A reader that has stopped needs no more.
            let _ = reader.send(std::mem::replace(&mut self.leaves, room));
        }
    }

    #[inline]
    fn blank(&mut self) {
        if let Ok((_, blank)) = token::blank(self.rest()) {
            self.leaf(LeafKind::Blank, blank.len());
        }
    }

    /// What follows a value on its line, and the line ends after it; whether there was a line end.
    #[inline]
    fn blank_after_value(&mut self) -> bool {
        let inline = self.rest().iter().take_while(|byte| is_inline_space(**byte)).count();
        if self.rest().get(inline).is_some_and(|byte| is_newline(*byte)) {
            self.blank();
            return true;
        }
        self.leaf(LeafKind::Blank, inline);
        false
    }

    /// Whether a comment starts at this `#` or `/`.
    fn at_comment(&self) -> bool {
        matches!(self.rest(), [b'#', ..] | [b'/', b'/', ..])
    }

    fn comment(&mut self, then: State) -> State {
        if let Ok((_, comment)) = token::comment(self.rest()) {
            self.leaf(LeafKind::Comment, comment.len());
        }
        then
    }

    fn top(&mut self) -> State {
        self.blank();
        match self.peek() {
            None => State::Done,
            Some(b'#' | b'/') if self.at_comment() => self.comment(State::Top),
            Some(b'{') => self.open(LeafKind::BraceOpen, LeafKind::BraceClose, State::Top, State::Brace),
            Some(b'/') => self.stray(Problem::LoneSlash, State::Top),
            Some(0) => self.stray(Problem::Nul, State::Top),
            Some(_) => self.top_entry(State::TopEnd),
        }
    }

    fn top_end(&mut self) -> State {
        if self.blank_after_value() {
            return State::Top;
        }
        match self.peek() {
            None => State::Top,
            Some(b'#' | b'/') if self.at_comment() => self.comment(State::Top),
            Some(b'/') => self.pass_over(State::TopEnd),
            Some(b',' | b';') => self.terminator(State::Top),
            Some(b'}' | 0) => self.pass_over(State::Top),
            Some(_) => self.no_terminator(State::Top),
        }
    }

    fn brace(&mut self) -> State {
        self.blank();
        match self.peek() {
            // Unclosed braces at the end of the file are no mistake to the server.
            None => State::Done,
            Some(b'#' | b'/') if self.at_comment() => self.comment(State::Brace),
            Some(b'{') => self.open(LeafKind::BraceOpen, LeafKind::BraceClose, State::BraceEnd, State::Brace),
            Some(b'}') => self.close(LeafKind::BraceClose),
            Some(b'/') => self.stray(Problem::LoneSlash, State::Brace),
            Some(0) => self.stray(Problem::Nul, State::Brace),
            Some(_) => self.top_entry(State::BraceValueEnd),
        }
    }

    fn brace_value_end(&mut self) -> State {
        if self.blank_after_value() {
            return State::Brace;
        }
        match self.peek() {
            None => self.end_inside(),
            Some(b'#' | b'/') if self.at_comment() => self.comment(State::BraceValueEnd),
            Some(b'/') => self.pass_over(State::BraceValueEnd),
            Some(b',' | b';') => self.terminator(State::Brace),
            Some(b'}') => self.close(LeafKind::BraceClose),
            Some(_) => self.no_terminator(State::Brace),
        }
    }

    fn brace_end(&mut self) -> State {
        let blank = self.rest().iter().take_while(|byte| is_inline_space(**byte) || is_newline(**byte)).count();
        self.leaf(LeafKind::Blank, blank);
        match self.peek() {
            None => self.end_inside(),
            Some(b'#' | b'/') if self.at_comment() => self.comment(State::Brace),
            Some(b'/') => self.pass_over(State::BraceEnd),
            Some(b',' | b';') => self.terminator(State::Brace),
            Some(b'}') => self.close(LeafKind::BraceClose),
            Some(_) => self.no_terminator(State::Brace),
        }
    }

    fn map(&mut self) -> State {
        self.blank();
        match self.peek() {
            None => self.end_inside(),
            Some(b'#' | b'/') if self.at_comment() => self.comment(State::Map),
            Some(b'}') => self.close(LeafKind::MapClose),
            Some(b'=' | b':') => self.skip_entry(Problem::SeparatorForKey, self.at, State::Map),
            Some(b']') => self.mismatch(Problem::ArrayEndForKey, LeafKind::ArrayClose, State::Map),
            Some(0) => self.stray(Problem::Nul, State::Map),
            Some(b'/') => {
                // `lexMapKeyStart` has consumed the slash when it finds that it starts no comment.
                self.leaf(LeafKind::Stray, 1);
                if self.peek().is_none() { self.end_inside() } else { self.map_bare_key() }
            }
            Some(b'"' | b'\'') => match fault(token::quoted_key(self.rest())) {
                Ok((_, key)) => self.map_value(LeafKind::QuotedKey, key.len()),
                Err(fault) => self.unclosed_key(fault),
            },
            Some(_) => self.map_bare_key(),
        }
    }

    fn map_bare_key(&mut self) -> State {
        let Ok((rest, key)) = token::bare_key(self.rest()) else {
            return self.end_inside();
        };
        match rest.first() {
            None => {
                self.leaf(LeafKind::Skipped, key.len());
                self.end_inside()
            }
            Some(0) => {
                self.leaf(LeafKind::Skipped, key.len());
                self.stray(Problem::Nul, State::Map)
            }
            Some(b':' | b'=') => self.map_value(LeafKind::Key, key.len()),
            Some(_) if token::is_include(key) => self.include(key.len(), State::MapEnd),
            Some(_) => self.map_value(LeafKind::Key, key.len()),
        }
    }

    fn map_value(&mut self, kind: LeafKind, len: usize) -> State {
        self.key(kind, len);
        if let Ok((rest, _)) = token::map_separator(self.rest()) {
            self.separator(rest);
        }
        match self.peek() {
            Some(b',') => self.skip_entry(Problem::TerminatorForValue, self.at, State::MapEnd),
            // A key directly before the end of its block: the block itself becomes the key's value to the server.
            Some(b'}') => self.close(LeafKind::MapClose),
            _ => self.value(State::MapEnd),
        }
    }

    fn map_end(&mut self) -> State {
        if self.blank_after_value() {
            return State::Map;
        }
        match self.peek() {
            None => self.end_inside(),
            Some(b'#' | b'/') if self.at_comment() => self.comment(State::MapEnd),
            Some(b',' | b';') => self.terminator(State::Map),
            Some(b'}') => self.close(LeafKind::MapClose),
            Some(b'/') => self.pass_over(State::Map),
            Some(b']') => self.mismatch(Problem::NoTerminator, LeafKind::ArrayClose, State::MapEnd),
            Some(_) => self.no_terminator(State::Map),
        }
    }

    fn array(&mut self) -> State {
        self.blank();
        match self.peek() {
            None => self.end_inside(),
            Some(b'#' | b'/') if self.at_comment() => self.comment(State::Array),
            Some(b']') => self.close(LeafKind::ArrayClose),
            Some(b'/') => self.stray(Problem::LoneSlash, State::Array),
            Some(b',') => self.stray(Problem::TerminatorForValue, State::Array),
            Some(b'}') => self.mismatch(Problem::NoTerminator, LeafKind::MapClose, State::Array),
            Some(0 | b';') => self.stray(Problem::NoTerminator, State::Array),
            Some(_) => self.value(State::ArrayEnd),
        }
    }

    fn array_end(&mut self) -> State {
        if self.blank_after_value() {
            return State::Array;
        }
        match self.peek() {
            None => self.end_inside(),
            Some(b'#' | b'/') if self.at_comment() => self.comment(State::ArrayEnd),
            Some(b',') => self.terminator(State::Array),
            Some(b']') => self.close(LeafKind::ArrayClose),
            Some(b'/') => self.pass_over(State::Array),
            Some(b'}') => self.mismatch(Problem::NoTerminator, LeafKind::MapClose, State::ArrayEnd),
            Some(_) => self.no_terminator(State::Array),
        }
    }

    /// An entry where keys end as at the top level; its value is followed by `then`.
    fn top_entry(&mut self, then: State) -> State {
        match self.rest() {
            [b':' | b'=', ..] => self.skip_entry(Problem::SeparatorForKey, self.at, then),
            [b'"' | b'\'', ..] => match fault(token::quoted_key(self.rest())) {
                Ok((_, key)) => self.top_value(LeafKind::QuotedKey, key.len(), then),
                Err(fault) => self.unclosed_key(fault),
            },
            _ => {
                let Ok((rest, key)) = token::bare_key(self.rest()) else {
                    return State::Done;
                };
                let spaced = rest.first().is_some_and(|byte| is_ascii_space(*byte) || *byte >= 0x80);
                if spaced && token::is_include(key) {
                    return self.include(key.len(), then);
                }
                self.top_value(LeafKind::Key, key.len(), then)
            }
        }
    }

    fn top_value(&mut self, kind: LeafKind, len: usize, then: State) -> State {
        let name = &self.text[self.at..self.at + len];
        self.key(kind, len);
        let has_separator = match token::top_separator(self.rest()) {
            Ok((rest, has_separator)) => {
                self.separator(rest);
                has_separator
            }
            Err(_) => false,
        };
        if !has_separator && matches!(self.peek(), None | Some(0)) {
            return self.end_after_key(name);
        }
        self.value(then)
    }

    /// The file ends, or seems to end, behind a key. One key needs no value: the `}` that JSON's last line leaves.
    fn end_after_key(&mut self, name: &[u8]) -> State {
        if name != b"}" {
            self.report(Problem::KeyWithoutValue, self.at);
        }
        self.not_read();
        State::Done
    }

    fn key(&mut self, kind: LeafKind, len: usize) {
        self.key = Some(self.at);
        self.leaf(kind, len);
    }

    /// Makes what lies before `rest` the separator; where there is none, it is only blank.
    fn separator(&mut self, rest: &[u8]) {
        let len = self.text.len() - rest.len() - self.at;
        self.leaf(LeafKind::Separator, len);
    }

    /// A value, followed by `then`.
    #[inline]
    fn value(&mut self, then: State) -> State {
        match self.peek() {
            Some(b'{') => {
                return self.open(LeafKind::MapOpen, LeafKind::MapClose, then, State::Map);
            }
            Some(b'[') => {
                return self.open(LeafKind::ArrayOpen, LeafKind::ArrayClose, then, State::Array);
            }
            _ => {}
        }
        match fault(token::scalar(self.rest(), self.dialect)) {
            Ok((rest, kind)) => {
                self.empty_or_leaf(kind, self.text.len() - self.at - rest.len());
                self.key = None;
                then
            }
            Err(fault) => self.bad_value(fault, then),
        }
    }

    fn bad_value(&mut self, fault: Fault<'t>, then: State) -> State {
        match fault.problem {
            Problem::SilentEnd if self.key.is_some_and(|key| self.text[key] != b'}') => {
                self.report_related(Problem::UnclosedString, self.text.len(), self.at, "it starts here");
                State::Done
            }
            Problem::SilentEnd => {
                self.report(Problem::SilentEnd, self.at);
                State::Done
            }
            Problem::UnclosedString | Problem::UnclosedBlockString => {
                let at = if fault.rest.is_empty() { self.text.len() } else { self.last_consumed(fault) };
                self.report_related(fault.problem, at, self.at, "it starts here");
                State::Done
            }
            problem => self.skip_entry(problem, self.last_consumed(fault), then),
        }
    }

    fn include(&mut self, len: usize, then: State) -> State {
        self.leaf(LeafKind::Include, len);
        if let Ok((_, blank)) = token::inline_blank(self.rest()) {
            self.leaf(LeafKind::Blank, blank.len());
        }
        match fault(token::include_path(self.rest())) {
            Ok((_, path)) => {
                self.empty_or_leaf(LeafKind::IncludePath, path.len());
                then
            }
            Err(fault) => self.skip_entry(fault.problem, self.last_consumed(fault), then),
        }
    }

    fn open(&mut self, open: LeafKind, close: LeafKind, then: State, inside: State) -> State {
        if self.stack.len() == MAX_DEPTH {
            self.report(Problem::TooDeep, self.at);
            self.close_all();
            return State::Done;
        }
        self.stack.push(Frame { close, then, open: offset(self.at) });
        self.leaf(open, 1);
        self.key = None;
        inside
    }

    /// Closes the innermost block, whose closing character stands here.
    fn close(&mut self, close: LeafKind) -> State {
        self.leaf(close, 1);
        self.key = None;
        self.stack.pop().map_or(State::Top, |frame| frame.then)
    }

    fn terminator(&mut self, then: State) -> State {
        self.leaf(LeafKind::Terminator, 1);
        then
    }

    /// A character that the lexer passes over.
    fn pass_over(&mut self, then: State) -> State {
        self.leaf(LeafKind::Stray, 1);
        then
    }

    /// A character that may not stand here, and is left out.
    fn stray(&mut self, problem: Problem, then: State) -> State {
        self.report(problem, self.at);
        self.leaf(LeafKind::Skipped, 1);
        then
    }

    /// Two values without anything between. If the second looks like another entry, goes on as if the terminator were
    /// there; if not, it belonged to the first, and is left out with it.
    fn no_terminator(&mut self, then: State) -> State {
        match self.peek() {
            Some(0) => return self.stray(Problem::Nul, then),
            Some(b']' | b'}' | b':' | b'=' | b',' | b';') => return self.stray(Problem::NoTerminator, then),
            _ => self.report(Problem::NoTerminator, self.at),
        }
        if then != State::Array && !looks_like_entry(self.rest()) {
            self.leaf(LeafKind::Skipped, entry_len(self.rest()));
        }
        then
    }

    /// A closing character that fits no open block, or an outer one: then the inner ones end here too.
    fn mismatch(&mut self, problem: Problem, close: LeafKind, then: State) -> State {
        if !self.stack.iter().any(|frame| frame.close == close) {
            return self.stray(problem, then);
        }
        if let Some(inner) = self.stack.last() {
            let open = inner.open as usize;
            self.report_related(problem, self.at, open, "this is still open");
        }
        while let Some(frame) = self.stack.last() {
            if frame.close == close {
                break;
            }
            self.empty_or_leaf(frame.close, 0);
            self.stack.pop();
        }
        self.close(close)
    }

    /// The end of the file inside a block: says which one, and closes all.
    fn end_inside(&mut self) -> State {
        let open = self.stack.last().map_or(self.at, |frame| frame.open as usize);
        self.report_related(Problem::UnclosedContainer, self.text.len(), open, "this is never closed");
        self.close_all();
        State::Done
    }

    fn close_all(&mut self) {
        while let Some(frame) = self.stack.pop() {
            self.empty_or_leaf(frame.close, 0);
        }
    }

    fn unclosed_key(&mut self, fault: Fault<'t>) -> State {
        let in_map = self.stack.last().is_some_and(|frame| frame.close == LeafKind::MapClose);
        if fault.problem == Problem::SilentEnd && !in_map {
            self.report(Problem::SilentEnd, self.at);
        } else {
            self.report_related(Problem::UnclosedKey, self.text.len() - fault.rest.len(), self.at, "it starts here");
        }
        State::Done
    }

    /// Leaves out an entry that cannot be read: up to the end of its line, or what ends or closes it there.
    fn skip_entry(&mut self, problem: Problem, at: usize, then: State) -> State {
        match self.key.take() {
            Some(start) => self.report_related(problem, at, start, "the value of this key"),
            None => self.report(problem, at),
        }
        let rest = &self.text[at..];
        let len = if problem == Problem::NoIncludePath { line_len(rest) } else { entry_len(rest) };
        self.leaf(LeafKind::Skipped, at + len - self.at);
        then
    }

    /// Where the last character begins that a failed production consumed; its own start if it consumed none.
    fn last_consumed(&self, fault: Fault<'_>) -> usize {
        let consumed = self.text.len() - fault.rest.len();
        let is_start = |at: &usize| self.text[*at] & 0xc0 != 0x80;
        (self.at..consumed).rev().find(is_start).unwrap_or(self.at)
    }

    /// What is left of the text is not read by the server; says so if it is more than white space.
    fn not_read(&mut self) {
        let rest = self.rest();
        if rest.iter().any(|byte| !is_ascii_space(*byte) && *byte != 0) {
            self.report(Problem::NotRead, self.at);
        }
    }

    fn report(&mut self, problem: Problem, at: usize) {
        if self.diagnostics.len() < MAX_PROBLEMS {
            let span = self.char_at(at);
            self.diagnostics.push(problem.at(span));
        }
    }

    fn report_related(&mut self, problem: Problem, at: usize, related: usize, message: &'static str) {
        if self.diagnostics.len() < MAX_PROBLEMS {
            let (span, related) = (self.char_at(at), self.char_at(related));
            self.diagnostics.push(problem.at(span).related(related, message));
        }
    }

    /// The character at `at`. The server counts a line as ended once it has seen the line feed, and so do we.
    fn char_at(&self, at: usize) -> Span {
        let at = at.min(self.text.len());
        match decode(&self.text[at..]) {
            Some(('\n', len)) => Span::at(self.file, offset(at + len)),
            Some((_, len)) => Span::new(self.file, offset(at), offset(at + len)),
            None => Span::at(self.file, offset(at)),
        }
    }
}

/// Takes nom's envelope off; the productions read what is there, so that nothing is incomplete.
fn fault<O>(parsed: Parsed<'_, O>) -> Result<(&[u8], O), Fault<'_>> {
    parsed.map_err(|error| match error {
        nom::Err::Error(fault) | nom::Err::Failure(fault) => fault,
        nom::Err::Incomplete(_) => Fault { rest: &[], problem: Problem::Unexpected },
    })
}

const fn ends_entry(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | b',' | b';' | b'}' | b']')
}

/// How far an entry reaches that cannot be read: to the end of its line, or to what ends or closes it there.
fn entry_len(text: &[u8]) -> usize {
    text.iter().position(|byte| ends_entry(*byte)).unwrap_or(text.len())
}

fn line_len(text: &[u8]) -> usize {
    text.iter().position(|byte| is_newline(*byte)).unwrap_or(text.len())
}

/// Whether a separator or an opening bracket comes before the entry's end.
fn looks_like_entry(text: &[u8]) -> bool {
    let decisive = text.iter().find(|byte| ends_entry(**byte) || b":={[".contains(byte));
    decisive.is_some_and(|byte| !ends_entry(*byte))
}
