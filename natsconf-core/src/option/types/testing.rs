//! Reading one value, for the tests of the types.

use crate::diagnostic::Diagnostic;
use crate::option::{OptionType, Reader};
use crate::source::{Memory, Source};
use crate::syntax::Dialect;
use crate::value::{Limits, Value, resolve};

fn run<T: OptionType>(text: &str) -> (Option<T>, Vec<Diagnostic>) {
    let source = Source::new("test.conf", format!("x: {text}\n").into_bytes());
    let (values, problems) = resolve(source, &Memory::default(), Dialect::default(), Limits::default());
    assert!(problems.is_empty(), "{problems:?}");
    let mut reader = Reader::default();
    let read = T::read(values.root().get("x").expect("it is set").value, &mut reader);
    (read, reader.finish())
}

/// The value, whatever was reported.
pub(crate) fn read<T: OptionType>(text: &str) -> Option<T> {
    run(text).0
}

/// What was reported, by code.
pub(crate) fn codes<T: OptionType>(text: &str) -> Vec<&'static str> {
    run::<T>(text).1.into_iter().map(|diagnostic| diagnostic.code.name).collect()
}

/// The messages.
pub(crate) fn messages<T: OptionType>(text: &str) -> Vec<String> {
    run::<T>(text).1.into_iter().map(|diagnostic| diagnostic.message.into_owned()).collect()
}

pub(crate) fn write<T: OptionType>(value: &T) -> Value {
    value.write()
}
