//! The outline of a template, from its tree.

use std::ops;

use super::evaluate::Evaluator;
use super::syntax::{Expression, Mentions, Node, Part as Tree, Range, Step, StepKind, Text, parse_template};
use super::value::{Type, Value, convert};
use super::{NoFiles, Report, Variables, mistake_diagnostic};
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::template::codes::SYNTAX;
use crate::template::limits::Limits;
use crate::template::outline::{Hole, Part};

/// The parts of a Terraform template.
///
/// # Errors
/// The first mistake in its syntax.
pub fn outline(template: &[u8], file: FileId, limits: &Limits) -> Result<Vec<Part>, Vec<Diagnostic>> {
    let report = Report::new(file, template);
    report.utf8(template, &SYNTAX)?;
    let expression = parse_template(&report.normal.text, limits.depth)
        .map_err(|mistake| vec![mistake_diagnostic(&report, &mistake)])?;
    let outline = Outline { report: &report, limits };
    Ok(match &expression.node {
        Node::Template(parts) => outline.parts(parts),
        _ => vec![Part::Hole(outline.hole(&expression))],
    })
}

struct Outline<'o, 't> {
    report: &'o Report<'t>,
    limits: &'o Limits,
}

impl Outline<'_, '_> {
    fn parts(&self, parts: &[Tree]) -> Vec<Part> {
        let mut outlined = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Tree::Text(text) => outlined.extend(self.texts(text)),
                Tree::Hole(expression) => outlined.push(Part::Hole(self.hole(expression))),
                Tree::If { condition, yes, no } => outlined.push(Part::Choice {
                    open: self.range(condition.range),
                    branches: vec![self.parts(yes), self.parts(no)],
                }),
                Tree::For { open, body, .. } => {
                    outlined.push(Part::Loop { open: self.range(*open), body: self.parts(body) });
                }
            }
        }
        outlined
    }

    fn texts(&self, text: &Text) -> impl Iterator<Item = Part> {
        text.pieces.iter().map(|piece| Part::Text { text: piece.text.clone(), range: self.range(piece.range) })
    }

    fn hole(&self, expression: &Expression) -> Hole {
        let mut functions = Vec::new();
        let printed = innermost(expression, &mut functions);
        Hole {
            range: self.range(expression.range),
            variable: variable(printed),
            functions,
            constant: self.constant(expression),
        }
    }

    /// What an expression without variables prints.
    fn constant(&self, expression: &Expression) -> Option<String> {
        if !Mentions::of(expression).variables.is_empty() {
            return None;
        }
        let none = Variables::default();
        let mut evaluator = Evaluator::new(&none.values, &NoFiles, *self.limits, false);
        let value = evaluator.evaluate(expression).ok()?;
        match convert(&value, &Type::String) {
            Ok(Value::String(text)) if evaluator.into_problems().is_empty() => Some(text.to_string()),
            _ => None,
        }
    }

    fn range(&self, range: Range) -> ops::Range<usize> {
        self.report.normal.in_file(range.start)..self.report.normal.in_file(range.end)
    }
}

/// What is printed, beneath calls of functions of one argument first.
fn innermost<'e>(expression: &'e Expression, functions: &mut Vec<String>) -> &'e Expression {
    match &expression.node {
        Node::Call(call) => {
            functions.push(call.name.clone());
            call.arguments.first().map_or(expression, |argument| innermost(argument, functions))
        }
        Node::Parentheses(inner) | Node::Wrap(inner) => innermost(inner, functions),
        _ => expression,
    }
}

fn variable(expression: &Expression) -> Option<String> {
    let Node::Variable { name, steps, .. } = &expression.node else { return None };
    Some(steps.iter().fold(name.to_string(), |path, Step { kind, .. }| match kind {
        StepKind::Attribute(attribute) => format!("{path}.{attribute}"),
        StepKind::Index(_) => path,
    }))
}
