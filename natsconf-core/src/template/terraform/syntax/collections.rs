//! Tuples and objects: listed, or made by a `for`.

use super::parse::Parser;
use super::token::{Kind, Token};
use super::tree::{Expression, For, Key, Names, Node};
use super::{Mistake, Result};
use crate::template::terraform::value::Value;

impl Parser<'_> {
    /// `tuple = "[" [ expression *( "," expression ) [ "," ] ] "]" / "[" for "]"`
    pub(super) fn tuple(&mut self) -> Result<Expression> {
        let open = self.read();
        if self.is_word(self.peek(), "for") {
            return self.for_expression(open, Kind::CloseBracket);
        }
        let mut items = Vec::new();
        let close = loop {
            if let Some(close) = self.accept(Kind::CloseBracket) {
                break close;
            }
            items.push(self.expression()?);
            let next = self.peek();
            match next.kind {
                Kind::Comma => self.read(),
                Kind::CloseBracket => break self.read(),
                Kind::End => return Err(Mistake::new(open.range, "the closing bracket is missing")),
                _ => return Err(Mistake::new(next.range, "a comma is needed between items")),
            };
        };
        let below = items.iter().map(|item| item.depth).max().unwrap_or(0);
        self.node(Node::Tuple(items), open.range.to(close.range), below)
    }

    /// `object = "{" *( key ( "=" / ":" ) expression ( "," / newline ) ) "}" / "{" for "}"`
    pub(super) fn object(&mut self) -> Result<Expression> {
        let open = self.read();
        let is_for = self.with_newlines(false, |parser| Ok(parser.is_word(parser.peek(), "for")))?;
        if is_for {
            return self.with_newlines(false, |parser| parser.for_expression(open, Kind::CloseBrace));
        }
        self.with_newlines(true, |parser| parser.entries(open))
    }

    fn entries(&mut self, open: Token) -> Result<Expression> {
        let mut entries = Vec::new();
        let mut below = 0;
        let close = loop {
            if self.accept(Kind::Newline).is_some() {
                continue;
            }
            if let Some(close) = self.accept(Kind::CloseBrace) {
                break close;
            }
            let (key, key_depth) = self.key()?;
            self.key_separator(open)?;
            let value = self.expression()?;
            below = below.max(key_depth).max(value.depth);
            entries.push((key, value));
            let next = self.peek();
            match next.kind {
                Kind::CloseBrace => break self.read(),
                Kind::Comma | Kind::Newline => self.read(),
                Kind::End => return Err(Mistake::new(open.range, "the closing brace is missing")),
                _ => return Err(Mistake::new(next.range, "a comma or a new line is needed between entries")),
            };
        };
        self.node(Node::Object(entries), open.range.to(close.range), below)
    }

    fn key_separator(&mut self, open: Token) -> Result<()> {
        let next = self.peek();
        match next.kind {
            Kind::Equal | Kind::Colon => {
                self.read();
                Ok(())
            }
            Kind::End => Err(Mistake::new(open.range, "the closing brace is missing")),
            _ => Err(Mistake::new(next.range, "`=` and a value are needed after the key")),
        }
    }

    fn key(&mut self) -> Result<(Key, usize)> {
        let in_parentheses = self.peek().kind == Kind::OpenParen;
        let expression = self.expression()?;
        let depth = expression.depth;
        let key = match &expression.node {
            _ if in_parentheses => Key::Expression(expression),
            Node::Variable { name, steps, .. } if steps.is_empty() => Key::Name(name.clone(), expression.range),
            Node::Variable { .. } => Key::Ambiguous(expression),
            // `true`, `false` and `null` are names here.
            Node::Literal(Value::Bool(_) | Value::Null(_)) => {
                let name = &self.text[expression.range.start..expression.range.end];
                Key::Name(name.into(), expression.range)
            }
            _ => Key::Expression(expression),
        };
        Ok((key, depth))
    }

    /// `for = "for" names "in" expression ":" [ expression "=>" ] expression [ "..." ] [ "if" expression ]`
    fn for_expression(&mut self, open: Token, closer: Kind) -> Result<Expression> {
        self.read();
        let names = self.names()?;
        let collection = self.expression()?;
        self.expect(Kind::Colon, "a `for` needs `:` after its collection")?;
        let mut value = self.expression()?;
        let mut key = None;
        if self.accept(Kind::FatArrow).is_some() {
            key = Some(std::mem::replace(&mut value, self.expression()?));
        }
        let ellipsis = self.accept(Kind::Ellipsis);
        let condition = if self.accept_word("if") { Some(self.expression()?) } else { None };
        let close = self.expect(closer, "nothing more is expected in this `for`")?;
        check_for(closer, key.as_ref(), &value, ellipsis)?;
        let parts = [Some(&collection), key.as_ref(), Some(&value), condition.as_ref()];
        let below = parts.into_iter().flatten().map(|part| part.depth).max().unwrap_or(0);
        let grouped = ellipsis.is_some();
        let parts = For { names, collection, key, value, condition, grouped };
        self.node(Node::For(parts.into()), open.range.to(close.range), below)
    }

    /// `names = name [ "," name ] "in"`
    pub(super) fn names(&mut self) -> Result<Names> {
        let first = self.expect(Kind::Identifier, "the name of a variable is needed after `for`")?;
        let mut names = Names { key: None, value: self.slice(first).into() };
        if self.accept(Kind::Comma).is_some() {
            let second = self.expect(Kind::Identifier, "the name of a second variable is needed after the comma")?;
            names = Names { key: Some(names.value), value: self.slice(second).into() };
        }
        if self.accept_word("in") {
            return Ok(names);
        }
        Err(Mistake::new(self.peek().range, "`in` is needed after the names of a `for`"))
    }
}

/// What a tuple's `for` must not have, and what an object's must.
fn check_for(closer: Kind, key: Option<&Expression>, value: &Expression, ellipsis: Option<Token>) -> Result<()> {
    match (closer == Kind::CloseBrace, key, ellipsis) {
        (false, Some(key), _) => Err(Mistake::new(key.range, "a `for` in brackets makes a tuple and has no key")),
        (false, None, Some(ellipsis)) => Err(Mistake::new(ellipsis.range, "`...` groups only in a `for` in braces")),
        (true, None, _) => Err(Mistake::new(value.range, "a `for` in braces makes an object and needs `key => value`")),
        _ => Ok(()),
    }
}
