//! `for` in brackets and braces, and what it shares with `%{ for }`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Evaluated, Evaluator};
use crate::template::terraform::syntax::{Expression, For, Names, Range};
use crate::template::terraform::value::{MAPPING, PART, Type, Value, convert};

/// The result of a `for` so far.
#[derive(Default)]
struct Collected {
    items: Vec<Value>,
    entries: BTreeMap<Arc<str>, Value>,
    groups: BTreeMap<Arc<str>, Vec<Value>>,
}

impl Evaluator<'_> {
    pub(super) fn for_expression(&mut self, parts: &For) -> Evaluated {
        let Some(collection) = self.collection(&parts.collection)? else { return Ok(Value::UNKNOWN) };
        if !self.check_condition(parts)? {
            return Ok(Value::UNKNOWN);
        }
        let Some(pairs) = pairs(&collection) else { return Ok(Value::UNKNOWN) };
        let mut collected = Collected::default();
        let mut is_known = true;
        let cost = match (&parts.key, parts.grouped) {
            (None, _) => PART,
            (Some(_), false) => 2 * PART,
            (Some(_), true) => MAPPING,
        };
        for (key, value) in pairs {
            self.charge(cost, parts.collection.range)?;
            let turn = |evaluator: &mut Self| evaluator.turn(parts, &mut collected, is_known);
            is_known &= self.with_locals(&parts.names, key, value, turn)?;
        }
        Ok(if is_known { collected.finish(parts) } else { Value::UNKNOWN })
    }

    /// The collection of a `for`. `None` when not even its type is known, or it was a mistake.
    pub(super) fn collection(&mut self, expression: &Expression) -> Evaluated<Option<Value>> {
        let value = self.evaluate(expression)?;
        match &value {
            Value::Null(_) => {
                self.type_problem(expression.range, "null cannot be gone through");
                Ok(None)
            }
            Value::Unknown(Type::Dynamic) => Ok(None),
            Value::Unknown(Type::List(_) | Type::Set(_) | Type::Map(_) | Type::Tuple(_) | Type::Object(_)) => {
                Ok(Some(value))
            }
            _ if value.holds_values() => Ok(Some(value)),
            _ => {
                self.type_problem(expression.range, format!("a {} cannot be gone through", value.type_name()));
                Ok(None)
            }
        }
    }

    /// Runs with the variables of a `for` set.
    pub(super) fn with_locals<T>(
        &mut self,
        names: &Names,
        key: Value,
        value: Value,
        run: impl FnOnce(&mut Self) -> Evaluated<T>,
    ) -> Evaluated<T> {
        let before = self.locals.len();
        // The same name twice is the value.
        self.locals.extend(names.key.clone().map(|name| (name, key)));
        self.locals.push((names.value.clone(), value));
        let result = run(self);
        self.locals.truncate(before);
        result
    }

    /// The condition is tried once with variables that are not known, so that a wrong type shows without elements.
    fn check_condition(&mut self, parts: &For) -> Evaluated<bool> {
        let Some(condition) = &parts.condition else { return Ok(true) };
        let mark = self.problems.mark();
        let run = |evaluator: &mut Self| evaluator.evaluate(condition);
        let value = self.with_locals(&parts.names, Value::UNKNOWN, Value::UNKNOWN, run)?;
        self.included(&value, condition.range, true);
        Ok(self.problems.mark() == mark)
    }

    /// Whether the condition of a `for` holds. `None` when that is not known, or it was a mistake.
    fn included(&mut self, value: &Value, range: Range, report: bool) -> Option<bool> {
        let converted = convert(value, &Type::Bool);
        match converted {
            Ok(Value::Bool(included)) => Some(included),
            Ok(Value::Null(_)) if report => {
                self.type_problem(range, "the condition of a `for` cannot be null");
                None
            }
            Err(mismatch) if report => {
                self.type_problem(range, format!("the condition of a `for` must be true or false: {mismatch}"));
                None
            }
            _ => None,
        }
    }

    /// One turn. Whether its part of the result is known.
    fn turn(&mut self, parts: &For, collected: &mut Collected, report: bool) -> Evaluated<bool> {
        if let Some(condition) = &parts.condition {
            let value = self.evaluate(condition)?;
            match self.included(&value, condition.range, report) {
                Some(true) => {}
                Some(false) => return Ok(true),
                None => return Ok(false),
            }
        }
        let Some(key) = &parts.key else {
            collected.items.push(self.evaluate(&parts.value)?);
            return Ok(true);
        };
        let Some(name) = self.for_key(key, report)? else { return Ok(false) };
        let value = self.evaluate(&parts.value)?;
        if parts.grouped {
            collected.groups.entry(name).or_default().push(value);
        } else if let std::collections::btree_map::Entry::Vacant(e) = collected.entries.entry(name) {
            e.insert(value);
        } else {
            self.type_problem(key.range, "two elements have the same key");
        }
        Ok(true)
    }

    fn for_key(&mut self, key: &Expression, report: bool) -> Evaluated<Option<Arc<str>>> {
        let value = self.evaluate(key)?;
        let problem = match convert(&value, &Type::String) {
            Ok(Value::String(name)) => return Ok(Some(name)),
            Ok(Value::Null(_)) => "the key of an object cannot be null".to_owned(),
            Ok(_) => return Ok(None),
            Err(mismatch) => format!("this value cannot be a key: {mismatch}"),
        };
        if report {
            self.type_problem(key.range, problem);
        }
        Ok(None)
    }
}

impl Collected {
    fn finish(self, parts: &For) -> Value {
        match (&parts.key, parts.grouped) {
            (None, _) => Value::tuple(self.items),
            (Some(_), false) => Value::object(self.entries),
            (Some(_), true) => {
                Value::object(self.groups.into_iter().map(|(key, items)| (key, Value::tuple(items))).collect())
            }
        }
    }
}

/// The keys and values that a `for` goes through: indexes, names, or for a set the elements themselves. `None` when
/// they are not known.
pub(super) fn pairs(collection: &Value) -> Option<Box<dyn Iterator<Item = (Value, Value)> + '_>> {
    Some(match collection {
        Value::Set(_, items) => Box::new(items.iter().map(|value| (value.clone(), value.clone()))),
        Value::List(_, items) | Value::Tuple(items) => {
            Box::new(items.iter().enumerate().map(|(index, value)| (Value::from(index), value.clone())))
        }
        Value::Map(_, entries) | Value::Object(entries) => {
            Box::new(entries.iter().map(|(name, value)| (Value::String(name.clone()), value.clone())))
        }
        _ => return None,
    })
}
