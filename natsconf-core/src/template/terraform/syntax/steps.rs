//! What follows a value: attributes, indexes and splats.

use super::parse::Parser;
use super::token::{Kind, Range, Token};
use super::tree::{Expression, Node, Step, StepKind};
use super::{Mistake, Result};
use crate::template::terraform::value::Value;

impl Parser<'_> {
    /// `steps = *( "." name / "." number / "." "*" … / "[" expression "]" / "[" "*" "]" … )`
    pub(super) fn steps(&mut self, from: Expression) -> Result<Expression> {
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
}
