//! Evaluates expressions. A mistake is noted and its value is not known from there on, so that one run finds several;
//! which value, and in which order mistakes come, is as in HCL, since `try` and conditionals make it visible.

mod access;
mod call;
mod loops;
mod operators;
mod problem;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::functions::RegexCache;
use super::host::Host;
use super::syntax::{Expression, Key, Node, Range};
use super::value::{MAPPING, NumberError, PART, Type, Value, convert, unify};
use crate::template::limits::{Limits, TOO_MANY_STEPS};
use problem::Problems;
pub(super) use problem::{Problem, ProblemKind};

/// The end of the evaluation: a limit was reached. `try` does not catch it.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) range: Range,
    pub(super) message: &'static str,
}

pub(super) type Evaluated<T = Value> = Result<T, Stop>;

/// What a rendering works with.
pub(super) struct Evaluator<'a> {
    variables: &'a BTreeMap<Arc<str>, Value>,
    /// The variables of the `for`s around, the innermost last.
    locals: Vec<(Arc<str>, Value)>,
    /// The elements of the splats around, the innermost last.
    elements: Vec<Value>,
    problems: Problems,
    pub(super) host: &'a dyn Host,
    pub(super) limits: Limits,
    steps: u64,
    pub(super) regexes: RegexCache,
    /// Whether the template calls `sensitive`, so that `issensitive` has no answer here.
    pub(super) marks_sensitive: bool,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(
        variables: &'a BTreeMap<Arc<str>, Value>,
        host: &'a dyn Host,
        limits: Limits,
        marks_sensitive: bool,
    ) -> Evaluator<'a> {
        Evaluator {
            variables,
            locals: Vec::new(),
            elements: Vec::new(),
            problems: Problems::default(),
            host,
            limits,
            steps: limits.steps,
            regexes: RegexCache::default(),
            marks_sensitive,
        }
    }

    /// The mistakes that were found, in HCL's order.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems.into_list()
    }

    /// Whether so many steps are left.
    pub(super) fn can_take(&self, steps: u64) -> bool {
        steps <= self.steps
    }

    /// Counts steps.
    pub(super) fn charge(&mut self, steps: u64, range: Range) -> Evaluated<()> {
        match self.steps.checked_sub(steps) {
            Some(left) => {
                self.steps = left;
                Ok(())
            }
            None => Err(Stop { range, message: TOO_MANY_STEPS }),
        }
    }

    fn note(&mut self, kind: ProblemKind, range: Range, message: impl Into<String>) {
        self.problems.add(Problem { kind, range, message: message.into(), is_refusal: false });
    }

    /// Notes a mistake in the type of a value, which is not known from then on.
    fn type_problem(&mut self, range: Range, message: impl Into<String>) -> Value {
        self.note(ProblemKind::Type, range, message);
        Value::UNKNOWN
    }

    pub(super) fn evaluate(&mut self, expression: &Expression) -> Evaluated {
        self.charge(1, expression.range)?;
        match &expression.node {
            Node::Literal(value) => Ok(value.clone()),
            Node::Variable { name, name_range, steps } => {
                let value = self.variable(name, *name_range);
                Ok(self.steps_from(value, steps))
            }
            Node::Steps { source, steps } => {
                let value = self.evaluate(source)?;
                Ok(self.steps_from(value, steps))
            }
            Node::Index { source, key, bracket } => {
                let source = self.evaluate(source)?;
                let key = self.evaluate(key)?;
                Ok(self.index(&source, &key, *bracket))
            }
            Node::Splat { source, each, .. } => self.splat(source, each),
            Node::Item => Ok(self.elements.last().cloned().unwrap_or(Value::UNKNOWN)),
            Node::Call(call) => self.call(call, expression.range),
            Node::Unary { operator, operand } => self.unary(*operator, operand, expression.range),
            Node::Binary { operator, left, right } => self.binary(*operator, left, right, expression.range),
            Node::Conditional { condition, yes, no } => self.conditional(condition, yes, no),
            Node::Parentheses(inner) | Node::Wrap(inner) => self.evaluate(inner),
            Node::Tuple(items) => {
                self.charge(PART, expression.range)?;
                let items = items.iter().map(|item| self.evaluate(item)).collect::<Evaluated<_>>()?;
                Ok(Value::tuple(items))
            }
            Node::Object(entries) => {
                self.charge(MAPPING, expression.range)?;
                self.object(entries)
            }
            Node::For(parts) => self.for_expression(parts),
            Node::Template(parts) => self.template_value(parts, expression.range),
        }
    }

    fn variable(&mut self, name: &Arc<str>, range: Range) -> Value {
        let local = self.locals.iter().rev().find(|(local, _)| local == name).map(|(_, value)| value);
        if let Some(value) = local.or_else(|| self.variables.get(name)) {
            value.clone()
        } else {
            self.note(ProblemKind::Variable, range, format!("the variable `{name}` is not defined"));
            Value::UNKNOWN
        }
    }

    fn object(&mut self, entries: &[(Key, Expression)]) -> Evaluated {
        let mut object = BTreeMap::new();
        let mut is_known = true;
        for (key, value_expression) in entries {
            let key = self.key(key)?;
            let value = self.evaluate(value_expression)?;
            match key.and_then(|(key, range)| self.key_name(&key, range, value_expression.range)) {
                Some(name) => drop(object.insert(name, value)),
                None => is_known = false,
            }
        }
        Ok(if is_known { Value::object(object) } else { Value::UNKNOWN })
    }

    /// The key of an entry and its range. `None` when it was a mistake.
    fn key(&mut self, key: &Key) -> Evaluated<Option<(Value, Range)>> {
        let expression = match key {
            Key::Name(name, range) => return Ok(Some((Value::string(name), *range))),
            Key::Ambiguous(expression) => {
                let message = "a key with a point is either quoted or, to take a value, in parentheses";
                self.type_problem(expression.range, message);
                return Ok(None);
            }
            Key::Expression(expression) => expression,
        };
        let mark = self.problems.mark();
        let found = self.evaluate(expression)?;
        Ok((self.problems.mark() == mark).then_some((found, expression.range)))
    }

    fn key_name(&mut self, key: &Value, range: Range, value_range: Range) -> Option<Arc<str>> {
        if key.is_null() {
            // HCL points at the value here.
            self.type_problem(value_range, "a key cannot be null");
            return None;
        }
        match convert(key, &Type::String) {
            Ok(Value::String(name)) => Some(name),
            Ok(_) => None,
            Err(mismatch) => {
                self.type_problem(range, format!("this value cannot be a key: {mismatch}"));
                None
            }
        }
    }

    /// Both branches are evaluated, since the type of the result depends on both; the mistakes of the one that is not
    /// taken do not count.
    fn conditional(&mut self, condition: &Expression, yes: &Expression, no: &Expression) -> Evaluated {
        let (yes_value, yes_problems) = self.apart(yes)?;
        let (no_value, no_problems) = self.apart(no)?;
        let cost = yes_value.weight().saturating_add(no_value.weight());
        self.charge(cost / 4, condition.range)?;
        // Values of one type are not converted.
        if yes_value.type_of() != no_value.type_of() {
            self.charge(cost, condition.range)?;
        }
        let Some(common) = common_type(&yes_value, &no_value) else {
            let message = format!(
                "the branches of a conditional need a type in common; these are {} and {}",
                yes_value.type_name(),
                no_value.type_name(),
            );
            return Ok(self.type_problem(yes.range.to(no.range), message));
        };
        let Some(is_true) = self.condition(condition)? else { return Ok(Value::Unknown(common)) };
        let (branch, value, problems) =
            if is_true { (yes, yes_value, yes_problems) } else { (no, no_value, no_problems) };
        self.problems.append(problems);
        match convert(&value, &common) {
            Ok(value) => Ok(value),
            Err(mismatch) => {
                self.type_problem(branch.range, format!("this branch has the wrong type: {mismatch}"));
                Ok(Value::Unknown(common))
            }
        }
    }

    /// Evaluates with the mistakes kept apart.
    fn apart(&mut self, expression: &Expression) -> Evaluated<(Value, Problems)> {
        let before = std::mem::take(&mut self.problems);
        let value = self.evaluate(expression);
        let problems = std::mem::replace(&mut self.problems, before);
        Ok((value?, problems))
    }

    /// The condition of a conditional or `%{ if }`. `None` when it is not known, or was a mistake.
    fn condition(&mut self, expression: &Expression) -> Evaluated<Option<bool>> {
        let value = self.evaluate(expression)?;
        if value.is_null() {
            self.type_problem(expression.range, "the condition is null; it must be true or false");
            return Ok(None);
        }
        match convert(&value, &Type::Bool) {
            Ok(Value::Bool(condition)) => Ok(Some(condition)),
            Ok(_) => Ok(None),
            Err(mismatch) => {
                self.type_problem(expression.range, format!("the condition must be true or false: {mismatch}"));
                Ok(None)
            }
        }
    }

    fn too_large(range: Range) -> Stop {
        Stop { range, message: "a number is too large" }
    }
}

/// What both branches are converted to. A bare null takes the type of the other.
fn common_type(yes: &Value, no: &Value) -> Option<Type> {
    match (yes, no) {
        (Value::Null(Type::Dynamic), other) | (other, Value::Null(Type::Dynamic)) => Some(other.type_of()),
        (Value::Unknown(Type::Dynamic), _) | (_, Value::Unknown(Type::Dynamic)) => Some(Type::Dynamic),
        _ => unify(&[yes.type_of(), no.type_of()], true),
    }
}

/// In words what [`NumberError::Undefined`] means for an operation; the other kind ends the evaluation.
fn or_stop<T>(result: Result<T, NumberError>, range: Range) -> Evaluated<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(NumberError::Undefined) => Ok(None),
        Err(NumberError::TooLarge) => Err(Evaluator::too_large(range)),
    }
}
