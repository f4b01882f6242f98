//! Tokens to expressions, by recursive descent, one function per production. The first mistake ends it: what HCL says
//! about the text after a mistake follows from how it recovers, and is mostly not true.

use std::sync::Arc;

use super::scan::{Start, scan};
use super::token::{Kind, Range, Token};
use super::tree::{Binary, Call, Expression, Node, Unary};
use super::{Mistake, Result, literal};
use crate::template::terraform::value::{Number, NumberError, Value};

pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    tokens: Vec<Token>,
    next: usize,
    /// Whether newlines are tokens, for each bracket that is open.
    newlines: Vec<bool>,
    /// How deep expressions may nest.
    limit: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, start: Start, limit: usize) -> Result<Parser<'t>> {
        let parser = Parser { text, tokens: scan(text, start), next: 0, newlines: vec![true], limit, depth: 0 };
        // Characters that have no place in the language are reported before anything else, wherever they are.
        match parser.tokens.iter().find_map(|token| Some((token, parser.foreign(*token)?))) {
            Some((token, message)) => Err(Mistake::new(token.range, message)),
            None => Ok(parser),
        }
    }

    fn foreign(&self, token: Token) -> Option<&'static str> {
        match token.kind {
            Kind::QuotedNewline => Some("a quoted string cannot go on on the next line"),
            Kind::Invalid => Some("this character is not used in expressions"),
            Kind::Foreign => Some(match self.slice(token) {
                "&" => "there are no bitwise operators; did you mean `&&`?",
                "|" => "there are no bitwise operators; did you mean `||`?",
                "~" => "there are no bitwise operators; did you mean `!`?",
                "^" => "there are no bitwise operators",
                ";" => "`;` is not used in expressions",
                _ => "strings are written in double quotes",
            }),
            _ => None,
        }
    }

    pub(super) fn slice(&self, token: Token) -> &'t str {
        &self.text[token.range.start..token.range.end]
    }

    fn find_next(&self) -> (Token, usize) {
        let newlines = self.newlines.last().copied().unwrap_or(true);
        for (index, token) in self.tokens.iter().enumerate().skip(self.next) {
            match token.kind {
                // A comment to the end of the line stands for the newline it swallows.
                Kind::Comment if newlines && self.slice(*token).ends_with('\n') => {
                    return (Token { kind: Kind::Newline, ..*token }, index + 1);
                }
                Kind::Comment => {}
                Kind::Newline if !newlines => {}
                _ => return (*token, index + 1),
            }
        }
        let end = Range { start: self.text.len(), end: self.text.len() };
        (Token { kind: Kind::End, range: end }, self.tokens.len())
    }

    pub(super) fn peek(&self) -> Token {
        self.find_next().0
    }

    pub(super) fn read(&mut self) -> Token {
        let (token, next) = self.find_next();
        self.next = next;
        token
    }

    pub(super) fn accept(&mut self, kind: Kind) -> Option<Token> {
        (self.peek().kind == kind).then(|| self.read())
    }

    pub(super) fn expect(&mut self, kind: Kind, message: &'static str) -> Result<Token> {
        let token = self.peek();
        if token.kind == kind { Ok(self.read()) } else { Err(Mistake::new(token.range, message)) }
    }

    pub(super) fn is_word(&self, token: Token, word: &str) -> bool {
        token.kind == Kind::Identifier && self.slice(token) == word
    }

    pub(super) fn accept_word(&mut self, word: &str) -> bool {
        let found = self.is_word(self.peek(), word);
        if found {
            self.read();
        }
        found
    }

    /// Reads with newlines as tokens, or without.
    pub(super) fn with_newlines<T>(&mut self, newlines: bool, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.newlines.push(newlines);
        let result = read(self);
        self.newlines.pop();
        result
    }

    /// Counts a level of nesting while reading it.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= self.limit {
            return Err(Mistake::too_deep(self.peek().range));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// A node over what is below it, unless that makes the tree too deep.
    pub(super) fn node(&self, node: Node, range: Range, below: usize) -> Result<Expression> {
        let depth = below + 1;
        if depth > self.limit { Err(Mistake::too_deep(range)) } else { Ok(Expression { node, range, depth }) }
    }

    /// `expression = binary [ "?" expression ":" expression ]`
    pub(super) fn expression(&mut self) -> Result<Expression> {
        self.nested(Self::conditional)
    }

    fn conditional(&mut self) -> Result<Expression> {
        let start = self.peek().range;
        let condition = self.binary(0)?;
        if self.accept(Kind::Question).is_none() {
            return Ok(condition);
        }
        let yes = self.expression()?;
        self.expect(Kind::Colon, "a conditional needs `:` and a value for the case that the condition is false")?;
        let no = self.expression()?;
        let (range, below) = (start.to(no.range), condition.depth.max(yes.depth).max(no.depth));
        self.node(Node::Conditional { condition: condition.into(), yes: yes.into(), no: no.into() }, range, below)
    }

    /// `binary = term *( operator term ), by precedence, from the left`
    fn binary(&mut self, level: usize) -> Result<Expression> {
        let mut left = self.term_with_steps()?;
        while let Some((operator, precedence)) = operator(self.peek().kind).filter(|(_, found)| *found >= level) {
            self.read();
            let right = self.binary(precedence + 1)?;
            let (range, below) = (left.range.to(right.range), left.depth.max(right.depth));
            left = self.node(Node::Binary { operator, left: left.into(), right: right.into() }, range, below)?;
        }
        Ok(left)
    }

    fn term_with_steps(&mut self) -> Result<Expression> {
        let term = self.nested(Self::term)?;
        self.steps(term)
    }

    fn term(&mut self) -> Result<Expression> {
        let token = self.peek();
        match token.kind {
            Kind::OpenParen => self.parentheses(),
            Kind::Number => {
                self.read();
                let value = self.number(token)?;
                self.node(Node::Literal(value), token.range, 0)
            }
            Kind::Identifier => self.word(),
            Kind::OpenQuote | Kind::OpenHeredoc => self.quoted(),
            Kind::Minus => self.unary(Unary::Negate),
            Kind::Not => self.unary(Unary::Not),
            Kind::OpenBracket => self.with_newlines(false, Self::tuple),
            Kind::OpenBrace => self.object(),
            Kind::End => Err(Mistake::new(token.range, "an expression is missing at the end of the template")),
            _ => Err(Mistake::new(token.range, "an expression is needed here")),
        }
    }

    /// `parentheses = "(" expression ")"`
    fn parentheses(&mut self) -> Result<Expression> {
        let open = self.read();
        let (inner, close) = self.with_newlines(false, |parser| {
            let inner = parser.expression()?;
            Ok((inner, parser.expect(Kind::CloseParen, "the closing parenthesis is missing")?))
        })?;
        let (range, below) = (open.range.to(close.range), inner.depth);
        self.node(Node::Parentheses(inner.into()), range, below)
    }

    pub(super) fn number(&self, token: Token) -> Result<Value> {
        Number::parse(self.slice(token)).map(Value::Number).map_err(|error| match error {
            NumberError::Undefined => Mistake::new(token.range, "no number is written like this"),
            NumberError::TooLarge => Mistake::limit(token.range, "the number has too many digits"),
        })
    }

    /// `word = "true" / "false" / "null" / call / name`
    fn word(&mut self) -> Result<Expression> {
        let token = self.read();
        if matches!(self.peek().kind, Kind::OpenParen | Kind::DoubleColon) {
            return self.call(token);
        }
        let node = match self.slice(token) {
            "true" => Node::Literal(Value::Bool(true)),
            "false" => Node::Literal(Value::Bool(false)),
            "null" => Node::Literal(Value::NULL),
            name => Node::Variable { name: name.into(), name_range: token.range, steps: Vec::new() },
        };
        self.node(node, token.range, 0)
    }

    fn unary(&mut self, operator: Unary) -> Result<Expression> {
        let sign = self.read();
        let operand = self.term_with_steps()?;
        let (range, below) = (sign.range.to(operand.range), operand.depth);
        self.node(Node::Unary { operator, operand: operand.into() }, range, below)
    }

    /// `call = name *( "::" name ) "(" [ expression *( "," expression ) [ "," / "..." ] ] ")"`
    fn call(&mut self, first: Token) -> Result<Expression> {
        let mut name = self.slice(first).to_owned();
        let mut name_range = first.range;
        let mut open = self.read();
        while open.kind == Kind::DoubleColon {
            let part = self.read();
            if part.kind != Kind::Identifier {
                return Err(Mistake::new(part.range, "the name of a function is needed after `::`"));
            }
            name = format!("{name}::{}", self.slice(part));
            name_range = first.range.to(part.range);
            open = self.read();
        }
        if open.kind != Kind::OpenParen {
            return Err(Mistake::new(open.range, "the name of a function is followed by its arguments in parentheses"));
        }
        let open = name_range.to(open.range);
        let (arguments, expands, close) = self.with_newlines(false, |parser| parser.arguments(open))?;
        let below = arguments.iter().map(|argument| argument.depth).max().unwrap_or(0);
        let range = name_range.to(close);
        self.node(Node::Call(Call { name, name_range, open, close, arguments, expands }), range, below)
    }

    fn arguments(&mut self, open: Range) -> Result<(Vec<Expression>, bool, Range)> {
        let mut arguments = Vec::new();
        loop {
            if let Some(close) = self.accept(Kind::CloseParen) {
                return Ok((arguments, false, close.range));
            }
            arguments.push(self.expression()?);
            let separator = self.read();
            match separator.kind {
                Kind::Comma => {}
                Kind::CloseParen => return Ok((arguments, false, separator.range)),
                Kind::Ellipsis => match self.accept(Kind::CloseParen) {
                    Some(close) => return Ok((arguments, true, close.range)),
                    None => return Err(Mistake::new(separator.range, "`...` must be followed by `)`")),
                },
                Kind::End => return Err(Mistake::new(open, "the closing parenthesis of this call is missing")),
                _ => return Err(Mistake::new(separator.range, "a comma is needed between arguments")),
            }
        }
    }

    /// `` quoted = `"` template `"` / heredoc ``
    fn quoted(&mut self) -> Result<Expression> {
        let open = self.read();
        let is_heredoc = open.kind == Kind::OpenHeredoc;
        let closer = if is_heredoc { Kind::CloseHeredoc } else { Kind::CloseQuote };
        let indented = is_heredoc && self.slice(open).starts_with("<<-");
        let (node, range, below) = self.template(closer, indented)?;
        self.node(node, open.range.to(range), below)
    }

    /// The text of a token after escapes.
    pub(super) fn literal(&self, token: Token) -> Result<String> {
        literal::decode(self.slice(token), token.kind == Kind::QuotedText).map_err(|(range, message)| {
            Mistake::new(Range { start: token.range.start + range.start, end: token.range.start + range.end }, message)
        })
    }

    pub(super) fn name(&self, token: Token) -> Arc<str> {
        self.slice(token).into()
    }
}

/// An operator and its precedence: the lower, the later it is applied.
fn operator(kind: Kind) -> Option<(Binary, usize)> {
    Some(match kind {
        Kind::Or => (Binary::Or, 0),
        Kind::And => (Binary::And, 1),
        Kind::EqualTo => (Binary::EqualTo, 2),
        Kind::NotEqual => (Binary::NotEqual, 2),
        Kind::Greater => (Binary::Greater, 3),
        Kind::GreaterOrEqual => (Binary::GreaterOrEqual, 3),
        Kind::Less => (Binary::Less, 3),
        Kind::LessOrEqual => (Binary::LessOrEqual, 3),
        Kind::Plus => (Binary::Add, 4),
        Kind::Minus => (Binary::Subtract, 4),
        Kind::Star => (Binary::Multiply, 5),
        Kind::Slash => (Binary::Divide, 5),
        Kind::Percent => (Binary::Modulo, 5),
        _ => return None,
    })
}
