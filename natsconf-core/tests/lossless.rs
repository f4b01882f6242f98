//! The leaves of any text, joined, are the text; and reading never fails to come to an end.

use natsconf_core::source::{FileId, Memory, Source};
use natsconf_core::syntax::{Dialect, MAX_DEPTH, parse};
use natsconf_core::value::{Limits, resolve};
use natsconf_tests::texts::{configuration, soup};
use proptest::prelude::*;

fn check(text: &[u8]) {
    for dialect in [Dialect::Until2_14, Dialect::From2_15] {
        let (document, diagnostics) = parse(FileId::MAIN, text.into(), dialect);
        let joined: Vec<u8> = document.leaves().flat_map(|leaf| document.leaf_text(leaf).to_vec()).collect();
        assert_eq!(joined, text);
        for diagnostic in diagnostics {
            assert!(diagnostic.primary.span.end as usize <= text.len());
        }
        let source = Source::new("nats.conf", text);
        let (values, _) = resolve(source, &Memory::default(), dialect, Limits::default());
        let mut entries = 0;
        for entry in values.root().iter() {
            entries += 1;
            assert!(values.sources().text(entry.value.span()).len() <= text.len());
            let _ = entry.value.to_owned();
        }
        assert_eq!(entries, values.root().len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn leaves_tile_any_bytes(text in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&text);
    }

    #[test]
    fn leaves_tile_almost_valid_text(text in soup()) {
        check(&text);
    }

    #[test]
    fn leaves_tile_configurations(text in configuration()) {
        check(&text);
    }
}

#[test]
fn depth_is_bounded_and_costs_no_stack() {
    // At the top level, `[` is a character of a key.
    for (open, code) in [
        ("{", "nesting-too-deep"),
        ("a {", "nesting-too-deep"),
        ("a [", "expected-terminator"),
        ("[", "expected-value"),
    ] {
        let text = open.repeat(1_000_000);
        let (document, diagnostics) = parse(FileId::MAIN, text.as_bytes().into(), Dialect::default());
        assert_eq!(diagnostics.last().map(|diagnostic| diagnostic.code.name), Some(code), "{open}");
        assert_eq!(document.leaves().map(|leaf| leaf.end).last(), u32::try_from(text.len()).ok());
        check(text.as_bytes());
    }
    let lists = "a: ".to_owned() + &"[".repeat(1_000_000);
    assert_eq!(parse(FileId::MAIN, lists.as_bytes().into(), Dialect::default()).1[0].code.name, "nesting-too-deep");
    let fits = "a {".repeat(MAX_DEPTH) + &"}".repeat(MAX_DEPTH);
    assert_eq!(parse(FileId::MAIN, fits.as_bytes().into(), Dialect::default()).1, []);
}
