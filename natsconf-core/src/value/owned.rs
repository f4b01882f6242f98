//! A value that stands alone: what programs build and what fresh text is printed from.

use super::DateTime;

/// A value with no place in a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Nil,
    /// A truth value.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// A number with a decimal point.
    Float(f64),
    /// A date and time in Zulu form.
    DateTime(DateTime),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// A block, its entries in order, each key once.
    Map(Vec<(String, Value)>),
}
