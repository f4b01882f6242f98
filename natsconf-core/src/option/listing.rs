//! All options, for programs and for people.

use std::fmt::Write;

use serde::Serialize;

use super::paths::{OptionPath, PathEntry, paths};
use super::reader::show;
use super::shape::{Shape, Unit};
use super::spec::{BlockSpec, OptionSpec};
use super::version::Version;

/// One option as `natsconf options --format json` prints it.
#[derive(Debug, Serialize)]
pub struct Listed {
    /// The path from the top.
    pub path: String,
    /// The canonical name.
    pub name: &'static str,
    /// The other spellings.
    pub aliases: &'static [&'static str],
    /// The type in a few words.
    #[serde(rename = "type")]
    pub kind: String,
    /// The words that it takes, where it takes words.
    #[serde(rename = "enum")]
    pub words: Option<Vec<&'static str>>,
    /// What holds where it is not set, as config text.
    pub default: Option<&'static str>,
    /// The first release family that has it.
    pub since: String,
    /// What to use instead.
    pub deprecated: Option<&'static str>,
    /// The release family that dropped it: none ever did.
    pub removed: Option<String>,
    /// Whether a reload applies a change.
    pub reloadable: bool,
    /// Whether its value must never be shown.
    pub secret: bool,
    /// What it does.
    pub description: &'static str,
}

impl From<OptionPath> for Listed {
    fn from(found: OptionPath) -> Self {
        match found.entry {
            PathEntry::Option(option) => Listed {
                path: found.path,
                name: option.name(),
                aliases: option.aliases(),
                kind: option.shape.label().into_owned(),
                words: words(&option.shape),
                default: option.default,
                since: option.since.to_string(),
                deprecated: option.deprecated,
                removed: None,
                reloadable: found.reloadable,
                secret: option.shape.is_secret(),
                description: option.doc.trim(),
            },
            PathEntry::Word(names) => Listed {
                path: found.path,
                name: names[0],
                aliases: &names[1..],
                kind: "word".to_owned(),
                words: None,
                default: None,
                since: Version::OLDEST.to_string(),
                deprecated: None,
                removed: None,
                reloadable: false,
                secret: false,
                description: "A word in the place of the whole block; the block has no such option.",
            },
        }
    }
}

fn words(shape: &Shape) -> Option<Vec<&'static str>> {
    let words = shape.words();
    (!words.is_empty()).then(|| words.iter().flat_map(|spellings| spellings.iter().copied()).collect())
}

/// Every option under a block, by path.
pub fn json(root: &'static BlockSpec) -> Vec<Listed> {
    paths(root).into_iter().map(Listed::from).collect()
}

/// Every option in a line: path, type, default.
pub fn text(root: &'static BlockSpec) -> String {
    let listed = json(root);
    let width = listed.iter().map(|option| option.path.len()).max().unwrap_or(0);
    let mut out = String::new();
    for option in listed {
        let Listed { path, kind, default, .. } = option;
        let default = default.map(|default| format!(", default {default}")).unwrap_or_default();
        let _ = writeln!(out, "{path:width$}  {kind}{default}");
    }
    out
}

/// The page `docs/options.md`: a section for each block, where it stands, and what it has.
pub fn markdown(root: &'static BlockSpec) -> String {
    let mut out = String::from(
        "# Options\n\nEvery option of `nats.conf`. The server compares names without regard to case, except where a section \
         says otherwise. *Since* is empty for options that are older than 2.10, and names the releases of older families \
         that have the option too; *reload* says whether \
         `nats-server --signal reload` applies a change.\n",
    );
    let found = paths(root);
    let mut blocks: Vec<&'static BlockSpec> = vec![root];
    for path in &found {
        if !blocks.iter().any(|block| block.name == path.block.name) {
            blocks.push(path.block);
        }
    }
    for block in blocks {
        section(block, &found, &mut out);
    }
    out
}

fn section(block: &BlockSpec, found: &[OptionPath], out: &mut String) {
    let mut holders: Vec<&str> = found
        .iter()
        .filter(|path| path.block.name == block.name)
        .filter_map(|path| path.path.rsplit_once('.').map(|(holder, _)| holder))
        .collect();
    holders.dedup();
    let title = if holders.is_empty() { "top level" } else { block.name };
    let _ = write!(out, "\n## {title}\n\n{}\n", block.doc.trim());
    if !holders.is_empty() {
        let holders: Vec<_> = holders.iter().map(|holder| format!("`{holder}`")).collect();
        let _ = write!(out, "\nAt {}.\n", holders.join(", "));
    }
    if block.keys.exact {
        out.push_str("\nNames are compared exactly here.\n");
    }
    out.push_str("\n| option | type | default | since | reload | what it does |\n|---|---|---|---|---|---|\n");
    for option in block.options {
        row(option, out);
    }
}

fn row(option: &OptionSpec, out: &mut String) {
    let names: Vec<_> = option.names.iter().map(|name| format!("`{name}`")).collect();
    let default = option.default.map(|default| format!("`{default}`")).unwrap_or_default();
    let since = if option.since == Version::OLDEST { String::new() } else { releases(option) };
    let reload = if option.reloadable { "yes" } else { "" };
    let mut doc = option.doc.trim().replace('\n', " ").replace("  ", " ");
    if let Some(bounds) = bounds(option) {
        let _ = write!(doc, " {bounds}.");
    }
    if let Some(words) = words(&option.shape).filter(|words| words.len() > 1) {
        let words: Vec<_> = words.iter().filter(|word| !word.is_empty()).map(|word| format!("`{word}`")).collect();
        let _ = write!(doc, " Words: {}.", words.join(", "));
    }
    if let Some(replacement) = option.deprecated {
        let _ = write!(doc, " **Deprecated**: {replacement}.");
    }
    let cells = [names.join(", "), option.shape.label().into_owned(), default, since, reload.to_owned(), doc];
    let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// The first release family that has an option, and the releases of older families that have it too.
pub(super) fn releases(option: &OptionSpec) -> String {
    let mut releases = vec![option.since.to_string()];
    releases.extend(option.backports.iter().map(|release| (*release).to_owned()));
    releases.join(", ")
}

/// The bounds in words.
pub(super) fn bounds(option: &OptionSpec) -> Option<String> {
    let unit = option.shape.unit().unwrap_or(Unit::Count);
    let show = |bound: i64| show(bound, unit);
    match (option.at_least, option.at_most) {
        (Some(low), Some(high)) => Some(format!("From {} to {}", show(low), show(high))),
        (Some(low), None) => Some(format!("At least {}", show(low))),
        (None, Some(high)) => Some(format!("At most {}", show(high))),
        (None, None) => None,
    }
}
