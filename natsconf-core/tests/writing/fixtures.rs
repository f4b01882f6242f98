//! What formatted text looks like: every `fixtures/syntax/format/<what>.conf` and, beside it, the snapshot of what it
//! becomes.

use std::path::Path;

use natsconf_core::diagnostic::Severity;
use natsconf_core::source::FileId;
use natsconf_core::syntax::{Dialect, format, parse};
use natsconf_tests::workspace;

fn formatted(path: &Path) -> String {
    let text = std::fs::read(path).expect("a fixture can be read");
    show(&formatted_text(&text, path))
}

fn formatted_text(text: &[u8], path: &Path) -> Vec<u8> {
    let (document, diagnostics) = parse(FileId::MAIN, text.into(), Dialect::default());
    let error = diagnostics.iter().find(|diagnostic| diagnostic.severity() == Severity::Error);
    assert!(error.is_none(), "{}: {:?}", path.display(), error.map(|error| (&error.message, error.primary.span)));
    format(&document)
}

/// Text as it is, and bytes that cannot stand in a snapshot by their escapes.
fn show(text: &[u8]) -> String {
    let plain = |c: char| c == '\n' || (!c.is_control() && c != '\u{feff}');
    let escape = |c: char| if plain(c) { c.to_string() } else { c.escape_default().to_string() };
    let chunk = |chunk: std::str::Utf8Chunk<'_>| {
        chunk.valid().chars().map(escape).collect::<String>() + &chunk.invalid().escape_ascii().to_string()
    };
    text.utf8_chunks().map(chunk).collect()
}

#[test]
fn fixtures_look_as_they_should() {
    let folder = workspace::root().join("fixtures/syntax/format");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let entries = std::fs::read_dir(&folder).expect("the folder of fixtures can be listed");
    let files = entries.map(|entry| entry.expect("an entry can be read").path());
    let mut cases: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "conf")).collect();
    cases.sort();
    assert!(cases.len() > 10, "{} fixtures", cases.len());
    for path in cases {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        settings.bind(|| insta::assert_snapshot!(name, formatted(&path)));
    }
}

#[test]
fn the_documented_style_is_the_style() {
    let path = workspace::root().join("docs/formatting.md");
    let page = std::fs::read_to_string(&path).expect("the page can be read");
    let example = page.split("```nats\n").nth(1).and_then(|after| after.split("```").next()).expect("an example");
    assert_eq!(show(&formatted_text(example.as_bytes(), &path)), example);
}
