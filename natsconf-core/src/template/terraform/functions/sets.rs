//! Functions of sets.

use std::sync::Arc;

use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{Type, Value, convert, unify};

pub(super) fn union(arguments: &Arguments<'_>) -> Outcome {
    fold(arguments, |mut set, other| {
        set.extend_from_slice(other);
        set
    })
}

pub(super) fn intersection(arguments: &Arguments<'_>) -> Outcome {
    fold(arguments, |set, other| set.into_iter().filter(|item| has(other, item)).collect())
}

pub(super) fn subtract(arguments: &Arguments<'_>) -> Outcome {
    fold(arguments, |set, other| set.into_iter().filter(|item| !has(other, item)).collect())
}

fn has(items: &[Value], wanted: &Value) -> bool {
    items.iter().any(|item| item.equals(wanted) == Some(true))
}

/// Converts all sets to the type they have in common and combines them from the left.
fn fold(arguments: &Arguments<'_>, combine: impl Fn(Vec<Value>, &[Value]) -> Vec<Value>) -> Outcome {
    let element = common_element(arguments.values)?;
    let wanted = Type::set(element.clone());
    let mut result: Option<Vec<Value>> = None;
    let mut found: Option<Type> = None;
    for (index, set) in arguments.values.iter().enumerate() {
        let set = convert(set, &wanted).map_err(|mismatch| Failure::Argument(index, mismatch))?;
        // Types that were not known may have become different ones.
        let of = set.type_of().element().cloned().unwrap_or(Type::Dynamic);
        if *found.get_or_insert_with(|| of.clone()) != of {
            return Err("the sets have no type of element in common".into());
        }
        let items = set.items().unwrap_or_default();
        arguments.add_work(result.as_ref().map_or(0, Vec::len), set.weight() / 4)?;
        result = Some(match result {
            Some(result) => combine(result, items),
            None => items.to_vec(),
        });
    }
    Ok(Value::set(element, result.unwrap_or_default()))
}

/// Empty sets without a type of element do not count.
fn common_element(sets: &[Value]) -> Outcome<Type> {
    let elements: Vec<Type> = sets
        .iter()
        .filter_map(|set| match set {
            Value::Set(Type::Dynamic, items) if items.is_empty() => None,
            Value::Set(element, _) => Some(element.clone()),
            _ => None,
        })
        .collect();
    if elements.is_empty() {
        return Ok(Type::Dynamic);
    }
    unify(&elements, true).ok_or_else(|| "the sets have no type of element in common".into())
}

/// All combinations; a list when all arguments have an order, a set otherwise.
pub(super) fn product(arguments: &Arguments<'_>) -> Outcome {
    if arguments.values.len() < 2 {
        return Err("at least two sets are needed".into());
    }
    let mut elements = Vec::new();
    let mut sets = Vec::new();
    for (index, value) in arguments.values.iter().enumerate() {
        let (element, items) = factor(index, value)?;
        elements.push(element);
        sets.push(items);
    }
    let total = sets.iter().fold(1usize, |total, set| total.saturating_mul(set.len()));
    if total.saturating_mul(sets.len()) > 1_000_000 {
        return Err(Failure::Limit("there are too many combinations"));
    }
    let mut combinations = vec![Vec::new()];
    for set in &sets {
        let extended = |before: &Vec<Value>| {
            let before = before.clone();
            set.iter().map(move |item| before.iter().chain([item]).cloned().collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        combinations = combinations.iter().flat_map(extended).collect();
    }
    let tuple = Type::Tuple(Arc::from(elements));
    let combinations = combinations.into_iter().map(Value::tuple).collect();
    let is_ordered = arguments.values.iter().all(|value| !matches!(value, Value::Set(..)));
    Ok(if is_ordered { Value::list(tuple, combinations) } else { Value::set(tuple, combinations) })
}

/// The elements of an argument, of one type.
fn factor(index: usize, value: &Value) -> Outcome<(Type, Vec<Value>)> {
    let wrong = |message: &str| Failure::Argument(index, message.into());
    match value {
        Value::Set(element, items) | Value::List(element, items) => Ok((element.clone(), items.to_vec())),
        Value::Tuple(items) if items.is_empty() => Ok((Type::Dynamic, Vec::new())),
        Value::Tuple(items) => {
            let types: Vec<Type> = items.iter().map(Value::type_of).collect();
            let element = unify(&types, true).ok_or_else(|| wrong("the elements have no type in common"))?;
            let items = items.iter().map(|item| convert(item, &element).map_err(|mismatch| wrong(&mismatch)));
            let items = items.collect::<Outcome<Vec<Value>>>()?;
            // A type that was not known may have become a different one for each.
            if items.windows(2).any(|pair| pair[0].type_of() != pair[1].type_of()) {
                return Err("the elements have no type in common".into());
            }
            Ok((element, items))
        }
        _ => Err(wrong("a set, a list or a tuple is needed")),
    }
}
