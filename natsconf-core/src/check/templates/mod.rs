//! Rules about what templates leave behind in a configuration.

mod line_break_in_value;
mod unrendered_template;

use memchr::memmem;

use super::{Given, Rule};
use crate::diagnostic::Code;
use crate::value::{Kind, ValueRef};

pub(super) static RULES: &[Rule] = &[line_break_in_value::RULE, unrendered_template::RULE];

/// What templates that are checked before they are rendered have a rule of their own for.
pub(crate) static OF_RENDERED: [&Code; 1] = [&unrendered_template::CODE];

/// Whether one of these stands anywhere in the texts: most configurations need not be looked at value by value.
fn occurs(given: &Given<'_>, any: &[&str]) -> bool {
    let sources = given.values.sources();
    sources.iter().any(|(_, source)| any.iter().any(|part| memmem::find(source.text(), part.as_bytes()).is_some()))
}

/// Visits every text in quotes.
fn each_quoted<'v>(given: &'v Given<'_>, visit: &mut dyn FnMut(ValueRef<'v>, &'v [u8])) {
    given.values.root().iter().for_each(|entry| each_below(entry.value, visit));
}

fn each_below<'v>(value: ValueRef<'v>, visit: &mut dyn FnMut(ValueRef<'v>, &'v [u8])) {
    match value.kind() {
        Kind::Map(map) => map.iter().for_each(|entry| each_below(entry.value, visit)),
        Kind::Array(array) => array.iter().for_each(|item| each_below(item, visit)),
        _ => {
            if let Some(text) = value.bytes().filter(|_| value.is_quoted()) {
                visit(value, text);
            }
        }
    }
}
