//! The leaves of any bytes, joined, are the bytes, and every finding lies in them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use natsconf_core::source::FileId;
use natsconf_core::syntax::{Dialect, parse};

fuzz_target!(|text: &[u8]| {
    for dialect in [Dialect::Until2_14, Dialect::From2_15] {
        let (document, diagnostics) = parse(FileId::MAIN, text.into(), dialect);
        let joined: Vec<u8> = document.leaves().flat_map(|leaf| document.leaf_text(leaf)).copied().collect();
        assert_eq!(joined, text);
        for diagnostic in diagnostics {
            let span = diagnostic.primary.span;
            assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?}");
        }
    }
});
