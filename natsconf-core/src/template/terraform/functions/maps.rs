//! Functions of maps and objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{Type, Value, convert};

pub(super) fn keys(arguments: &Arguments<'_>) -> Outcome {
    let wrong = || Failure::Argument(0, "a map or an object is needed".into());
    let entries = arguments.value(0).entries().ok_or_else(wrong)?;
    let names = entries.keys().cloned().map(Value::String).collect();
    Ok(match arguments.value(0) {
        Value::Map(..) => Value::list(Type::String, names),
        _ => Value::tuple(names),
    })
}

pub(super) fn values(arguments: &Arguments<'_>) -> Outcome {
    let entries = arguments.value(0).entries().ok_or("a map or an object is needed")?;
    let values = entries.values().cloned().collect();
    Ok(match arguments.value(0) {
        Value::Map(element, _) => Value::list(element.clone(), values),
        _ => Value::tuple(values),
    })
}

pub(super) fn lookup(arguments: &Arguments<'_>) -> Outcome {
    let default = match arguments.rest(2) {
        [] => None,
        [default] => Some(default),
        _ => return Err("a map, a key and a default are needed".into()),
    };
    let wrong = |message: &str| Failure::Argument(0, message.into());
    let map = arguments.value(0);
    let entries = map.entries().ok_or_else(|| wrong("a map or an object is needed"))?;
    let default = match (map, default) {
        // The default of a map must be of its type even where it is not taken.
        (Value::Map(element, _), Some(default)) => Some(
            convert(default, element)
                .map_err(|_| Failure::Argument(2, "the default must have the type of the map's elements".into()))?,
        ),
        (_, default) => default.cloned(),
    };
    let found = entries.get(arguments.text(1)).cloned().or(default);
    found.ok_or_else(|| match map {
        Value::Map(..) => "there is no such key".into(),
        _ => wrong("the object has no such attribute"),
    })
}

/// A map when all arguments are maps of one type, an object otherwise.
pub(super) fn merge(arguments: &Arguments<'_>) -> Outcome {
    let types: Vec<Type> = arguments.values.iter().map(Value::type_of).collect();
    let is_untyped = types.contains(&Type::Dynamic);
    if !is_untyped && !types.iter().all(|kind| matches!(kind, Type::Map(_) | Type::Object(_))) {
        return Err("all arguments must be maps or objects".into());
    }
    let mut merged: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    for value in arguments.values.iter().filter(|value| !value.is_null()) {
        let entries = value.entries().ok_or("all arguments must be maps or objects")?;
        merged.extend(entries.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    Ok(match types.first() {
        Some(Type::Map(element)) if types.iter().all(|kind| *kind == types[0]) => {
            Value::map((**element).clone(), merged)
        }
        _ => Value::object(merged),
    })
}

pub(super) fn zip(arguments: &Arguments<'_>) -> Outcome {
    let (keys, values) = (arguments.items(0), arguments.value(1));
    let (Value::List(_, items) | Value::Tuple(items)) = values else {
        return Err("the values must be a list or a tuple".into());
    };
    if keys.len() != items.len() {
        return Err("there must be as many keys as values".into());
    }
    let mut zipped = BTreeMap::new();
    for (key, value) in keys.iter().zip(items.iter()) {
        let Value::String(key) = key else { return Err("a key is null".into()) };
        zipped.insert(key.clone(), value.clone());
    }
    Ok(match values {
        Value::List(element, _) => Value::map(element.clone(), zipped),
        _ => Value::object(zipped),
    })
}
