//! Any configuration, with an included file and an environment variable of its own, resolves to values that can be
//! walked, and every finding lies in one of its texts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use natsconf_core::source::{Memory, Source};
use natsconf_core::syntax::Dialect;
use natsconf_core::value::{Limits, resolve};

/// Between the main text, the included file `a` and the variable `A`, which a text without it does not have.
const BREAK: &[u8] = b"\n---\n";

fuzz_target!(|input: &[u8]| {
    let (main, rest) = split(input);
    let (included, variable) = split(rest);
    let outside = Memory {
        files: [("a".into(), included.to_vec()), ("main".into(), main.to_vec())].into(),
        variables: [("A".to_owned(), String::from_utf8_lossy(variable).into_owned())].into(),
    };
    let limits = Limits { expanded: 10_000, ..Limits::default() };
    for dialect in [Dialect::Until2_14, Dialect::From2_15] {
        let (values, diagnostics) = resolve(Source::new("main", main), &outside, dialect, limits);
        for entry in values.root().iter().chain(values.root().shadowed()) {
            let _ = values.sources().text(entry.key.span);
            let _ = entry.value.to_owned();
        }
        for diagnostic in diagnostics {
            let _ = values.sources().text(diagnostic.primary.span);
        }
    }
});

fn split(input: &[u8]) -> (&[u8], &[u8]) {
    match input.windows(BREAK.len()).position(|window| window == BREAK) {
        Some(at) => (&input[..at], &input[at + BREAK.len()..]),
        None => (input, &[]),
    }
}
