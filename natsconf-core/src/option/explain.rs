//! `natsconf explain cluster.pool_size`.

use std::fmt::Write;

use super::listing::{bounds, releases};
use super::paths::{OptionPath, PathEntry, paths};
use super::spec::{BlockSpec, OptionSpec};
use super::version::Version;

/// What there is to say about the options with this path; several when it is a name or the end of a path. Aliases, any
/// case, and indices such as `remotes[0]` are understood. `None` when there is no such option.
pub fn explain(root: &'static BlockSpec, path: &str) -> Option<String> {
    let wanted: Vec<String> = path.split('.').map(plain).collect();
    let all = paths(root);
    let exact = all.iter().filter(|found| matches(root, &found.path, &wanted, true));
    let mut found: Vec<&OptionPath> = exact.collect();
    if found.is_empty() {
        found = all.iter().filter(|found| matches(root, &found.path, &wanted, false)).collect();
    }
    // The options of a block that stands in several places are explained once.
    let mut pages: Vec<(&OptionPath, Vec<&str>)> = Vec::new();
    for option in found {
        match pages.iter_mut().find(|(first, _)| is_same(first, option)) {
            Some((_, places)) => places.push(&option.path),
            None => pages.push((option, vec![&option.path])),
        }
    }
    let pages: Vec<_> = pages.into_iter().map(|(option, places)| page(option, &places)).collect();
    (!pages.is_empty()).then(|| pages.join("\n"))
}

fn is_same(one: &OptionPath, other: &OptionPath) -> bool {
    one.entry == other.entry && one.block == other.block && one.reloadable == other.reloadable
}

/// A segment without its list marks, in lower case.
fn plain(segment: &str) -> String {
    segment.split('[').next().unwrap_or_default().to_lowercase()
}

/// Whether a path is the one that is wanted, or, not `whole`, ends with it.
fn matches(root: &'static BlockSpec, path: &str, wanted: &[String], whole: bool) -> bool {
    let segments: Vec<&str> = path.split('.').collect();
    if segments.len() < wanted.len() || whole && segments.len() != wanted.len() {
        return false;
    }
    let skipped = segments.len() - wanted.len();
    segments.iter().enumerate().skip(skipped).zip(wanted).all(|((at, segment), wanted)| {
        *segment == "*" || *segment == "*[]" || names(root, &segments[..=at]).iter().any(|name| name == wanted)
    })
}

/// The spellings of the option at a path, given by its segments.
fn names(root: &'static BlockSpec, segments: &[&str]) -> Vec<String> {
    let path = segments.join(".");
    let path = path.strip_suffix("[]").unwrap_or(&path);
    let found = paths(root).into_iter().find(|found| found.path == path);
    found.map(|found| found.entry.names().iter().map(|name| (*name).to_owned()).collect()).unwrap_or_default()
}

fn page(found: &OptionPath, places: &[&str]) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", places.join("\n# "));
    match found.entry {
        PathEntry::Option(option) => {
            let _ = writeln!(out, "{}\n", option.doc.trim());
            facts(found, option, &mut out);
        }
        PathEntry::Word(words) => {
            let holder = found.path.rsplit_once('.').map_or("", |(holder, _)| holder);
            let name = holder.rsplit('.').next().unwrap_or_default();
            let _ = writeln!(out, "A word in the place of the whole block: `{name}: {}`.", words[0]);
        }
    }
    out
}

fn facts(found: &OptionPath, option: &OptionSpec, out: &mut String) {
    let mut fact = |name: &str, value: &str| {
        let _ = writeln!(out, "{name:10} {value}");
    };
    fact("type", &option.shape.label());
    let words: Vec<_> = option.shape.words().iter().map(|spellings| spellings.join("|")).collect();
    if !words.is_empty() {
        fact("words", &words.join(", "));
    }
    if let Some(bounds) = bounds(option) {
        fact("bounds", &bounds.to_lowercase());
    }
    fact("default", option.default.unwrap_or("-"));
    let since = if option.since == Version::OLDEST { format!("{} or earlier", option.since) } else { releases(option) };
    fact("since", &since);
    if !option.aliases().is_empty() {
        fact("aliases", &option.aliases().join(", "));
    }
    if let Some(replacement) = option.deprecated {
        fact("deprecated", replacement);
    }
    fact("reload", if found.reloadable { "applies a change" } else { "does not apply a change: restart" });
    if option.shape.is_secret() {
        fact("secret", "never shown");
    }
    fact("example", &format!("{}: {}", option.name(), option.example()));
    fact("read by", found.block.source);
}
