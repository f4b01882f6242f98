//! What the examples of rule pages name without showing it: tokens by `$NAME_JWT`, and files. To people they say more than
//! what is in them.

use std::path::PathBuf;

use crate::workspace;

fn folder() -> PathBuf {
    workspace::root().join("fixtures/pages")
}

/// A page, the tokens in the places of their names.
///
/// # Panics
/// When the fixtures are not there.
pub fn with_tokens(page: &str) -> String {
    let tokens = std::fs::read_to_string(folder().join("tokens.env")).expect("the tokens are there");
    let mut tokens: Vec<_> = tokens.lines().filter_map(|line| line.split_once('=')).collect();
    // A name may be the beginning of another.
    tokens.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    tokens.into_iter().fold(page.to_owned(), |page, (name, token)| page.replace(&format!("${name}"), token))
}

/// The files that a block ```` ```files ```` names, a line each, with what is in them.
///
/// # Panics
/// When one of them is not there.
pub fn files(names: &str) -> Vec<(String, Vec<u8>)> {
    let read = |name: &str| (name.to_owned(), std::fs::read(folder().join(name)).expect("the file is there"));
    names.lines().map(read).collect()
}
