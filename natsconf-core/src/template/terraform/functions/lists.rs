//! Functions of lists and tuples.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{PART, Type, Value, convert, unify};

fn wrong(index: usize, message: &str) -> Failure {
    Failure::Argument(index, message.into())
}

/// A list like `like`, or a tuple, of these elements.
fn same_kind(like: &Value, items: Vec<Value>) -> Value {
    match like {
        Value::List(element, _) | Value::Set(element, _) => Value::list(element.clone(), items),
        _ => Value::tuple(items),
    }
}

fn is_sequence(value: &Value) -> bool {
    matches!(value, Value::List(..) | Value::Tuple(_))
}

fn element_type(value: &Value) -> Type {
    value.type_of().element().cloned().unwrap_or(Type::Dynamic)
}

pub(super) fn all_true(arguments: &Arguments<'_>) -> Outcome {
    Ok(arguments.items(0).iter().all(|item| matches!(item, Value::Bool(true))).into())
}

pub(super) fn any_true(arguments: &Arguments<'_>) -> Outcome {
    Ok(arguments.items(0).iter().any(|item| matches!(item, Value::Bool(true))).into())
}

pub(super) fn chunk(arguments: &Arguments<'_>) -> Outcome {
    let list = arguments.value(0);
    let size = usize::try_from(arguments.integer(1)?).map_err(|_| "the size is negative")?;
    let items = arguments.items(0);
    arguments.make(items.len() / size.max(1))?;
    let chunks = match size {
        _ if items.is_empty() => Vec::new(),
        0 => vec![list.clone()],
        _ => items.chunks(size).map(|chunk| same_kind(list, chunk.to_vec())).collect(),
    };
    Ok(Value::list(list.type_of(), chunks))
}

pub(super) fn coalesce_list(arguments: &Arguments<'_>) -> Outcome {
    if arguments.values.is_empty() {
        return Err("at least one list is needed".into());
    }
    if !arguments.values.iter().all(|value| matches!(value.type_of(), Type::List(_) | Type::Tuple(_))) {
        return Err("all arguments must be lists or tuples".into());
    }
    let found = arguments.values.iter().find(|value| value.items().is_some_and(|items| !items.is_empty()));
    found.cloned().ok_or_else(|| "all lists are null or empty".into())
}

pub(super) fn compact(arguments: &Arguments<'_>) -> Outcome {
    let keep = |item: &&Value| item.as_str().is_some_and(|text| !text.is_empty());
    Ok(Value::list(Type::String, arguments.items(0).iter().filter(keep).cloned().collect()))
}

/// A list when all arguments are lists that have a type in common, a tuple otherwise.
pub(super) fn concat(arguments: &Arguments<'_>) -> Outcome {
    if arguments.values.is_empty() {
        return Err("at least one list is needed".into());
    }
    if let Some(list) = concat_lists(arguments)? {
        return Ok(list);
    }
    let mut items = Vec::new();
    for (index, value) in arguments.values.iter().enumerate() {
        if !is_sequence(value) {
            return Err(wrong(index, "all arguments must be lists or tuples"));
        }
        items.extend_from_slice(value.items().unwrap_or_default());
    }
    Ok(Value::tuple(items))
}

fn concat_lists(arguments: &Arguments<'_>) -> Outcome<Option<Value>> {
    let types: Vec<Type> = arguments.values.iter().map(Value::type_of).collect();
    if !types.iter().all(|kind| matches!(kind, Type::List(_))) {
        return Ok(None);
    }
    let Some(common) = unify(&types, true) else { return Ok(None) };
    let mut items = Vec::new();
    for (index, value) in arguments.values.iter().enumerate() {
        let list = convert(value, &common).map_err(|mismatch| Failure::Argument(index, mismatch))?;
        items.extend_from_slice(list.items().unwrap_or_default());
    }
    Ok(Some(Value::list(common.element().cloned().unwrap_or(Type::Dynamic), items)))
}

/// Each comparison goes through all that the value holds which is searched for.
fn pay_for_search(arguments: &Arguments<'_>, items: &[Value]) -> Outcome<()> {
    let wanted = arguments.value(1);
    if wanted.holds_values() { arguments.add_work(items.len(), wanted.weight() / 4) } else { Ok(()) }
}

pub(super) fn contains(arguments: &Arguments<'_>) -> Outcome {
    let items = arguments.value(0).items().ok_or("a list, a tuple or a set is needed")?;
    pay_for_search(arguments, items)?;
    Ok(items.iter().any(|item| arguments.value(1).equals(item) == Some(true)).into())
}

pub(super) fn distinct(arguments: &Arguments<'_>) -> Outcome {
    let mut kept: Vec<Value> = Vec::new();
    for item in arguments.items(0) {
        arguments.add_work(kept.len(), item.weight() / 4)?;
        if !kept.iter().any(|before| before.equals(item) == Some(true)) {
            kept.push(item.clone());
        }
    }
    Ok(same_kind(arguments.value(0), kept))
}

pub(super) fn element(arguments: &Arguments<'_>) -> Outcome {
    let value = arguments.value(0);
    if !is_sequence(value) {
        return Err("a list or a tuple is needed".into());
    }
    let (items, index) = (arguments.items(0), arguments.integer(1)?);
    let len = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let index = index.checked_rem_euclid(len).ok_or("the list is empty")?;
    // The type of a tuple's element is looked up by the remainder, which is negative for a negative index.
    if matches!(value, Value::Tuple(_)) && arguments.integer(1)? % len < 0 {
        return Err("the index is negative".into());
    }
    usize::try_from(index).ok().and_then(|index| items.get(index)).cloned().ok_or_else(|| "the list is empty".into())
}

pub(super) fn flatten(arguments: &Arguments<'_>) -> Outcome {
    let mut flat = Vec::new();
    flatten_into(arguments.value(0).items().ok_or("a list, a set or a tuple is needed")?, &mut flat);
    Ok(Value::tuple(flat))
}

fn flatten_into(items: &[Value], flat: &mut Vec<Value>) {
    for item in items {
        match item.items() {
            Some(items) => flatten_into(items, flat),
            None => flat.push(item.clone()),
        }
    }
}

pub(super) fn index(arguments: &Arguments<'_>) -> Outcome {
    if !is_sequence(arguments.value(0)) {
        return Err("a list or a tuple is needed".into());
    }
    pay_for_search(arguments, arguments.items(0))?;
    let found = arguments.items(0).iter().position(|item| item.equals(arguments.value(1)) == Some(true));
    found.map(Value::from).ok_or_else(|| "there is no such element".into())
}

pub(super) fn match_keys(arguments: &Arguments<'_>) -> Outcome {
    let (values, keys, search) = (arguments.value(0), arguments.value(1), arguments.value(2));
    let common = unify(&[keys.type_of(), search.type_of()], true)
        .ok_or("the keys and what is searched for have no type in common")?;
    if arguments.items(0).len() != arguments.items(1).len() {
        return Err("there must be as many keys as values".into());
    }
    let keys = convert(keys, &common).map_err(Failure::Call)?;
    let search = convert(search, &common).map_err(Failure::Call)?;
    arguments.add_work(arguments.items(1).len(), search.weight() / 4)?;
    let wanted = |key: &Value| search.items().unwrap_or_default().iter().any(|search| key.equals(search) == Some(true));
    let pairs = arguments.items(0).iter().zip(keys.items().unwrap_or_default());
    let found = pairs.filter(|(_, key)| wanted(key)).map(|(value, _)| value.clone());
    Ok(same_kind(values, found.collect()))
}

/// The only element; null when there is none.
pub(super) fn one(arguments: &Arguments<'_>) -> Outcome {
    match arguments.value(0).items() {
        Some([]) => Ok(Value::Null(element_type(arguments.value(0)))),
        Some([only]) => Ok(only.clone()),
        _ => Err(wrong(0, "a list, a set or a tuple with one element or none is needed")),
    }
}

pub(super) fn reverse(arguments: &Arguments<'_>) -> Outcome {
    let value = arguments.value(0);
    let items = value.items().ok_or_else(|| wrong(0, "a list, a set or a tuple is needed"))?;
    Ok(same_kind(value, items.iter().rev().cloned().collect()))
}

pub(super) fn slice(arguments: &Arguments<'_>) -> Outcome {
    let value = arguments.value(0);
    if !is_sequence(value) {
        return Err(wrong(0, "a list or a tuple is needed"));
    }
    let items = arguments.items(0);
    let bound = |index: usize| {
        let bound = arguments.integer_argument(index)?;
        let bound = usize::try_from(bound).map_err(|_| wrong(index, "the index is negative"))?;
        if bound > items.len() { Err(wrong(index, "the list is shorter")) } else { Ok(bound) }
    };
    let (start, end) = (bound(1)?, bound(2)?);
    let items = items.get(start..end).ok_or_else(|| wrong(1, "the start lies behind the end"))?;
    Ok(same_kind(value, items.to_vec()))
}

pub(super) fn sort(arguments: &Arguments<'_>) -> Outcome {
    let texts: Option<Vec<&str>> = arguments.items(0).iter().map(Value::as_str).collect();
    let mut texts = texts.ok_or("an element is null")?;
    texts.sort_unstable();
    Ok(Value::strings(texts))
}

pub(super) fn transpose(arguments: &Arguments<'_>) -> Outcome {
    let mut transposed: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for (key, list) in arguments.value(0).entries().into_iter().flatten() {
        let items = list.items().ok_or("a list is null")?;
        // Each can become a list of its own.
        arguments.add_work(items.len(), 4 * PART)?;
        for item in items {
            let Value::String(text) = item else { return Err("an element is null".into()) };
            transposed.entry(text.clone()).or_default().push(Value::String(key.clone()));
        }
    }
    let lists = transposed.into_iter().map(|(key, keys)| (key, Value::list(Type::String, keys)));
    Ok(Value::map(Type::list(Type::String), lists.collect()))
}
