//! How deep a template is. minijinja goes through its expressions and its alternatives recursively, which takes the stack.

use std::ops::Range;

use minijinja::machinery::{Token, tokenize};

use super::source::Source;

/// The most operators one after the other in a tag, and the most alternatives of a condition.
const MOST: usize = 200;

/// A bracket is parsed through a function for each strength of an operator.
const BRACKET: usize = 4;

/// The first tag that is too deep.
pub(super) fn too_deep(source: &Source) -> Option<Range<usize>> {
    // The alternatives of each condition that is open, and all of them.
    let (mut conditions, mut alternatives) = (Vec::new(), 0);
    let mut tag = Tag::at(0);
    // What is no token is told by the parser.
    for (token, span) in tokenize(&source.text, false, source.syntax().ok()?).map_while(Result::ok) {
        let (start, end) = (span.start_offset as usize, span.end_offset as usize);
        match token {
            Token::BlockStart | Token::VariableStart => tag = Tag::at(start),
            Token::Ident("if") if tag.is_new() => conditions.push(0),
            Token::Ident("elif") if tag.is_new() => {
                conditions.last_mut().into_iter().for_each(|count| *count += 1);
                alternatives += usize::from(!conditions.is_empty());
            }
            Token::Ident("endif") if tag.is_new() => alternatives -= conditions.pop().unwrap_or(0),
            _ => {}
        }
        tag.add(&token);
        if tag.depth() > MOST || alternatives > MOST {
            return Some(tag.start..end);
        }
    }
    None
}

/// A tag, up to some token.
struct Tag {
    start: usize,
    tokens: usize,
    /// The operators since the last comma: of the tag, and of each bracket that is open.
    levels: Vec<usize>,
    /// All of them.
    operators: usize,
}

impl Tag {
    fn at(start: usize) -> Tag {
        Tag { start, tokens: 0, levels: vec![0], operators: 0 }
    }

    /// Whether a token is the first in it.
    fn is_new(&self) -> bool {
        self.tokens == 1
    }

    fn depth(&self) -> usize {
        self.operators + BRACKET * self.levels.len()
    }

    fn add(&mut self, token: &Token<'_>) {
        self.tokens += 1;
        match token {
            Token::BracketOpen | Token::BraceOpen | Token::ParenOpen => self.levels.push(0),
            Token::BracketClose | Token::BraceClose | Token::ParenClose => {
                self.operators -= self.levels.pop().unwrap_or(0);
                self.operator();
            }
            Token::Comma | Token::Colon => self.operators -= self.levels.last_mut().map_or(0, std::mem::take),
            Token::Ident("and" | "or" | "not" | "if" | "else" | "is" | "in") => self.operator(),
            Token::TemplateData(_)
            | Token::Ident(_)
            | Token::Str(_)
            | Token::String(_)
            | Token::Int(_)
            | Token::Int128(_)
            | Token::Float(_) => {}
            _ => self.operator(),
        }
    }

    fn operator(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            *level += 1;
            self.operators += 1;
        }
    }
}
