//! Attributes, indexes and splats.

use super::{Evaluated, Evaluator};
use crate::template::terraform::syntax::{Expression, Range, Step, StepKind};
use crate::template::terraform::value::{Number, PART, Type, Value, convert};

impl Evaluator<'_> {
    /// Follows `.name` and `[0]`; after the first mistake nothing is known.
    pub(super) fn steps_from(&mut self, mut value: Value, steps: &[Step]) -> Value {
        for step in steps {
            let mark = self.problems.mark();
            value = match &step.kind {
                StepKind::Attribute(name) => self.attribute(&value, name, step.range),
                StepKind::Index(key) => self.index(&value, key, step.range),
            };
            if self.problems.mark() > mark {
                return Value::UNKNOWN;
            }
        }
        value
    }

    fn attribute(&mut self, value: &Value, name: &str, range: Range) -> Value {
        match value {
            Value::Null(_) => self.type_problem(range, format!("null has no attribute `{name}`")),
            Value::Unknown(Type::Dynamic) => Value::UNKNOWN,
            Value::Object(entries) => match entries.get(name) {
                Some(value) => value.clone(),
                None => self.type_problem(range, format!("the object has no attribute `{name}`")),
            },
            Value::Map(_, entries) => match entries.get(name) {
                Some(value) => value.clone(),
                None => self.type_problem(range, format!("the map has no element `{name}`")),
            },
            Value::Unknown(Type::Map(element)) => Value::Unknown((**element).clone()),
            Value::Unknown(Type::Object(attributes)) => match attributes.get(name) {
                Some(known) => Value::Unknown(known.clone()),
                None => self.type_problem(range, format!("the object has no attribute `{name}`")),
            },
            _ => self.type_problem(range, format!("a {} has no attributes", value.type_name())),
        }
    }

    pub(super) fn index(&mut self, collection: &Value, key: &Value, range: Range) -> Value {
        if collection.is_null() {
            return self.type_problem(range, "null has no elements");
        }
        if key.is_null() {
            return self.type_problem(range, "null is no index");
        }
        let dynamic = |value: &Value| matches!(value, Value::Unknown(Type::Dynamic));
        if dynamic(key) || dynamic(collection) {
            return Value::UNKNOWN;
        }
        match collection {
            Value::List(_, items) | Value::Tuple(items) => self.item(collection, items, key, range),
            Value::Map(_, entries) | Value::Object(entries) => match self.key_text(key, range) {
                Some(Value::String(name)) => match entries.get(&name) {
                    Some(value) => value.clone(),
                    None => self.type_problem(range, "there is no element with this key"),
                },
                _ => Value::UNKNOWN,
            },
            Value::Unknown(Type::List(element) | Type::Map(element)) => Value::Unknown((**element).clone()),
            Value::Unknown(Type::Tuple(_) | Type::Object(_)) => Value::UNKNOWN,
            Value::Set(..) | Value::Unknown(Type::Set(_)) => {
                self.type_problem(range, "the elements of a set have no index")
            }
            _ => self.type_problem(range, format!("a {} has no elements", collection.type_name())),
        }
    }

    fn key_text(&mut self, key: &Value, range: Range) -> Option<Value> {
        match convert(key, &Type::String) {
            Ok(key) => Some(key),
            Err(mismatch) => {
                self.type_problem(range, format!("this is no key of a map: {mismatch}"));
                None
            }
        }
    }

    fn item(&mut self, collection: &Value, items: &[Value], key: &Value, range: Range) -> Value {
        let number = match convert(key, &Type::Number) {
            Ok(Value::Number(number)) => number,
            Ok(_) => return unknown_item(collection),
            Err(mismatch) => return self.type_problem(range, format!("this is no index: {mismatch}")),
        };
        match number.to_i64().map(usize::try_from) {
            Some(Ok(index)) if index < items.len() => items[index].clone(),
            _ => self.type_problem(range, why_no_item(&number, items.len())),
        }
    }

    /// `[*]` makes a list of what is none: of one element, or of none for null.
    pub(super) fn splat(&mut self, source: &Expression, each: &Expression) -> Evaluated {
        let mark = self.problems.mark();
        let value = self.evaluate(source)?;
        if self.problems.mark() > mark {
            return Ok(Value::UNKNOWN);
        }
        match value {
            Value::Null(Type::List(_) | Type::Set(_) | Type::Tuple(_)) => {
                Ok(self.type_problem(source.range, "`*` cannot be applied to null"))
            }
            Value::Null(_) => Ok(Value::tuple(Vec::new())),
            Value::Unknown(Type::List(element) | Type::Set(element)) => {
                let each = self.each(each, Value::Unknown((*element).clone()))?;
                Ok(Value::Unknown(Type::list(each.type_of())))
            }
            // What is left are tuples, and single values that may turn out to be null.
            Value::Unknown(_) => Ok(Value::UNKNOWN),
            Value::List(element, items) | Value::Set(element, items) => self.splat_list(element, &items, each),
            Value::Tuple(items) => self.splat_tuple(&items, each),
            single => self.splat_tuple(&[single], each),
        }
    }

    fn splat_list(&mut self, element: Type, items: &[Value], each: &Expression) -> Evaluated {
        if items.is_empty() {
            let each = self.each(each, Value::Unknown(element))?;
            return Ok(Value::list(each.type_of(), Vec::new()));
        }
        if let Some(items) = self.each_of(items, each)? {
            let weight = items.iter().fold(0, |sum: u64, item| sum.saturating_add(item.weight()));
            self.charge(weight / 4, each.range)?;
            let element = items.first().map_or(Type::Dynamic, Value::type_of);
            if items.iter().any(|item| item.type_of() != element) {
                return Ok(self.type_problem(each.range, "the elements get different types"));
            }
            return Ok(Value::list(element, items));
        }
        Ok(Value::Unknown(Type::list(self.each_type(each, element)?)))
    }

    fn splat_tuple(&mut self, items: &[Value], each: &Expression) -> Evaluated {
        if let Some(items) = self.each_of(items, each)? {
            return Ok(Value::tuple(items));
        }
        let types = items.iter().map(|item| self.each_type(each, item.type_of())).collect::<Evaluated<Vec<_>>>()?;
        Ok(Value::Unknown(Type::Tuple(types.into())))
    }

    /// `None` when one of them was a mistake.
    fn each_of(&mut self, items: &[Value], each: &Expression) -> Evaluated<Option<Vec<Value>>> {
        let mark = self.problems.mark();
        self.charge(PART.saturating_mul(items.len() as u64), each.range)?;
        let values = items.iter().map(|item| self.each(each, item.clone())).collect::<Evaluated<Vec<_>>>()?;
        Ok((self.problems.mark() == mark).then_some(values))
    }

    /// The type for an element of which only the type is known. Its mistakes were found with the element itself.
    fn each_type(&mut self, each: &Expression, element: Type) -> Evaluated<Type> {
        let mark = self.problems.mark();
        let value = self.each(each, Value::Unknown(element))?;
        self.problems.forget_since(mark);
        Ok(value.type_of())
    }

    fn each(&mut self, each: &Expression, item: Value) -> Evaluated {
        self.elements.push(item);
        let value = self.evaluate(each);
        self.elements.pop();
        value
    }
}

fn unknown_item(collection: &Value) -> Value {
    match collection {
        Value::List(element, _) => Value::Unknown(element.clone()),
        _ => Value::UNKNOWN,
    }
}

fn why_no_item(index: &Number, len: usize) -> String {
    if index.to_integer().is_none() {
        "an index must be a whole number".into()
    } else if index.is_negative() {
        "an index cannot be negative".into()
    } else if len == 0 {
        "there are no elements".into()
    } else {
        format!("there are only {len} elements, and the first has index 0")
    }
}
