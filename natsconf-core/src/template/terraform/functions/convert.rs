//! Conversions, and functions that give a value on as it is.

use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{Type, Value, convert, decode_json};

fn to(arguments: &Arguments<'_>, wanted: &Type) -> Outcome {
    convert(arguments.value(0), wanted).map_err(|mismatch| Failure::Argument(0, mismatch))
}

pub(super) fn to_bool(arguments: &Arguments<'_>) -> Outcome {
    to(arguments, &Type::Bool)
}

pub(super) fn to_number(arguments: &Arguments<'_>) -> Outcome {
    to(arguments, &Type::Number)
}

pub(super) fn to_string(arguments: &Arguments<'_>) -> Outcome {
    to(arguments, &Type::String)
}

pub(super) fn to_list(arguments: &Arguments<'_>) -> Outcome {
    to(arguments, &Type::list(Type::Dynamic))
}

pub(super) fn to_map(arguments: &Arguments<'_>) -> Outcome {
    to(arguments, &Type::map(Type::Dynamic))
}

pub(super) fn to_set(arguments: &Arguments<'_>) -> Outcome {
    to(arguments, &Type::set(Type::Dynamic))
}

/// `sensitive`, `nonsensitive` and `ephemeralasnull`: what they mark is not part of a template's text.
pub(super) fn same(arguments: &Arguments<'_>) -> Outcome {
    Ok(arguments.value(0).clone())
}

pub(super) fn json_decode(arguments: &Arguments<'_>) -> Outcome {
    arguments.make_from(arguments.text(0), b",[:", b'{')?;
    decode_json(arguments.text(0), arguments.limits.depth)
        .map_err(|error| Failure::Call(format!("this is no JSON: {}", error.message)))
}

/// The first argument that is neither null nor an empty string, converted to the type that all have in common.
pub(super) fn coalesce(arguments: &Arguments<'_>) -> Outcome {
    let types: Vec<Type> = arguments.values.iter().map(Value::type_of).collect();
    let common = super::super::value::unify(&types, true).ok_or("the arguments have no type in common")?;
    for value in arguments.values {
        let value = convert(value, &common).map_err(Failure::Call)?;
        if !value.is_null() && value.as_str() != Some("") {
            return Ok(value);
        }
    }
    Err("all arguments are null or empty".into())
}
