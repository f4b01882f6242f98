//! The tree of a template: expressions, and the parts of text that they stand in.

use std::sync::Arc;

use super::token::Range;
use crate::template::terraform::value::Value;

/// An expression and the range it covers.
#[derive(Debug)]
pub(in crate::template::terraform) struct Expression {
    pub(in crate::template::terraform) node: Node,
    pub(in crate::template::terraform) range: Range,
    /// How deep the tree below it is.
    pub(super) depth: usize,
}

#[derive(Debug)]
pub(in crate::template::terraform) enum Node {
    Literal(Value),
    /// `name.attribute[0]`
    Variable {
        name: Arc<str>,
        name_range: Range,
        steps: Vec<Step>,
    },
    /// `….attribute[0]` on what is no variable.
    Steps {
        source: Box<Expression>,
        steps: Vec<Step>,
    },
    /// `…[key]` with a key that is no literal.
    Index {
        source: Box<Expression>,
        key: Box<Expression>,
        bracket: Range,
    },
    /// `…[*]…` and `….*…`: `each` with its innermost [`Node::Item`] standing for an element.
    Splat {
        source: Box<Expression>,
        each: Box<Expression>,
        marker: Range,
    },
    /// The element of the innermost splat.
    Item,
    Call(Call),
    Unary {
        operator: Unary,
        operand: Box<Expression>,
    },
    Binary {
        operator: Binary,
        left: Box<Expression>,
        right: Box<Expression>,
    },
    Conditional {
        condition: Box<Expression>,
        yes: Box<Expression>,
        no: Box<Expression>,
    },
    Parentheses(Box<Expression>),
    Tuple(Vec<Expression>),
    Object(Vec<(Key, Expression)>),
    For(Box<For>),
    /// Text with holes.
    Template(Vec<Part>),
    /// Text that is one hole and nothing else: the value, not its text.
    Wrap(Box<Expression>),
}

/// `.name`, `[0]` or `["name"]`, with the range that an error about it names.
#[derive(Debug)]
pub(in crate::template::terraform) struct Step {
    pub(in crate::template::terraform) kind: StepKind,
    pub(in crate::template::terraform) range: Range,
}

#[derive(Debug)]
pub(in crate::template::terraform) enum StepKind {
    Attribute(Arc<str>),
    Index(Value),
}

#[derive(Debug)]
pub(in crate::template::terraform) struct Call {
    pub(in crate::template::terraform) name: String,
    pub(in crate::template::terraform) name_range: Range,
    /// The name and the opening parenthesis.
    pub(in crate::template::terraform) open: Range,
    pub(in crate::template::terraform) close: Range,
    pub(in crate::template::terraform) arguments: Vec<Expression>,
    /// The last argument is followed by `...`: its elements are the arguments.
    pub(in crate::template::terraform) expands: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::template::terraform) enum Unary {
    Negate,
    Not,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::template::terraform) enum Binary {
    Or,
    And,
    EqualTo,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// The key of an entry of an object.
#[derive(Debug)]
pub(in crate::template::terraform) enum Key {
    /// A bare word.
    Name(Arc<str>, Range),
    /// `a.b`, which could mean either a name or a value; refused when evaluated.
    Ambiguous(Expression),
    Expression(Expression),
}

#[derive(Debug)]
pub(in crate::template::terraform) struct For {
    pub(in crate::template::terraform) names: Names,
    pub(in crate::template::terraform) collection: Expression,
    /// The key of an object's entry; `None` when a tuple is made.
    pub(in crate::template::terraform) key: Option<Expression>,
    pub(in crate::template::terraform) value: Expression,
    pub(in crate::template::terraform) condition: Option<Expression>,
    /// `…`: values with the same key are collected.
    pub(in crate::template::terraform) grouped: bool,
}

/// The variables of a `for`.
#[derive(Debug)]
pub(in crate::template::terraform) struct Names {
    pub(in crate::template::terraform) key: Option<Arc<str>>,
    pub(in crate::template::terraform) value: Arc<str>,
}

/// A part of a template.
#[derive(Debug)]
pub(in crate::template::terraform) enum Part {
    Text(Text),
    Hole(Expression),
    If { condition: Expression, yes: Vec<Part>, no: Vec<Part> },
    For { names: Names, collection: Expression, body: Vec<Part>, open: Range },
}

/// Text that stands for itself, put together from the tokens it was scanned in.
#[derive(Debug)]
pub(in crate::template::terraform) struct Text {
    pub(in crate::template::terraform) range: Range,
    pub(in crate::template::terraform) pieces: Vec<Piece>,
}

/// The text of one token after escapes and `~`, and where it comes from.
#[derive(Debug)]
pub(in crate::template::terraform) struct Piece {
    pub(in crate::template::terraform) text: String,
    pub(in crate::template::terraform) range: Range,
}

impl Text {
    pub(super) fn content(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

impl Expression {
    /// The range by which HCL points at the expression when it is an argument: often only its start.
    pub(in crate::template::terraform) fn start_range(&self) -> Range {
        let first = |len: usize| Range { start: self.range.start, end: self.range.start + len };
        match &self.node {
            Node::Call(call) => call.open,
            Node::Index { bracket, .. } => Range { start: bracket.start, end: bracket.start + 1 },
            Node::Splat { marker, .. } => *marker,
            Node::Unary { .. } | Node::Tuple(_) | Node::Object(_) | Node::For(_) => first(1),
            Node::Binary { left: first, .. }
            | Node::Conditional { condition: first, .. }
            | Node::Parentheses(first) => first.start_range(),
            Node::Template(parts) => parts.first().map_or(self.range, Part::start_range),
            _ => self.range,
        }
    }

    /// The text of a template without holes.
    pub(super) fn literal_text(&self) -> Option<String> {
        match &self.node {
            Node::Template(parts) => match parts.as_slice() {
                [Part::Text(text)] => Some(text.content()),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Part {
    fn start_range(&self) -> Range {
        match self {
            Part::Text(text) => text.range,
            Part::Hole(expression) => expression.start_range(),
            Part::If { condition, .. } => condition.start_range(),
            Part::For { open, .. } => *open,
        }
    }
}
