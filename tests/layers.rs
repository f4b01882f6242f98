//! The layers of the core, and which other layers each may name. That is the whole enforcement: a `use crate::…` or a
//! `crate::…` path that points the wrong way fails here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What each layer may use beside itself. The facade, `lib.rs`, uses all of them.
const LAYERS: [(&str, &[&str]); 14] = [
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("syntax", &["source", "diagnostic"]),
    ("value", &["source", "diagnostic", "syntax"]),
    ("convert", &["source", "diagnostic", "value"]),
    ("option", &["source", "diagnostic", "syntax", "value"]),
    ("model", &["source", "diagnostic", "syntax", "value", "option"]),
    ("diff", &["source", "diagnostic", "value", "option", "model"]),
    ("template", &["source", "diagnostic"]),
    ("identity", &["source", "diagnostic"]),
    ("check", &["source", "diagnostic", "syntax", "value", "option", "model", "identity"]),
    ("preview", &["source", "diagnostic", "syntax", "value", "convert", "option", "model", "check", "template"]),
    ("project", &["source", "diagnostic", "value", "convert", "option"]),
    ("deployment", &["source", "diagnostic", "syntax", "value", "convert", "option", "model", "identity", "check"]),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the source is there").map(|entry| entry.expect("readable").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let files = files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.chain(folders.iter().flat_map(|folder| rust_files(folder))).collect()
}

/// The modules of the crate's root that a text names: `crate::value::…` and `use crate::{source::…, value}`.
fn used(text: &str) -> Vec<String> {
    let after_crate = text.split("crate::").skip(1);
    let mut modules = Vec::new();
    for rest in after_crate {
        match rest.strip_prefix('{') {
            None => modules.push(word(rest)),
            Some(group) => {
                let group = group.split(';').next().unwrap_or_default();
                modules.extend(group.split(',').map(|item| word(item.trim_start())));
            }
        }
    }
    modules
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
}

#[test]
fn arrows_point_up_the_table_only() {
    let source = natsconf_tests::workspace::root().join("natsconf-core/src");
    let layers: BTreeMap<&str, &[&str]> = LAYERS.into_iter().collect();
    let mut crossed = 0;
    for file in rust_files(&source) {
        let inside = file.strip_prefix(&source).expect("inside");
        let layer = inside.iter().next().expect("not empty").to_string_lossy().trim_end_matches(".rs").to_owned();
        if layer == "lib" {
            continue;
        }
        let allowed = layers.get(layer.as_str()).unwrap_or_else(|| panic!("`{layer}` is no layer of the table"));
        for module in used(&std::fs::read_to_string(&file).expect("UTF-8")) {
            // Macros, and items of the facade, begin with what is no layer.
            let named = layers.contains_key(module.as_str()) && module != layer;
            assert!(!named || allowed.contains(&module.as_str()), "{}: may not use `{module}`", inside.display());
            crossed += usize::from(named);
        }
    }
    assert!(crossed > 10, "the test no longer sees what it is to judge");
}
