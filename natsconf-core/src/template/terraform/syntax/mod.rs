//! The syntax of Terraform's templates and expressions: text to tokens, tokens to a tree with the byte ranges that
//! HCL's errors name. It is our own, since hcl-edit keeps numbers as `f64`, joins the tokens of text by which `~`
//! strips, and reports another range, or none, for most mistakes.

mod body;
mod collections;
mod literal;
mod parse;
mod scan;
mod steps;
mod template;
mod token;
mod tree;
mod walk;

pub(super) use body::parse_body;
pub(super) use scan::is_identifier;
pub(super) use token::Range;
pub(super) use tree::{Binary, Call, Expression, For, Key, Names, Node, Part, Step, StepKind, Text, Unary};

pub(super) use walk::Mentions;

use parse::Parser;
use scan::Start;
use token::Kind;

/// Reads a template. It must not start with a byte order mark.
///
/// # Errors
/// The mistake that HCL reports first.
pub(super) fn parse_template(text: &str, depth: usize) -> Result<Expression> {
    let mut parser = Parser::new(text, Start::Template, depth)?;
    let start = parser.peek().range.before();
    let (node, end, below) = parser.template(Kind::End, false)?;
    parser.node(node, start.to(end), below)
}

/// A mistake in the syntax.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) range: Range,
    pub(super) message: &'static str,
    pub(super) help: Option<&'static str>,
    /// The directive that is not ended.
    pub(super) opened: Option<Range>,
    /// The text may be right, but is more than is read.
    pub(super) is_limit: bool,
}

type Result<T> = std::result::Result<T, Mistake>;

impl Mistake {
    fn new(range: Range, message: &'static str) -> Mistake {
        Mistake { range, message, help: None, opened: None, is_limit: false }
    }

    fn limit(range: Range, message: &'static str) -> Mistake {
        Mistake { is_limit: true, ..Mistake::new(range, message) }
    }

    fn too_deep(range: Range) -> Mistake {
        Mistake::limit(range, "expressions are nested too deeply")
    }

    fn help(mut self, help: &'static str) -> Mistake {
        self.help = Some(help);
        self
    }

    fn opened(mut self, range: Range) -> Mistake {
        self.opened = Some(range);
        self
    }
}
