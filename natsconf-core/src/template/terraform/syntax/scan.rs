//! Cuts text into tokens, switching between the modes of the language: expressions, text between quotes, heredocs and
//! the text of a template. Where a token of text ends decides what a `~` strips, so the rules are HCL's to the byte.

use unicode_ident::{is_xid_continue, is_xid_start};

use super::token::{Kind, Range, Token};

/// What the text as a whole is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// A template: text with `${…}` and `%{…}` in it.
    Template,
    /// Attribute definitions, as in a `.tfvars` file.
    Body,
}

/// All tokens of a text, the last of which is [`Kind::End`].
pub(super) fn scan(text: &str, start: Start) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        at: 0,
        tokens: Vec::new(),
        modes: vec![if start == Start::Template { Mode::Template } else { Mode::Expression }],
        braces: 0,
        sequences: Vec::new(),
        heredocs: Vec::new(),
    };
    scanner.run();
    scanner.tokens
}

/// Whether the text is one identifier: a letter or `_`, then letters, digits, `_` and `-`.
pub(in crate::template::terraform) fn is_identifier(text: &str) -> bool {
    !text.is_empty() && identifier_len(text) == text.len()
}

fn identifier_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    match chars.next() {
        Some((_, first)) if first == '_' || is_xid_start(first) => {}
        _ => return 0,
    }
    chars.find(|(_, char)| *char != '-' && !is_xid_continue(*char)).map_or(text.len(), |(at, _)| at)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Expression,
    Quoted,
    Heredoc,
    Template,
}

struct Heredoc<'t> {
    marker: &'t str,
    /// Whether the next token starts a line, and so can be the marker.
    at_line_start: bool,
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    modes: Vec<Mode>,
    /// How many braces are open.
    braces: i64,
    /// How many braces were open when each `${` or `%{` opened.
    sequences: Vec<i64>,
    heredocs: Vec<Heredoc<'t>>,
}

impl<'t> Scanner<'t> {
    fn run(&mut self) {
        while self.at < self.text.len() {
            match self.modes.last() {
                Some(Mode::Quoted) => self.quoted(),
                Some(Mode::Heredoc) => self.heredoc(),
                Some(Mode::Template) => self.template(),
                Some(Mode::Expression) | None => self.expression(),
            }
        }
        self.emit(Kind::End, 0);
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn emit(&mut self, kind: Kind, len: usize) {
        let range = Range { start: self.at, end: self.at + len };
        self.tokens.push(Token { kind, range });
        self.at = range.end;
    }

    /// Text that fits nowhere ends the scan: at the top of a template it stands for itself.
    fn give_up(&mut self) {
        let kind = if self.modes.len() == 1 && self.modes[0] == Mode::Template { Kind::Text } else { Kind::Invalid };
        self.emit(kind, self.text.len() - self.at);
    }

    fn template(&mut self) {
        if self.sequence_start() {
            return;
        }
        let len = self.text_len();
        match self.newline_len(len) {
            0 if len == 0 => self.sigil(),
            newline => self.emit(Kind::Text, len + newline),
        }
    }

    fn heredoc(&mut self) {
        if self.sequence_start() {
            return;
        }
        let len = self.text_len();
        match self.newline_len(len) {
            0 if len == 0 => self.sigil(),
            0 => self.heredoc_text(len),
            newline => self.heredoc_line(len, newline),
        }
    }

    fn heredoc_text(&mut self, len: usize) {
        if let Some(heredoc) = self.heredocs.last_mut() {
            heredoc.at_line_start = false;
        }
        self.emit(Kind::Text, len);
    }

    /// The rest of a line with its newline; or the marker, whose newline is a token of its own.
    fn heredoc_line(&mut self, len: usize, newline: usize) {
        let line = &self.rest()[..len];
        let Some(heredoc) = self.heredocs.last_mut() else { return self.give_up() };
        if heredoc.at_line_start && line.trim() == heredoc.marker {
            self.heredocs.pop();
            self.modes.pop();
            self.emit(Kind::CloseHeredoc, len);
            return self.emit(Kind::Newline, newline);
        }
        heredoc.at_line_start = true;
        self.emit(Kind::Text, len + newline);
    }

    /// How far text goes that needs no second look.
    fn text_len(&self) -> usize {
        self.rest().find(['$', '%', '\r', '\n']).unwrap_or(self.rest().len())
    }

    /// The length of a newline at a distance; 0 when there is none.
    fn newline_len(&self, ahead: usize) -> usize {
        match (self.byte(ahead), self.byte(ahead + 1)) {
            (Some(b'\n'), _) => 1,
            (Some(b'\r'), Some(b'\n')) => 2,
            _ => 0,
        }
    }

    /// A `$` or `%` that opens nothing: the escape `$${`, or the sign alone, with the byte after it when a newline
    /// follows that.
    fn sigil(&mut self) {
        let sigil = self.byte(0).filter(|byte| matches!(byte, b'$' | b'%'));
        // A lone carriage return, or a sign at the very end.
        let (Some(sigil), Some(second)) = (sigil, self.byte(1)) else { return self.give_up() };
        let len = match self.byte(2) {
            Some(b'{') if second == sigil => {
                let escape = if self.byte(3) == Some(b'~') { 4 } else { 3 };
                let newline = self.newline_len(escape);
                if newline > 0 && self.modes.last() == Some(&Mode::Heredoc) {
                    return self.heredoc_line(escape, newline);
                }
                escape + newline
            }
            Some(_) if second.is_ascii() && self.newline_len(2) > 0 => 2,
            _ => 1,
        };
        if self.modes.last() == Some(&Mode::Heredoc) { self.heredoc_text(len) } else { self.emit(Kind::Text, len) }
    }

    /// `${`, `%{`, `${~` or `%{~`
    fn sequence_start(&mut self) -> bool {
        let kind = match (self.byte(0), self.byte(1)) {
            (Some(b'$'), Some(b'{')) => Kind::Interpolation,
            (Some(b'%'), Some(b'{')) => Kind::Control,
            _ => return false,
        };
        self.emit(kind, if self.byte(2) == Some(b'~') { 3 } else { 2 });
        self.braces += 1;
        self.sequences.push(self.braces);
        if let Some(heredoc) = self.heredocs.last_mut() {
            heredoc.at_line_start = false;
        }
        self.modes.push(Mode::Expression);
        true
    }

    fn quoted(&mut self) {
        if self.sequence_start() {
            return;
        }
        match self.byte(0) {
            Some(b'"') => {
                self.modes.pop();
                self.emit(Kind::CloseQuote, 1);
            }
            Some(b'\r' | b'\n') => {
                let len = self.rest().bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                self.emit(Kind::QuotedNewline, len);
            }
            Some(b'$' | b'%') => self.quoted_sigil(),
            _ => match self.quoted_len() {
                0 => self.emit(Kind::Invalid, 1),
                len => self.emit(Kind::QuotedText, len),
            },
        }
    }

    fn quoted_sigil(&mut self) {
        match (self.byte(1), self.byte(2)) {
            (None, _) => self.give_up(),
            (second, Some(b'{')) if second == self.byte(0) => {
                self.emit(Kind::QuotedText, if self.byte(3) == Some(b'~') { 4 } else { 3 });
            }
            _ => self.emit(Kind::QuotedText, 1),
        }
    }

    /// How far text between quotes goes: a backslash takes the next character with it.
    fn quoted_len(&self) -> usize {
        let mut chars = self.rest().char_indices();
        while let Some((at, char)) = chars.next() {
            match char {
                '$' | '%' | '"' | '\r' | '\n' => return at,
                '\\' if matches!(chars.next(), None | Some((_, '\r' | '\n'))) => return at,
                _ => {}
            }
        }
        self.rest().len()
    }

    fn expression(&mut self) {
        let rest = self.rest();
        let char = rest.chars().next().unwrap_or_default();
        match char {
            ' ' | '\t' => self.at += 1,
            '0'..='9' => self.emit(Kind::Number, number_len(rest.as_bytes())),
            '#' => self.emit(Kind::Comment, line_len(rest)),
            '/' if rest.starts_with("//") => self.emit(Kind::Comment, line_len(rest)),
            '/' if rest.starts_with("/*") && rest[2..].contains("*/") => {
                let len = rest[2..].find("*/").map_or(rest.len(), |at| at + 4);
                self.emit(Kind::Comment, len);
            }
            '{' => {
                self.emit(Kind::OpenBrace, 1);
                self.braces += 1;
            }
            '}' => self.close(1),
            '~' if rest.starts_with("~}") => self.close(2),
            '"' => {
                self.emit(Kind::OpenQuote, 1);
                self.modes.push(Mode::Quoted);
            }
            '<' if self.open_heredoc() => {}
            _ => self.word_or_sign(char),
        }
    }

    fn word_or_sign(&mut self, char: char) {
        let newline = self.newline_len(0);
        let identifier = identifier_len(self.rest());
        if newline > 0 {
            self.emit(Kind::Newline, newline);
        } else if identifier > 0 {
            self.emit(Kind::Identifier, identifier);
        } else {
            let (kind, len) = sign(self.rest()).unwrap_or((Kind::Invalid, char.len_utf8()));
            self.emit(kind, len);
        }
    }

    /// `}` or `~}`: the end of the sequence that opened at this level, or a brace.
    fn close(&mut self, len: usize) {
        let ends_sequence = self.sequences.last() == Some(&self.braces);
        // A `~}` that closes a plain brace is left to the parser to refuse.
        self.emit(if ends_sequence || len == 2 { Kind::SequenceEnd } else { Kind::CloseBrace }, len);
        self.braces -= 1;
        if ends_sequence {
            self.sequences.pop();
            self.modes.pop();
        }
    }

    /// `<<` [ `-` ] identifier newline
    fn open_heredoc(&mut self) -> bool {
        let Some(after) = self.rest().strip_prefix("<<") else { return false };
        let name = after.strip_prefix('-').unwrap_or(after);
        let len = identifier_len(name);
        let before = self.rest().len() - name.len();
        let newline = self.newline_len(before + len);
        if len == 0 || newline == 0 {
            return false;
        }
        self.heredocs.push(Heredoc { marker: &name[..len], at_line_start: true });
        self.emit(Kind::OpenHeredoc, before + len + newline);
        self.modes.push(Mode::Heredoc);
        true
    }
}

/// A digit, then digits, points and exponents, the last of which is not a point.
fn number_len(bytes: &[u8]) -> usize {
    let (mut at, mut end) = (1, 1);
    loop {
        match bytes.get(at) {
            Some(b'0'..=b'9') => at += 1,
            Some(b'.') => {
                at += 1;
                continue;
            }
            Some(b'e' | b'E') => {
                let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
                if !matches!(bytes.get(at + 1 + sign), Some(b'0'..=b'9')) {
                    return end;
                }
                at += 2 + sign;
            }
            _ => return end,
        }
        end = at;
    }
}

/// To the end of the line, newline included.
fn line_len(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |at| at + 1)
}

/// A sign of one, two or three characters.
fn sign(text: &str) -> Option<(Kind, usize)> {
    const SIGNS: [(&str, Kind); 33] = [
        ("...", Kind::Ellipsis),
        ("==", Kind::EqualTo),
        ("!=", Kind::NotEqual),
        (">=", Kind::GreaterOrEqual),
        ("<=", Kind::LessOrEqual),
        ("&&", Kind::And),
        ("||", Kind::Or),
        ("::", Kind::DoubleColon),
        ("=>", Kind::FatArrow),
        ("[", Kind::OpenBracket),
        ("]", Kind::CloseBracket),
        ("(", Kind::OpenParen),
        (")", Kind::CloseParen),
        (".", Kind::Dot),
        (",", Kind::Comma),
        ("*", Kind::Star),
        ("/", Kind::Slash),
        ("%", Kind::Percent),
        ("+", Kind::Plus),
        ("-", Kind::Minus),
        ("=", Kind::Equal),
        ("<", Kind::Less),
        (">", Kind::Greater),
        ("!", Kind::Not),
        ("?", Kind::Question),
        (":", Kind::Colon),
        ("&", Kind::Foreign),
        ("|", Kind::Foreign),
        ("~", Kind::Foreign),
        ("^", Kind::Foreign),
        (";", Kind::Foreign),
        ("`", Kind::Foreign),
        ("'", Kind::Foreign),
    ];
    SIGNS.iter().find(|(sign, _)| text.starts_with(sign)).map(|(sign, kind)| (*kind, sign.len()))
}
