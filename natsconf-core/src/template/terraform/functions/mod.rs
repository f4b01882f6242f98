//! The functions of the Terraform language, version 1.11.

#![allow(clippy::unnecessary_wraps, reason = "all functions of the table have one signature")]

mod cidr;
mod convert;
mod csv;
mod encoding;
mod files;
mod format;
#[cfg(feature = "rare-functions")]
mod gzip;
mod hash;
mod lists;
mod maps;
mod numbers;
mod regex;
#[cfg(feature = "rare-functions")]
mod rsa;
mod sets;
mod strings;
mod table;
mod time;
mod yaml;

use std::cell::Cell;

use super::host::Host;
use super::value::{MAPPING, Number, PART, Type, Value};
use crate::template::limits::{Limits, TOO_MANY_STEPS};

pub(super) use regex::RegexCache;

/// What a text longer than [`Limits::output`] is refused with.
pub(super) const TOO_LONG: &str = "a text is too long";

/// A function.
pub(super) struct Function {
    name: &'static str,
    pub(super) parameters: &'static [Parameter],
    /// Any number of further arguments.
    pub(super) rest: Option<Parameter>,
    /// The type of the result, as far as it does not depend on the arguments.
    pub(super) result: Want,
    pub(super) run: Run,
}

/// How a function is called.
#[derive(Clone, Copy)]
pub(super) enum Run {
    Plain(fn(&Arguments<'_>) -> Outcome),
    /// Not here, for this reason; Terraform would.
    Refused(&'static str),
    /// Terraform had it once.
    Removed(&'static str),
    /// Renders a template: inside a template Terraform refuses it.
    Nested,
    Try,
    Can,
    IsSensitive,
}

/// A parameter.
#[derive(Clone, Copy)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) want: Want,
    pub(super) takes_null: bool,
    /// Takes a null or unknown value that has no type.
    pub(super) takes_untyped: bool,
}

/// The type that a parameter asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Any,
    Bool,
    Number,
    String,
    List,
    Bools,
    Strings,
    Numbers,
    Set,
    StringSet,
    StringLists,
    /// The expression itself, not evaluated.
    Expression,
}

impl Want {
    pub(super) fn to_type(self) -> Type {
        match self {
            Want::Any | Want::Expression => Type::Dynamic,
            Want::Bool => Type::Bool,
            Want::Number => Type::Number,
            Want::String => Type::String,
            Want::List => Type::list(Type::Dynamic),
            Want::Bools => Type::list(Type::Bool),
            Want::Strings => Type::list(Type::String),
            Want::Numbers => Type::list(Type::Number),
            Want::Set => Type::set(Type::Dynamic),
            Want::StringSet => Type::set(Type::String),
            Want::StringLists => Type::map(Type::list(Type::String)),
        }
    }
}

impl Function {
    /// The parameter that an argument is for.
    pub(super) fn parameter(&self, index: usize) -> &Parameter {
        const NONE: Parameter = Parameter { name: "", want: Want::Any, takes_null: true, takes_untyped: true };
        self.parameters.get(index).or(self.rest.as_ref()).unwrap_or(&NONE)
    }
}

/// The function of this name, which `core::` may precede.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    let name = name.strip_prefix("core::").unwrap_or(name);
    let index = table::FUNCTIONS.binary_search_by(|function| function.name.cmp(name)).ok()?;
    table::FUNCTIONS.get(index)
}

/// Why a call gave no value.
pub(super) enum Failure {
    /// It is the fault of this argument.
    Argument(usize, String),
    /// It is the fault of no single argument.
    Call(String),
    /// Terraform would have called it.
    Refused(String),
    /// A limit was reached.
    Limit(&'static str),
}

impl From<&str> for Failure {
    fn from(message: &str) -> Failure {
        Failure::Call(message.into())
    }
}

/// The result of a call.
pub(super) type Outcome<T = Value> = Result<T, Failure>;

/// The arguments of a call, of the types that the parameters ask for, known and not null.
pub(super) struct Arguments<'a> {
    pub(super) values: &'a [Value],
    pub(super) host: &'a dyn Host,
    pub(super) limits: Limits,
    pub(super) regexes: &'a RegexCache,
    /// Steps that the call takes beyond the weight of its arguments and result.
    pub(super) work: Cell<u64>,
}

impl<'a> Arguments<'a> {
    fn value(&self, index: usize) -> &'a Value {
        self.values.get(index).unwrap_or(&Value::NULL)
    }

    fn rest(&self, from: usize) -> &'a [Value] {
        self.values.get(from..).unwrap_or_default()
    }

    /// The text of a parameter that is a string.
    fn text(&self, index: usize) -> &'a str {
        self.value(index).as_str().unwrap_or_default()
    }

    /// The elements of a parameter that is a list.
    fn items(&self, index: usize) -> &'a [Value] {
        self.value(index).items().unwrap_or_default()
    }

    fn number(&self, index: usize) -> Number {
        match self.value(index) {
            Value::Number(number) => number.clone(),
            _ => Number::zero(),
        }
    }

    /// A whole number that fits in 64 bits.
    fn integer(&self, index: usize) -> Outcome<i64> {
        self.number(index).to_i64().ok_or_else(|| Failure::from("a whole number is needed"))
    }

    fn integer_argument(&self, index: usize) -> Outcome<i64> {
        let message = || Failure::Argument(index, "a whole number is needed".into());
        self.number(index).to_i64().ok_or_else(message)
    }

    /// Counts so many steps for so many elements.
    fn add_work(&self, elements: usize, steps: u64) -> Outcome<()> {
        let work = self.work.get().saturating_add(steps.saturating_mul(elements as u64));
        self.work.set(work);
        if work > self.limits.steps { Err(Failure::Limit(TOO_MANY_STEPS)) } else { Ok(()) }
    }

    /// Counts the steps for a result of so many values that is not begun yet.
    fn make(&self, values: usize) -> Outcome<()> {
        self.add_work(values, PART)
    }

    /// Counts the steps for all values that a text can hold in which each comes with one of the characters.
    fn make_from(&self, text: &str, marks: &[u8], opens_mapping: u8) -> Outcome<()> {
        let count = |is_counted: &dyn Fn(u8) -> bool| text.bytes().filter(|byte| is_counted(*byte)).count();
        self.make(count(&|byte| marks.contains(&byte)))?;
        self.add_work(count(&|byte| byte == opens_mapping), MAPPING)
    }

    /// Refuses a text that would be longer than a text may be.
    fn check_len(&self, len: usize) -> Outcome<()> {
        if len > self.limits.output { Err(Failure::Limit(TOO_LONG)) } else { Ok(()) }
    }
}
