//! Calls of functions: their arguments are evaluated, counted, converted and checked here, as cty does it for all.

use std::cell::Cell;

use super::{Evaluated, Evaluator, Problem, ProblemKind, Stop};
use crate::template::limits::TOO_MANY_STEPS;
use crate::template::terraform::functions::{self, Arguments, Failure, Function, Parameter, Run, Want};
use crate::template::terraform::syntax::{Call, Expression, Range};
use crate::template::terraform::value::{Type, Value, convert};

/// An argument: an expression, or an element of the one followed by `...`.
enum Argument<'e> {
    Expression(&'e Expression),
    Element(Value, Range),
}

impl Argument<'_> {
    fn start_range(&self) -> Range {
        match self {
            Argument::Expression(expression) => expression.start_range(),
            Argument::Element(_, range) => *range,
        }
    }
}

impl Evaluator<'_> {
    pub(super) fn call(&mut self, call: &Call, range: Range) -> Evaluated {
        let Some(function) = functions::find(&call.name) else {
            self.note(ProblemKind::Function, call.name_range, format!("there is no function `{}`", call.name));
            return Ok(Value::UNKNOWN);
        };
        let Some(arguments) = self.arguments(call)? else { return Ok(Value::UNKNOWN) };
        if !self.check_count(function, call, &arguments) {
            return Ok(Value::UNKNOWN);
        }
        match function.run {
            Run::Try => self.call_try(call, &arguments),
            Run::Can => self.call_can(call, &arguments),
            _ => self.call_plain(function, call, &arguments, range),
        }
    }

    /// The arguments, the last one expanded. `None` when that was a mistake or is not known.
    fn arguments<'e>(&mut self, call: &'e Call) -> Evaluated<Option<Vec<Argument<'e>>>> {
        let mut arguments: Vec<Argument<'_>> = call.arguments.iter().map(Argument::Expression).collect();
        let Some(last) = call.arguments.last().filter(|_| call.expands) else { return Ok(Some(arguments)) };
        let mark = self.problems.mark();
        let value = self.evaluate(last)?;
        if self.problems.mark() > mark {
            return Ok(None);
        }
        let Some(items) = value.items() else {
            if value.is_known() {
                let message = "the argument before `...` must be a list, a set or a tuple";
                self.note(ProblemKind::Function, last.range, message);
            }
            return Ok(None);
        };
        self.charge(items.len() as u64, last.range)?;
        arguments.pop();
        arguments.extend(items.iter().map(|item| Argument::Element(item.clone(), last.range)));
        Ok(Some(arguments))
    }

    fn check_count(&mut self, function: &Function, call: &Call, arguments: &[Argument<'_>]) -> bool {
        let wanted = function.parameters.len();
        if let Some(missing) = function.parameters.get(arguments.len()) {
            let message = format!("the argument `{}` of `{}` is missing", missing.name, call.name);
            self.note(ProblemKind::Function, call.close, message);
            return false;
        }
        match arguments.get(wanted).filter(|_| function.rest.is_none()) {
            Some(extra) => {
                let message = format!("`{}` takes only {wanted} argument(s)", call.name);
                self.note(ProblemKind::Function, extra.start_range(), message);
                false
            }
            None => true,
        }
    }

    fn call_plain(&mut self, function: &Function, call: &Call, arguments: &[Argument<'_>], range: Range) -> Evaluated {
        let Some(values) = self.argument_values(function, call, arguments)? else { return Ok(Value::UNKNOWN) };
        let weight = values.iter().fold(1, |sum: u64, value| sum.saturating_add(value.weight()));
        // The result can be as large as the arguments: it is not begun where that is more than is left.
        if !self.can_take(weight) {
            return Err(Stop { range: call.open, message: TOO_MANY_STEPS });
        }
        self.charge(weight / 4, call.open)?;
        if let Some(result) = self.check_values(function, call, &values, arguments) {
            return Ok(result);
        }
        let (limits, work) = (self.limits, Cell::new(0));
        let context = Arguments { values: &values, host: self.host, limits, regexes: &self.regexes, work };
        let outcome = match function.run {
            Run::Plain(run) => run(&context),
            Run::Refused(reason) => Err(Failure::Refused(reason.into())),
            Run::Removed(message) => Err(Failure::Call(message.into())),
            Run::Nested => Err(Failure::Call("a template cannot render another".into())),
            Run::IsSensitive if self.marks_sensitive => {
                Err(Failure::Refused("natsconf does not follow what `sensitive` marks".into()))
            }
            _ => Ok(Value::Bool(false)),
        };
        let work = context.work.get();
        self.charge(work, call.open)?;
        match outcome {
            Ok(value) => {
                self.charge(value.weight(), call.open)?;
                self.check_length(&value, call.open)?;
                Ok(value)
            }
            Err(failure) => self.failure(function, call, failure, arguments, range),
        }
    }

    fn check_length(&self, value: &Value, range: Range) -> Evaluated<()> {
        match value.as_str() {
            Some(text) if text.len() > self.limits.output => Err(Stop { range, message: functions::TOO_LONG }),
            _ => Ok(()),
        }
    }

    /// The arguments converted to the types of the parameters. `None` after a mistake.
    fn argument_values(
        &mut self,
        function: &Function,
        call: &Call,
        arguments: &[Argument<'_>],
    ) -> Evaluated<Option<Vec<Value>>> {
        let mark = self.problems.mark();
        let mut values = Vec::with_capacity(arguments.len());
        for (index, argument) in arguments.iter().enumerate() {
            let parameter = function.parameter(index);
            values.push(match argument {
                // `templatestring` looks at its template itself, and is refused here.
                Argument::Expression(_) if parameter.want == Want::Expression => Value::Bool(true),
                Argument::Expression(expression) => self.evaluate(expression)?,
                Argument::Element(value, _) => value.clone(),
            });
            let Some(value) = values.last_mut() else { continue };
            if matches!(parameter.want, Want::Any | Want::Expression) {
                continue;
            }
            let wanted = parameter.want.to_type();
            self.charge(value.weight() / 4, call.open)?;
            if value.type_of() == wanted {
                continue;
            }
            self.charge(value.weight(), call.open)?;
            match convert(value, &wanted) {
                Ok(converted) => *value = converted,
                Err(mismatch) => {
                    let message = format!("the argument `{}` has the wrong type: {mismatch}", parameter.name);
                    self.note(ProblemKind::Function, argument.start_range(), message);
                }
            }
        }
        Ok((self.problems.mark() == mark).then_some(values))
    }

    /// Nulls where none may be, and values that are not known, give a result without a call.
    fn check_values(
        &mut self,
        function: &Function,
        call: &Call,
        values: &[Value],
        arguments: &[Argument<'_>],
    ) -> Option<Value> {
        for (index, (value, argument)) in values.iter().zip(arguments).enumerate() {
            let parameter = function.parameter(index);
            if value.is_null() && !parameter.takes_null {
                let message = format!("the argument `{}` of `{}` cannot be null", parameter.name, call.name);
                self.note(ProblemKind::Function, argument.start_range(), message);
                return Some(Value::UNKNOWN);
            }
            if is_untyped(value, parameter) {
                return Some(Value::UNKNOWN);
            }
        }
        let is_known = values.iter().all(Value::is_wholly_known);
        (!is_known).then(|| Value::Unknown(function.result.to_type()))
    }

    fn failure(
        &mut self,
        function: &Function,
        call: &Call,
        failure: Failure,
        arguments: &[Argument<'_>],
        range: Range,
    ) -> Evaluated {
        let (range, message, is_refusal) = match failure {
            Failure::Limit(message) => return Err(Stop { range: call.open, message }),
            Failure::Refused(reason) => (call.open, format!("`{}` is not called: {reason}", call.name), true),
            Failure::Call(message) => (call.open, format!("`{}` failed: {message}", call.name), false),
            Failure::Argument(index, message) => {
                let parameter = function.parameter(index);
                let message = format!("the argument `{}` of `{}` is wrong: {message}", parameter.name, call.name);
                // An argument that was not given is the call as a whole.
                (arguments.get(index).map_or(range, Argument::start_range), message, false)
            }
        };
        self.problems.add(Problem { kind: ProblemKind::Function, range, message, is_refusal });
        Ok(if is_refusal { Value::Unknown(function.result.to_type()) } else { Value::UNKNOWN })
    }

    /// The first argument without a mistake.
    fn call_try(&mut self, call: &Call, arguments: &[Argument<'_>]) -> Evaluated {
        let start = self.problems.mark();
        for argument in arguments {
            let mark = self.problems.mark();
            let value = self.attempt(argument)?;
            if self.problems.refused_since(mark) {
                return Ok(Value::UNKNOWN);
            }
            self.charge(value.weight() / 4, call.open)?;
            if self.problems.mark() == mark {
                self.problems.forget_since(start);
                return Ok(if value.is_wholly_known() { value } else { Value::UNKNOWN });
            }
        }
        let message = match arguments {
            [] => "`try` needs an argument",
            _ => "none of the expressions of this `try` can be evaluated",
        };
        self.problems.forget_since(start);
        self.note(ProblemKind::Function, call.open, message);
        Ok(Value::UNKNOWN)
    }

    /// Whether the argument has no mistake.
    fn call_can(&mut self, call: &Call, arguments: &[Argument<'_>]) -> Evaluated {
        let Some(argument) = arguments.first() else { return Ok(Value::UNKNOWN) };
        let mark = self.problems.mark();
        let value = self.attempt(argument)?;
        if self.problems.refused_since(mark) {
            return Ok(Value::Unknown(Type::Bool));
        }
        self.charge(value.weight() / 4, call.open)?;
        let can = self.problems.mark() == mark;
        self.problems.forget_since(mark);
        Ok(if can && !value.is_wholly_known() { Value::Unknown(Type::Bool) } else { Value::Bool(can) })
    }

    fn attempt(&mut self, argument: &Argument<'_>) -> Evaluated {
        match argument {
            Argument::Expression(expression) => self.evaluate(expression),
            Argument::Element(value, _) => Ok(value.clone()),
        }
    }
}

/// Whether the type of a value is not known and the parameter needs one.
fn is_untyped(value: &Value, parameter: &Parameter) -> bool {
    let dynamic = matches!(value, Value::Unknown(Type::Dynamic) | Value::Null(Type::Dynamic));
    dynamic && parameter.want == Want::Any && !parameter.takes_untyped
}
