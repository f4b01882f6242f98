//! Configurations to change: what stands on the pages of the findings and in the fixtures, nearly all of them a few lines that
//! say one thing.

use natsconf_core::codes;
use natsconf_core::source::{Memory, Source};
use natsconf_core::syntax::Dialect;
use natsconf_core::value::{Limits, Value, resolve};
use natsconf_tests::shared::{self, Case};
use natsconf_tests::{pages, workspace};

/// What the server reads a text as; `None` where it does not, or finds nothing in it.
pub fn read(text: &str) -> Option<Value> {
    let source = Source::new("nats.conf", text.as_bytes());
    let (values, diagnostics) = resolve(source, &Memory::default(), Dialect::From2_15, Limits::default());
    let mut value = values.root().to_owned();
    keep_inside(&mut value);
    let Value::Map(entries) = &value else { return None };
    (diagnostics.is_empty() && !entries.is_empty()).then_some(value)
}

/// Makes paths relative, so that a server writes into the folder of its test alone.
fn keep_inside(value: &mut Value) {
    match value {
        Value::Map(entries) => entries.iter_mut().for_each(|(_, value)| keep_inside(value)),
        Value::Array(items) => items.iter_mut().for_each(keep_inside),
        Value::String(text) if text.starts_with('/') => text.insert(0, '.'),
        _ => {}
    }
}

/// The seeds of this repository.
pub fn own() -> Vec<Value> {
    let on_pages = codes().flat_map(|code| {
        let page = pages::with_tokens(code.page);
        let blocks = page.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
        let shown = blocks.filter(|(info, _)| info.starts_with("nats "));
        shown.map(|(_, text)| text.to_owned()).collect::<Vec<_>>()
    });
    let folder = workspace::root().join("fixtures/server/refused-at-start");
    let entries = std::fs::read_dir(folder).expect("the fixtures are there");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    let in_files = files.iter().map(|file| std::fs::read_to_string(file).expect("UTF-8"));
    on_pages.chain(in_files).filter_map(|text| read(&text)).collect()
}

/// The seeds of this repository, and those of the corpus where it is there.
pub fn all() -> Vec<Value> {
    let corpus = shared::corpus().unwrap_or_default();
    let is_seed = |case: &&Case| !case.category.starts_with("generated") && case.text.len() < 5_000;
    let theirs = corpus.iter().filter(is_seed).filter_map(|case| read(&case.text));
    own().into_iter().chain(theirs).collect()
}
