//! Values → fresh text, in the style that [`format()`](crate::syntax::format()) leaves alone. Reading it gives the same
//! values: what the server would take for something else stands in quotes.

mod error;
mod printer;
mod text;

pub use error::{PrintError, Problem};
pub(super) use printer::{Printable, Printer, Style};
pub(super) use text::ends_in_number;

use super::Value;

/// The text of a configuration. The value is its top level, a [`Value::Map`].
///
/// # Errors
/// When some value has no text: see [`Problem`].
pub fn print(value: &Value) -> Result<String, PrintError> {
    let Value::Map(entries) = value else {
        return Err(Problem::NotAMap.here());
    };
    let mut printer = Printer::new(Style::FRESH, "");
    for (key, value) in entries {
        printer.entry(key, value)?;
        printer.end_line();
    }
    Ok(printer.into_text())
}
