//! Methods of Python's values.

use minijinja::{Error, State, Value};
use minijinja_contrib::pycompat::unknown_method_callback;

use super::fuel::Bill;
use super::python;

/// Calls a method. What it makes is paid for first.
pub(super) fn call(state: &mut State<'_, '_>, value: &Value, name: &str, arguments: &[Value]) -> Result<Value, Error> {
    let made = match (value.as_str(), name, arguments) {
        (Some(text), "replace", [old, new, ..]) => {
            let old = old.as_str().unwrap_or_default();
            text.matches(old).count().saturating_mul(new.as_str().map_or(0, str::len))
        }
        (Some(text), "join", [list]) => list.len().unwrap_or(0).saturating_mul(text.len()),
        (Some(text), "format", _) => formatted(text, arguments),
        _ => 0,
    };
    Bill::new(state).pay(made)?;
    unknown_method_callback(state, value, name, arguments)
}

/// How many bytes `format` makes at most: as many as the widths say, and all arguments for each field.
pub(super) fn formatted(text: &str, arguments: &[Value]) -> usize {
    let numbers = text.split(|char: char| !char.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let widths = numbers.map(|digits| digits.parse().unwrap_or(usize::MAX)).fold(0, usize::saturating_add);
    let len = |argument: &Value| argument.as_str().map_or_else(|| python::text(argument).len(), str::len);
    let given = arguments.iter().map(len).fold(0, usize::saturating_add);
    text.matches(['{', '%']).count().saturating_mul(given).saturating_add(widths)
}
