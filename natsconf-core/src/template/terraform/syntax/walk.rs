//! What a template names: variables and functions.

use std::sync::Arc;

use super::token::Range;
use super::tree::{Call, Expression, For, Key, Names, Node, Part};

/// The names in a template, in the order in which HCL lists them.
#[derive(Debug, Default)]
pub(in crate::template::terraform) struct Mentions<'e> {
    /// Variables, but those of a `for`.
    pub(in crate::template::terraform) variables: Vec<(Arc<str>, Range)>,
    pub(in crate::template::terraform) calls: Vec<&'e Call>,
    /// The variables of the `for`s around.
    locals: Vec<Arc<str>>,
}

impl<'e> Mentions<'e> {
    /// Finds the names in an expression.
    pub(in crate::template::terraform) fn of(expression: &'e Expression) -> Mentions<'e> {
        let mut mentions = Mentions::default();
        mentions.expression(expression);
        mentions
    }

    fn expression(&mut self, expression: &'e Expression) {
        match &expression.node {
            Node::Literal(_) | Node::Item => {}
            Node::Variable { name, name_range, .. } => self.variable(name, *name_range),
            Node::Steps { source: inner, .. }
            | Node::Unary { operand: inner, .. }
            | Node::Parentheses(inner)
            | Node::Wrap(inner) => self.expression(inner),
            Node::Index { source: first, key: second, .. }
            | Node::Splat { source: first, each: second, .. }
            | Node::Binary { left: first, right: second, .. } => {
                self.expression(first);
                self.expression(second);
            }
            Node::Call(call) => {
                self.calls.push(call);
                call.arguments.iter().for_each(|argument| self.expression(argument));
            }
            Node::Conditional { condition, yes, no } => {
                for part in [condition, yes, no] {
                    self.expression(part);
                }
            }
            Node::Tuple(items) => items.iter().for_each(|item| self.expression(item)),
            Node::Object(entries) => {
                for (key, value) in entries {
                    if let Key::Expression(key) | Key::Ambiguous(key) = key {
                        self.expression(key);
                    }
                    self.expression(value);
                }
            }
            Node::For(parts) => self.for_expression(parts),
            Node::Template(parts) => self.parts(parts),
        }
    }

    fn variable(&mut self, name: &Arc<str>, range: Range) {
        if !self.locals.contains(name) {
            self.variables.push((name.clone(), range));
        }
    }

    fn for_expression(&mut self, parts: &'e For) {
        self.expression(&parts.collection);
        self.with_locals(&parts.names, |mentions| {
            let inner = [parts.key.as_ref(), Some(&parts.value), parts.condition.as_ref()];
            inner.into_iter().flatten().for_each(|part| mentions.expression(part));
        });
    }

    fn with_locals(&mut self, names: &Names, find: impl FnOnce(&mut Self)) {
        let before = self.locals.len();
        self.locals.extend(names.key.iter().cloned().chain([names.value.clone()]));
        find(self);
        self.locals.truncate(before);
    }

    fn parts(&mut self, parts: &'e [Part]) {
        for part in parts {
            match part {
                Part::Text(_) => {}
                Part::Hole(expression) => self.expression(expression),
                Part::If { condition, yes, no } => {
                    self.expression(condition);
                    self.parts(yes);
                    self.parts(no);
                }
                Part::For { names, collection, body, .. } => {
                    self.expression(collection);
                    self.with_locals(names, |mentions| mentions.parts(body));
                }
            }
        }
    }
}
