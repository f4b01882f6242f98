//! Tokens to expressions, by recursive descent, one function per production. The first mistake ends it: what HCL says
//! about the text after a mistake follows from how it recovers, and is mostly not true.

use std::sync::Arc;

use super::scan::{Start, scan};
use super::token::{Kind, Range, Token};
use super::tree::{Binary, Call, Expression, For, Key, Names, Node, Step, StepKind, Unary};
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

    fn accept(&mut self, kind: Kind) -> Option<Token> {
        (self.peek().kind == kind).then(|| self.read())
    }

    pub(super) fn expect(&mut self, kind: Kind, message: &'static str) -> Result<Token> {
        let token = self.peek();
        if token.kind == kind { Ok(self.read()) } else { Err(Mistake::new(token.range, message)) }
    }

    fn is_word(&self, token: Token, word: &str) -> bool {
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

    /// expression = binary [ "?" expression ":" expression ]
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

    /// binary = term *( operator term ), by precedence, from the left
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

    /// parentheses = "(" expression ")"
    fn parentheses(&mut self) -> Result<Expression> {
        let open = self.read();
        let (inner, close) = self.with_newlines(false, |parser| {
            let inner = parser.expression()?;
            Ok((inner, parser.expect(Kind::CloseParen, "the closing parenthesis is missing")?))
        })?;
        let (range, below) = (open.range.to(close.range), inner.depth);
        self.node(Node::Parentheses(inner.into()), range, below)
    }

    fn number(&self, token: Token) -> Result<Value> {
        Number::parse(self.slice(token)).map(Value::Number).map_err(|error| match error {
            NumberError::Undefined => Mistake::new(token.range, "no number is written like this"),
            NumberError::TooLarge => Mistake::limit(token.range, "the number has too many digits"),
        })
    }

    /// word = "true" / "false" / "null" / call / name
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

    /// call = name *( "::" name ) "(" [ expression *( "," expression ) [ "," / "..." ] ] ")"
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

    /// tuple = "[" [ expression *( "," expression ) [ "," ] ] "]" / "[" for "]"
    fn tuple(&mut self) -> Result<Expression> {
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

    /// object = "{" *( key ( "=" / ":" ) expression ( "," / newline ) ) "}" / "{" for "}"
    fn object(&mut self) -> Result<Expression> {
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

    /// for = "for" names "in" expression ":" [ expression "=>" ] expression [ "..." ] [ "if" expression ]
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

    /// names = name [ "," name ] "in"
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

    /// steps = *( "." name / "." number / "." "*" … / "[" expression "]" / "[" "*" "]" … )
    fn steps(&mut self, from: Expression) -> Result<Expression> {
        let mut expression = from;
        loop {
            expression = match self.peek().kind {
                Kind::Dot => self.dot(expression)?,
                Kind::OpenBracket => self.bracket(expression)?,
                _ => return Ok(expression),
            };
        }
    }

    fn dot(&mut self, source: Expression) -> Result<Expression> {
        let dot = self.read();
        if let Some(star) = self.accept(Kind::Star) {
            return self.attribute_splat(source, dot.range.to(star.range));
        }
        let step = self.dot_step(dot, None)?;
        self.with_step(source, step)
    }

    /// `.name`, or `.0` as old Terraform wrote `[0]`; `at` is where a splat's errors point.
    fn dot_step(&mut self, dot: Token, at: Option<Range>) -> Result<Step> {
        let token = self.peek();
        let range = dot.range.to(token.range);
        let kind = match token.kind {
            Kind::Identifier => StepKind::Attribute(self.slice(token).into()),
            Kind::Number if self.slice(token).contains('.') => {
                let message = "indexes that follow each other are written in brackets, as in `[0][1]`";
                return Err(Mistake::new(at.unwrap_or(token.range), message));
            }
            Kind::Number => StepKind::Index(self.number(token)?),
            Kind::Star => return Err(Mistake::new(token.range, "a `*` cannot follow another like this")),
            _ => return Err(Mistake::new(at.unwrap_or(token.range), "the name of an attribute is needed after `.`")),
        };
        self.read();
        Ok(Step { kind, range })
    }

    /// Of `.*` only attributes and old indexes are taken for each element; what follows is for the whole.
    fn attribute_splat(&mut self, source: Expression, marker: Range) -> Result<Expression> {
        let item = self.node(Node::Item, marker, 0)?;
        let star = Range { start: marker.end - 1, end: marker.end };
        let first = self.peek().range;
        let mut steps = Vec::new();
        while let Some(dot) = self.accept(Kind::Dot) {
            steps.push(self.dot_step(dot, Some(star))?);
        }
        let Some(last) = steps.last().map(|step| step.range) else {
            let range = source.range.to(marker);
            return self.splat(source, item, marker, range);
        };
        let range = source.range.to(last);
        let each = self.node(Node::Steps { source: item.into(), steps }, first.to(last), 1)?;
        self.splat(source, each, marker, range)
    }

    fn splat(&self, source: Expression, each: Expression, marker: Range, range: Range) -> Result<Expression> {
        let below = source.depth.max(each.depth);
        self.node(Node::Splat { source: source.into(), each: each.into(), marker }, range, below)
    }

    fn bracket(&mut self, source: Expression) -> Result<Expression> {
        let open = self.read();
        if self.accept(Kind::Star).is_some() {
            let close = self.close_bracket("`*` must be followed by `]`")?;
            let marker = open.range.to(close.range);
            let item = self.node(Node::Item, marker, 0)?;
            let each = self.nested(|parser| parser.steps(item))?;
            let range = source.range.to(each.range);
            return self.splat(source, each, marker, range);
        }
        let (key, close) = self.with_newlines(false, |parser| {
            let key = parser.expression()?;
            Ok((key, parser.close_bracket("the closing bracket of the index is missing")?))
        })?;
        self.index(source, key, open.range.to(close.range))
    }

    /// When it is missing, HCL points at the bracket by which it recovers, or at the end.
    fn close_bracket(&mut self, message: &'static str) -> Result<Token> {
        let close = self.read();
        if close.kind == Kind::CloseBracket {
            return Ok(close);
        }
        let mut open = 0;
        loop {
            let token = self.read();
            match token.kind {
                Kind::OpenBracket => open += 1,
                Kind::CloseBracket if open > 0 => open -= 1,
                Kind::CloseBracket | Kind::End => return Err(Mistake::new(token.range, message)),
                _ => {}
            }
        }
    }

    fn index(&self, source: Expression, key: Expression, bracket: Range) -> Result<Expression> {
        let literal = match &key.node {
            Node::Literal(value) => Some(value.clone()),
            _ => key.literal_text().map(|text| Value::string(&text)),
        };
        if let Some(value) = literal {
            return self.with_step(source, Step { kind: StepKind::Index(value), range: bracket });
        }
        let (range, below) = (source.range.to(bracket), source.depth.max(key.depth));
        self.node(Node::Index { source: source.into(), key: key.into(), bracket }, range, below)
    }

    fn with_step(&self, mut source: Expression, step: Step) -> Result<Expression> {
        let range = source.range.to(step.range);
        if let Node::Variable { steps, .. } | Node::Steps { steps, .. } = &mut source.node {
            steps.push(step);
            source.range = range;
            return Ok(source);
        }
        let below = source.depth;
        self.node(Node::Steps { source: source.into(), steps: vec![step] }, range, below)
    }

    /// quoted = `"` template `"` / heredoc
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

/// What a tuple's `for` must not have, and what an object's must.
fn check_for(closer: Kind, key: Option<&Expression>, value: &Expression, ellipsis: Option<Token>) -> Result<()> {
    match (closer == Kind::CloseBrace, key, ellipsis) {
        (false, Some(key), _) => Err(Mistake::new(key.range, "a `for` in brackets makes a tuple and has no key")),
        (false, None, Some(ellipsis)) => Err(Mistake::new(ellipsis.range, "`...` groups only in a `for` in braces")),
        (true, None, _) => Err(Mistake::new(value.range, "a `for` in braces makes an object and needs `key => value`")),
        _ => Ok(()),
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
