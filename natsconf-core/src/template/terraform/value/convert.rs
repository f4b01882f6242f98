//! Conversion of a value to a type, as cty's `convert`: which pairs of types have one, and what it gives.
//!
//! A *safe* conversion never fails; an unsafe one may, once it sees the value: `"12"` to a number, a list to a set.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Number, NumberError, Type, Value, unify};

/// Why there is no conversion, in words that follow "…: ".
pub(in crate::template::terraform) type Mismatch = String;

/// Converts a value to a type; [`Type::Dynamic`] takes any, also as the element of a list, set or map.
///
/// # Errors
/// What type is needed, without the value.
pub(in crate::template::terraform) fn convert(value: &Value, to: &Type) -> Result<Value, Mismatch> {
    match to {
        Type::Dynamic => Ok(value.clone()),
        // To find out the type is to go through all that it holds.
        _ if value.holds_values() && to.is_primitive() => Err(required(to)),
        _ => convert_from(value, &value.type_of(), to, true),
    }
}

pub(super) fn convert_from(value: &Value, from: &Type, to: &Type, allow_unsafe: bool) -> Result<Value, Mismatch> {
    if from == to {
        return Ok(value.clone());
    }
    if !is_possible(from, to, allow_unsafe) {
        return Err(required(to));
    }
    apply(value, from, to, allow_unsafe)
}

/// "string required", with an article where only the value is at fault.
fn required(to: &Type) -> Mismatch {
    format!("{to} required")
}

/// Whether values of one type can be converted to another at all.
#[expect(clippy::match_same_arms, reason = "one arm for each pair of types")]
pub(super) fn is_possible(from: &Type, to: &Type, allow_unsafe: bool) -> bool {
    let element = |from: &Type, to: &Type| from == to || is_possible(from, to, allow_unsafe);
    match (from, to) {
        (_, Type::Dynamic) => true,
        (Type::Dynamic, _) => allow_unsafe,
        (Type::Bool | Type::Number, Type::String) => true,
        (Type::String, Type::Bool | Type::Number) => allow_unsafe,
        (Type::Object(given), Type::Object(wanted)) => {
            wanted.iter().all(|(name, to)| given.get(name).is_some_and(|from| element(from, to)))
        }
        (Type::Tuple(given), Type::Tuple(wanted)) => {
            given.len() == wanted.len() && given.iter().zip(wanted.iter()).all(|(from, to)| element(from, to))
        }
        (Type::List(from) | Type::Set(from), Type::List(to)) | (Type::Set(from), Type::Set(to)) => element(from, to),
        (Type::List(from), Type::Set(to)) => allow_unsafe && element(from, to),
        (Type::Map(from), Type::Map(to)) => element(from, to),
        (Type::Tuple(items), Type::List(to) | Type::Set(to)) => {
            common_element(&items.iter(), to, allow_unsafe).is_some()
        }
        (Type::Object(attributes), Type::Map(to)) => common_attribute(attributes, to, allow_unsafe).is_some(),
        (Type::Map(from), Type::Object(wanted)) => allow_unsafe && wanted.values().all(|to| element(from, to)),
        _ => false,
    }
}

/// The type that all elements of a tuple are converted to when `wanted` is asked for.
fn common_element<'t>(
    items: &(impl ExactSizeIterator<Item = &'t Type> + Clone),
    wanted: &Type,
    allow_unsafe: bool,
) -> Option<Type> {
    if items.len() == 0 {
        return Some(wanted.clone());
    }
    let common = match wanted {
        Type::Dynamic => unify(&items.clone().cloned().collect::<Vec<_>>(), allow_unsafe)?,
        _ => wanted.clone(),
    };
    let undecided = *wanted == Type::Dynamic && common == Type::Dynamic;
    items
        .clone()
        .all(|item| *item == common || (!undecided && is_possible(item, &common, allow_unsafe)))
        .then_some(common)
}

fn common_attribute(attributes: &BTreeMap<Arc<str>, Type>, wanted: &Type, allow_unsafe: bool) -> Option<Type> {
    if attributes.is_empty() {
        return Some(wanted.clone());
    }
    let common = match wanted {
        Type::Dynamic => unify(&attributes.values().cloned().collect::<Vec<_>>(), allow_unsafe)?,
        _ => wanted.clone(),
    };
    attributes.values().all(|from| *from == common || is_possible(from, &common, allow_unsafe)).then_some(common)
}

fn apply(value: &Value, from: &Type, to: &Type, allow_unsafe: bool) -> Result<Value, Mismatch> {
    let element = |value: &Value, to: &Type| convert_from(value, &value.type_of(), to, allow_unsafe);
    match (value, to) {
        (_, Type::Dynamic) => Ok(value.clone()),
        (Value::Unknown(_), _) => Ok(Value::Unknown(fill_dynamic(from, to))),
        (Value::Null(_), _) => Ok(Value::Null(fill_dynamic(from, to))),
        (Value::Bool(value), Type::String) => Ok(Value::string(if *value { "true" } else { "false" })),
        (Value::Number(number), Type::String) => Ok(Value::string(&number.to_string())),
        (Value::String(text), Type::Bool) => to_bool(text),
        (Value::String(text), Type::Number) => to_number(text),
        (Value::Object(entries) | Value::Map(_, entries), Type::Object(wanted)) => {
            to_object(entries, wanted, allow_unsafe)
        }
        (Value::Tuple(items), Type::Tuple(wanted)) => {
            let items = items.iter().zip(wanted.iter()).map(|(item, to)| element(item, to));
            Ok(Value::tuple(items.collect::<Result<_, _>>()?))
        }
        (Value::Tuple(items), Type::List(wanted) | Type::Set(wanted)) => {
            let types: Vec<Type> = items.iter().map(Value::type_of).collect();
            let common = common_element(&types.iter(), wanted, allow_unsafe).ok_or_else(|| required(to))?;
            sequence(items, to, &common, allow_unsafe)
        }
        (Value::List(given, items) | Value::Set(given, items), Type::List(wanted) | Type::Set(wanted)) => {
            let wanted = if items.is_empty() && **wanted == Type::Dynamic { given } else { wanted };
            sequence(items, to, wanted, allow_unsafe)
        }
        (Value::Object(entries), Type::Map(wanted)) => {
            let attributes = entries.iter().map(|(name, value)| (name.clone(), value.type_of())).collect();
            let common = common_attribute(&attributes, wanted, allow_unsafe).ok_or_else(|| required(to))?;
            to_map(entries, &common, allow_unsafe)
        }
        (Value::Map(given, entries), Type::Map(wanted)) => {
            let wanted = if entries.is_empty() && **wanted == Type::Dynamic { given } else { wanted };
            to_map(entries, wanted, false)
        }
        _ => Err(required(to)),
    }
}

fn to_bool(text: &str) -> Result<Value, Mismatch> {
    match text {
        "true" | "1" => Ok(Value::Bool(true)),
        "false" | "0" => Ok(Value::Bool(false)),
        _ => Err("a bool is required".into()),
    }
}

fn to_number(text: &str) -> Result<Value, Mismatch> {
    Number::parse(text).map(Value::Number).map_err(|error| match error {
        NumberError::Undefined => "a number is required".into(),
        NumberError::TooLarge => "a number of a size that can be printed is required".into(),
    })
}

fn to_object(
    entries: &BTreeMap<Arc<str>, Value>,
    wanted: &BTreeMap<Arc<str>, Type>,
    allow_unsafe: bool,
) -> Result<Value, Mismatch> {
    let attribute = |(name, to): (&Arc<str>, &Type)| {
        let value = entries.get(name).ok_or_else(|| format!("attribute `{name}` is required"))?;
        Ok((name.clone(), convert_from(value, &value.type_of(), to, allow_unsafe)?))
    };
    Ok(Value::object(wanted.iter().map(attribute).collect::<Result<_, Mismatch>>()?))
}

/// Elements converted to one type; when that has dynamic parts, then to what those turned out to have in common.
fn sequence(items: &[Value], to: &Type, element: &Type, allow_unsafe: bool) -> Result<Value, Mismatch> {
    let is_set = matches!(to, Type::Set(_));
    let converted = items
        .iter()
        .map(|item| convert_from(item, &item.type_of(), element, allow_unsafe))
        .collect::<Result<Vec<_>, _>>()?;
    let (element, items) = if is_set { same_type(converted, element) } else { unified(converted, element) }
        .ok_or("elements that have one type are required")?;
    Ok(if is_set { Value::set(element, items) } else { Value::list(element, items) })
}

fn same_type(items: Vec<Value>, element: &Type) -> Option<(Type, Vec<Value>)> {
    let common = items.first().map_or_else(|| element.clone(), Value::type_of);
    items.iter().all(|item| item.type_of() == common).then_some((common, items))
}

fn unified(items: Vec<Value>, element: &Type) -> Option<(Type, Vec<Value>)> {
    if !element.has_dynamic() || items.is_empty() {
        return Some((element.clone(), items));
    }
    let types: Vec<Type> = items.iter().map(Value::type_of).collect();
    let common = unify(&types, true)?;
    let items = items.iter().map(|item| convert(item, &common)).collect::<Result<Vec<_>, _>>().ok()?;
    same_type(items, &common)
}

fn to_map(entries: &BTreeMap<Arc<str>, Value>, element: &Type, allow_unsafe: bool) -> Result<Value, Mismatch> {
    let mut names = Vec::new();
    let mut values = Vec::new();
    for (name, value) in entries {
        names.push(name.clone());
        values.push(convert_from(value, &value.type_of(), element, true)?);
    }
    let (element, values) = if allow_unsafe { unified(values, element) } else { same_type(values, element) }
        .ok_or("elements that have one type are required")?;
    Ok(Value::map(element, names.into_iter().zip(values).collect()))
}

/// `to`, with the types of `from` where it has dynamic parts.
fn fill_dynamic(from: &Type, to: &Type) -> Type {
    let common = |types: Vec<Type>, to: &Type| match unify(&types, true) {
        Some(from) => fill_dynamic(&from, to),
        None => to.clone(),
    };
    match (from, to) {
        (Type::Dynamic, _) => to.clone(),
        (_, Type::Dynamic) => from.clone(),
        (Type::Map(from), Type::Map(to)) => Type::map(fill_dynamic(from, to)),
        (Type::Object(from), Type::Map(to)) => Type::map(common(from.values().cloned().collect(), to)),
        (Type::List(from) | Type::Set(from), Type::List(to)) => Type::list(fill_dynamic(from, to)),
        (Type::List(from) | Type::Set(from), Type::Set(to)) => Type::set(fill_dynamic(from, to)),
        (Type::Tuple(from), Type::List(to)) => Type::list(common(from.to_vec(), to)),
        (Type::Tuple(from), Type::Set(to)) => Type::set(common(from.to_vec(), to)),
        (Type::Tuple(from), Type::Tuple(to)) => {
            Type::Tuple(from.iter().zip(to.iter()).map(|(from, to)| fill_dynamic(from, to)).collect())
        }
        (Type::Object(from), Type::Object(to)) => {
            let attribute = |(name, to): (&Arc<str>, &Type)| {
                (name.clone(), from.get(name).map_or_else(|| to.clone(), |from| fill_dynamic(from, to)))
            };
            Type::Object(Arc::new(to.iter().map(attribute).collect()))
        }
        _ => to.clone(),
    }
}
