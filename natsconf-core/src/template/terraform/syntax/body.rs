//! Attribute definitions, as a `.tfvars` file has them.

use std::sync::Arc;

use super::parse::Parser;
use super::scan::Start;
use super::token::Kind;
use super::tree::Expression;
use super::{Mistake, Result};

/// `name = value`
#[derive(Debug)]
pub(in crate::template::terraform) struct Attribute {
    pub(in crate::template::terraform) name: Arc<str>,
    pub(in crate::template::terraform) value: Expression,
}

/// `body = *( name "=" expression newline )`
///
/// # Errors
/// The first mistake; blocks and names given twice are mistakes.
pub(in crate::template::terraform) fn parse_body(text: &str, depth: usize) -> Result<Vec<Attribute>> {
    let mut parser = Parser::new(text, Start::Body, depth)?;
    let mut attributes: Vec<Attribute> = Vec::new();
    loop {
        let token = parser.read();
        match token.kind {
            Kind::Newline => {}
            Kind::End => return Ok(attributes),
            Kind::Identifier => {
                let name = parser.name(token);
                if attributes.iter().any(|attribute| attribute.name == name) {
                    return Err(Mistake::new(token.range, "the variable is set twice"));
                }
                attributes.push(attribute(&mut parser, name)?);
            }
            _ => return Err(Mistake::new(token.range, "the name of a variable is needed here")),
        }
    }
}

fn attribute(parser: &mut Parser<'_>, name: Arc<str>) -> Result<Attribute> {
    parser.expect(Kind::Equal, "`=` and a value are needed after the name of a variable")?;
    let value = parser.expression()?;
    let end = parser.peek();
    if matches!(end.kind, Kind::Newline | Kind::End) {
        return Ok(Attribute { name, value });
    }
    Err(Mistake::new(end.range, "a variable's value must end with the line"))
}
