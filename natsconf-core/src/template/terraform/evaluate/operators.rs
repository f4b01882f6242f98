//! `!`, `-`, and the operators between two values.

use std::cmp::Ordering;

use super::{Evaluated, Evaluator, ProblemKind, or_stop};
use crate::template::terraform::syntax::{Binary, Expression, Range, Unary};
use crate::template::terraform::value::{Number, Type, Value, convert};

impl Evaluator<'_> {
    pub(super) fn unary(&mut self, operator: Unary, operand: &Expression, range: Range) -> Evaluated {
        let wanted = if operator == Unary::Not { Type::Bool } else { Type::Number };
        let mark = self.problems.mark();
        let value = self.evaluate(operand)?;
        let value = self.operand(&value, &wanted, operand.range);
        if self.problems.mark() > mark {
            return Ok(Value::Unknown(wanted));
        }
        Ok(match value {
            Value::Bool(value) => Value::Bool(!value),
            Value::Number(number) => Value::Number(number.negate()),
            Value::Null(_) => self.failed(wanted, range, "the operand is null"),
            _ => Value::Unknown(wanted),
        })
    }

    pub(super) fn binary(
        &mut self,
        operator: Binary,
        left: &Expression,
        right: &Expression,
        range: Range,
    ) -> Evaluated {
        let (wanted, result) = types(operator);
        let mark = self.problems.mark();
        let left_value = self.evaluate(left)?;
        let right_value = self.evaluate(right)?;
        let a = self.operand(&left_value, &wanted, left.range);
        let b = self.operand(&right_value, &wanted, right.range);
        if self.problems.mark() > mark {
            return Ok(Value::Unknown(result));
        }
        if wanted == Type::Dynamic {
            // The types are found out first; `null` equals no value of any type.
            let cost = if a.is_null() || b.is_null() { 0 } else { a.weight().saturating_add(b.weight()) / 4 };
            self.charge(cost, range)?;
            let equal = a.equals(&b).map(|equal| equal == (operator == Binary::EqualTo));
            return Ok(equal.map_or(Value::Unknown(Type::Bool), Value::Bool));
        }
        match (&a, &b) {
            (Value::Null(_), _) | (_, Value::Null(_)) => Ok(self.failed(result, range, "an operand is null")),
            (Value::Bool(a), Value::Bool(b)) => {
                Ok(Value::Bool(if operator == Binary::And { *a && *b } else { *a || *b }))
            }
            (Value::Number(a), Value::Number(b)) => self.numbers(operator, a, b, range),
            _ => Ok(Value::Unknown(result)),
        }
    }

    fn operand(&mut self, value: &Value, wanted: &Type, range: Range) -> Value {
        convert(value, wanted).unwrap_or_else(|mismatch| {
            self.type_problem(range, format!("the operand has the wrong type: {mismatch}"));
            Value::Unknown(wanted.clone())
        })
    }

    fn failed(&mut self, result: Type, range: Range, message: &str) -> Value {
        self.note(ProblemKind::Type, range, message);
        Value::Unknown(result)
    }

    fn numbers(&mut self, operator: Binary, a: &Number, b: &Number, range: Range) -> Evaluated {
        let order = a.compare(b);
        let result = match operator {
            Binary::Greater => return Ok(Value::Bool(order == Ordering::Greater)),
            Binary::GreaterOrEqual => return Ok(Value::Bool(order != Ordering::Less)),
            Binary::Less => return Ok(Value::Bool(order == Ordering::Less)),
            Binary::LessOrEqual => return Ok(Value::Bool(order != Ordering::Greater)),
            Binary::Add => a.add(b),
            Binary::Subtract => a.subtract(b),
            Binary::Multiply => a.multiply(b),
            Binary::Divide => a.divide(b),
            _ => a.modulo(b),
        };
        match or_stop(result, range)? {
            Some(number) => Ok(Value::Number(number)),
            None => Ok(self.failed(Type::Number, range, "the result is not defined")),
        }
    }
}

/// The type of the operands and of the result.
fn types(operator: Binary) -> (Type, Type) {
    match operator {
        Binary::Or | Binary::And => (Type::Bool, Type::Bool),
        Binary::EqualTo | Binary::NotEqual => (Type::Dynamic, Type::Bool),
        Binary::Greater | Binary::GreaterOrEqual | Binary::Less | Binary::LessOrEqual => (Type::Number, Type::Bool),
        _ => (Type::Number, Type::Number),
    }
}
