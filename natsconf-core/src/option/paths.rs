//! Every option by its path from the top: `leafnodes.remotes[].url`, with `[]` for a list and `*` for a key that the
//! user chooses.

use super::shape::Shape;
use super::spec::{BlockSpec, OptionSpec};
use super::version::Version;

/// An option and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionPath {
    /// The path from the top, under canonical names.
    pub path: String,
    /// The block that has it.
    pub block: &'static BlockSpec,
    /// What stands there.
    pub entry: PathEntry,
    /// Whether a reload applies a change here.
    pub reloadable: bool,
}

impl OptionPath {
    /// The first release family that has it.
    pub const fn since(&self) -> Version {
        match self.entry {
            PathEntry::Option(option) => option.since,
            PathEntry::Word(_) => Version::OLDEST,
        }
    }
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PathEntry {
    /// An option.
    Option(&'static OptionSpec),
    /// A word that stands in the place of the whole block, as in `jetstream: disabled`, with its synonyms.
    Word(&'static [&'static str]),
}

impl PathEntry {
    /// The name and its other spellings.
    pub const fn names(&self) -> &'static [&'static str] {
        match self {
            PathEntry::Option(option) => option.names,
            PathEntry::Word(names) => names,
        }
    }
}

/// Every option under a block, in the order of the definitions, each block after the option that holds it.
pub fn paths(root: &'static BlockSpec) -> Vec<OptionPath> {
    let mut found = Vec::new();
    walk(root, &mut String::new(), None, &mut |path, block, holder, entry| {
        let reloadable = matches!(entry, PathEntry::Option(option) if option.is_reloadable_in(holder));
        found.push(OptionPath { path: path.to_owned(), block, entry, reloadable });
    });
    found
}

/// Is shown a path, the block that has the option, the option that holds the block, and what stands there.
type Visit<'v> = dyn FnMut(&str, &'static BlockSpec, Option<&'static OptionSpec>, PathEntry) + 'v;

/// Shows every option under a block, with its path, to a visitor.
fn walk(block: &'static BlockSpec, path: &mut String, holder: Option<&'static OptionSpec>, visit: &mut Visit<'_>) {
    let start = path.len();
    for option in block.options {
        path.push_str(option.name());
        visit(path, block, holder, PathEntry::Option(option));
        if let Some((below, inner)) = block_in(&option.shape) {
            path.push_str(&below);
            path.push('.');
            words_of(inner, option, path, visit);
            walk(inner, path, Some(option), visit);
        }
        path.truncate(start);
    }
}

/// The words of a switch that are no options of its block.
fn words_of(block: &'static BlockSpec, holder: &'static OptionSpec, path: &str, visit: &mut Visit<'_>) {
    let Shape::AnyOf(alternatives) = &holder.shape else { return };
    let switch = alternatives.iter().filter_map(|alternative| match alternative {
        Shape::Choice(words) if alternatives.contains(&Shape::Bool) => Some(*words),
        _ => None,
    });
    for word in switch.flatten().filter(|word| block.get(word[0]).is_none()) {
        visit(&format!("{path}{}", word[0]), block, Some(holder), PathEntry::Word(word));
    }
}

/// The block that a shape holds, and what stands between the option and the block's own options.
fn block_in(shape: &Shape) -> Option<(String, &'static BlockSpec)> {
    match shape {
        Shape::Block(block) => Some((String::new(), block)),
        Shape::List(of) => block_in(of).map(|(below, block)| (format!("[]{below}"), block)),
        Shape::Map { value, .. } => block_in(value).map(|(below, block)| (format!(".*{below}"), block)),
        // A block and a list of such blocks are listed once, as the list.
        Shape::AnyOf(shapes) => shapes.iter().filter_map(block_in).max_by_key(|(below, _)| below.len()),
        _ => None,
    }
}

/// The blocks that have an option of this name, for "belongs in"; none when there are none, or too many to name. Paths that
/// are not to be suggested do not count.
pub(super) fn holders(root: &'static BlockSpec, name: &str, suggests: Option<fn(&str) -> bool>) -> Option<String> {
    let mut holders: Vec<String> = Vec::new();
    walk(root, &mut String::new(), None, &mut |path, _, _, entry| {
        let named = matches!(entry, PathEntry::Option(option) if option.names.contains(&name));
        if named && suggests.is_none_or(|suggests| suggests(path)) {
            let holder = path.rsplit_once('.').map(|(holder, _)| format!("`{holder}`"));
            holders.push(holder.unwrap_or_else(|| "the top level".to_owned()));
        }
    });
    match holders.as_slice() {
        [only] => Some(only.clone()),
        [rest @ .., last] if rest.len() < 4 => Some(format!("{} or {last}", rest.join(", "))),
        [first, second, third, ..] => Some(format!("{first}, {second}, {third} and others")),
        _ => None,
    }
}
