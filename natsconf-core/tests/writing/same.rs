//! Whether two texts mean the same: the same values, byte for byte, and the same findings.

use natsconf_core::diagnostic::Severity;
use natsconf_core::source::{Memory, Source};
use natsconf_core::syntax::Dialect;
use natsconf_core::value::{Kind, Limits, MapRef, ValueRef, Values, resolve};

/// Both dialects.
pub const DIALECTS: [Dialect; 2] = [Dialect::Until2_14, Dialect::From2_15];

/// The values of a text, and the codes of what is wrong with it.
pub fn read(text: &[u8], dialect: Dialect) -> (Values, Vec<&'static str>) {
    let mut memory = Memory::default();
    memory.files.insert("a.conf".into(), b"included: 1, a: 2".to_vec());
    memory.files.insert("b.conf".into(), b"b: [1, 2 ]".to_vec());
    memory.variables.insert("b".into(), "7".into());
    let (values, diagnostics) = resolve(Source::new("nats.conf", text), &memory, dialect, Limits::default());
    (values, diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect())
}

/// Whether the syntax of a text has an error.
pub fn is_broken(text: &[u8], dialect: Dialect) -> bool {
    let (_, diagnostics) = natsconf_core::syntax::parse(natsconf_core::source::FileId::MAIN, text.into(), dialect);
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}

/// Panics with `what` unless two maps have the same entries, those that do not count included.
pub fn assert_same(a: MapRef<'_>, b: MapRef<'_>, what: &str) {
    for (a, b) in [entries(a.iter()), entries(a.shadowed())].iter().zip([entries(b.iter()), entries(b.shadowed())]) {
        assert_eq!(a.len(), b.len(), "{what}");
        for ((a_key, a), (b_key, b)) in a.iter().zip(b) {
            assert_eq!(*a_key, b_key, "{what}");
            assert_same_value(*a, b, what);
        }
    }
}

fn entries<'v>(entries: impl Iterator<Item = natsconf_core::value::Entry<'v>>) -> Vec<(&'v str, ValueRef<'v>)> {
    entries.map(|entry| (entry.key.name, entry.value)).collect()
}

fn assert_same_value(a: ValueRef<'_>, b: ValueRef<'_>, what: &str) {
    assert_eq!(a.is_variable(), b.is_variable(), "{what}");
    match (a.kind(), b.kind()) {
        (Kind::Map(a), Kind::Map(b)) => assert_same(a, b, what),
        (Kind::Array(a), Kind::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{what}");
            a.iter().zip(b.iter()).for_each(|(a, b)| assert_same_value(a, b, what));
        }
        (Kind::String(_), Kind::String(_)) => assert_eq!(a.bytes(), b.bytes(), "{what}"),
        _ => assert_eq!(a.to_owned(), b.to_owned(), "{what}"),
    }
}
