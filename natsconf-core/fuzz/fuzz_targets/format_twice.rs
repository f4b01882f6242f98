//! A text without a syntax error, formatted, means what it meant; formatted again, it stays as it is.

#![no_main]

use libfuzzer_sys::fuzz_target;
use natsconf_core::diagnostic::Severity;
use natsconf_core::source::{FileId, Memory, Source};
use natsconf_core::syntax::{Dialect, format, parse};
use natsconf_core::value::{Kind, Limits, MapRef, ValueRef, Values, resolve};

fuzz_target!(|text: &[u8]| {
    for dialect in [Dialect::Until2_14, Dialect::From2_15] {
        let (document, diagnostics) = parse(FileId::MAIN, text.into(), dialect);
        if diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
            continue;
        }
        let once = format(&document);
        let (again, _) = parse(FileId::MAIN, once.as_slice().into(), dialect);
        assert_eq!(format(&again), once);
        let (before, after) = (read(text, dialect), read(&once, dialect));
        assert!(same_map(before.root(), after.root()));
    }
});

fn read(text: &[u8], dialect: Dialect) -> Values {
    let limits = Limits { expanded: 10_000, ..Limits::default() };
    resolve(Source::new("nats.conf", text), &Memory::default(), dialect, limits).0
}

fn same_map(a: MapRef<'_>, b: MapRef<'_>) -> bool {
    a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.key.name == b.key.name && same(a.value, b.value))
}

fn same(a: ValueRef<'_>, b: ValueRef<'_>) -> bool {
    match (a.kind(), b.kind()) {
        (Kind::Map(a), Kind::Map(b)) => same_map(a, b),
        (Kind::Array(a), Kind::Array(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b)),
        (Kind::String(_), Kind::String(_)) => a.bytes() == b.bytes(),
        _ => a.to_owned() == b.to_owned(),
    }
}
