//! Options and blocks as data: what `block!` makes of each definition, and all that is printed about options.

use std::borrow::Cow;

use super::shape::Shape;
use super::version::Version;

/// A block of options.
#[derive(Debug, PartialEq)]
pub struct BlockSpec {
    /// The name of its Rust type: `Cluster`.
    pub name: &'static str,
    /// What it is for. Empty without the feature `reference`.
    pub doc: &'static str,
    /// The server function that reads it.
    pub source: &'static str,
    /// What the server does with keys.
    pub keys: Keys,
    /// The options, in the order in which they are written.
    pub options: &'static [OptionSpec],
}

/// What the server does with the keys of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    /// It compares them with regard to case.
    pub exact: bool,
    /// What it does with a key that it does not know.
    pub unknown: Unknown,
}

/// What the server does with a key that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// Refuses it, unless a `$variable` refers to it.
    Refused,
    /// Refuses it, a variable's definition too.
    RefusedWithVariables,
    /// Passes over it without a word.
    Ignored,
}

impl Keys {
    /// As in nearly every block: any case, and definitions of variables are known.
    pub const ANY_CASE: Keys = Keys { exact: false, unknown: Unknown::Refused };
    /// Any case; a variable cannot be defined here.
    pub const NO_VARIABLES: Keys = Keys { exact: false, unknown: Unknown::RefusedWithVariables };
    /// Exact case; a variable cannot be defined here.
    pub const EXACT: Keys = Keys { exact: true, unknown: Unknown::RefusedWithVariables };
    /// Looked up by exact name; what else stands there is never read.
    pub const LOOKED_UP: Keys = Keys { exact: true, unknown: Unknown::Ignored };
}

/// The least and the most that a number may be.
pub type Bounds = (Option<i64>, Option<i64>);

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of its own")]
pub struct OptionSpec {
    /// The name under which it is written, then its other spellings.
    pub names: &'static [&'static str],
    /// What it does. Empty without the feature `reference`.
    pub doc: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// What holds where it is not set, as config text.
    pub default: Option<&'static str>,
    /// The first release family that has it; [`Version::OLDEST`] stands for "or earlier".
    pub since: Version,
    /// The first releases of older families that have it too, oldest first.
    pub backports: &'static [&'static str],
    /// Why not to use it any more, and what to use instead.
    pub deprecated: Option<&'static str>,
    /// The least that the server takes, in the type's unit.
    pub at_least: Option<i64>,
    /// The most that the server takes, in the type's unit.
    pub at_most: Option<i64>,
    /// Whether a reload applies a change (`server/reload.go`).
    pub reloadable: bool,
    /// The options of its block that a reload does not apply here, other than elsewhere.
    pub fixed_inside: &'static [&'static str],
    /// Whether it tells the items of a list apart.
    pub identity: bool,
    /// Whether the order of the list counts.
    pub ordered: bool,
    /// Whether the server refuses the block without it.
    pub required: bool,
    /// Whether the server reads its names only in lower case, other than the rest of the block.
    pub exact: bool,
    /// Whether the server refuses two of its names in one block.
    pub once: bool,
    /// Whether an empty text counts as not set.
    pub or_empty: bool,
    /// An example as config text, where the shape's own would not do.
    pub example: Option<&'static str>,
}

/// The attributes that may follow an option in `block!`, each by its function.
impl OptionSpec {
    pub(crate) const fn new(names: &'static [&'static str], doc: &'static str, shape: Shape, bounds: Bounds) -> Self {
        OptionSpec {
            names,
            doc,
            shape,
            default: None,
            since: Version::OLDEST,
            backports: &[],
            deprecated: None,
            at_least: bounds.0,
            at_most: bounds.1,
            reloadable: false,
            fixed_inside: &[],
            identity: false,
            ordered: false,
            required: false,
            exact: false,
            once: false,
            or_empty: false,
            example: None,
        }
    }

    pub(crate) const fn default(self, text: &'static str) -> Self {
        OptionSpec { default: Some(text), ..self }
    }

    pub(crate) const fn since(self, family: &'static str) -> Self {
        OptionSpec { since: Version::literal(family), ..self }
    }

    pub(crate) const fn backported(self, releases: &'static [&'static str]) -> Self {
        OptionSpec { backports: releases, ..self }
    }

    pub(crate) const fn deprecated(self, replacement: &'static str) -> Self {
        OptionSpec { deprecated: Some(replacement), ..self }
    }

    pub(crate) const fn at_least(self, bound: i64) -> Self {
        OptionSpec { at_least: Some(bound), ..self }
    }

    pub(crate) const fn at_most(self, bound: i64) -> Self {
        OptionSpec { at_most: Some(bound), ..self }
    }

    pub(crate) const fn reloadable(self) -> Self {
        OptionSpec { reloadable: true, ..self }
    }

    pub(crate) const fn fixed_inside(self, names: &'static [&'static str]) -> Self {
        OptionSpec { fixed_inside: names, ..self }
    }

    pub(crate) const fn identity(self) -> Self {
        OptionSpec { identity: true, ..self }
    }

    pub(crate) const fn ordered(self) -> Self {
        OptionSpec { ordered: true, ..self }
    }

    pub(crate) const fn required(self) -> Self {
        OptionSpec { required: true, ..self }
    }

    pub(crate) const fn exact(self) -> Self {
        OptionSpec { exact: true, ..self }
    }

    pub(crate) const fn once(self) -> Self {
        OptionSpec { once: true, ..self }
    }

    pub(crate) const fn or_empty(self) -> Self {
        OptionSpec { or_empty: true, ..self }
    }

    pub(crate) const fn such_as(self, text: &'static str) -> Self {
        OptionSpec { example: Some(text), ..self }
    }
}

impl OptionSpec {
    /// The name under which it is written.
    pub const fn name(&self) -> &'static str {
        self.names[0]
    }

    /// Its other spellings.
    pub fn aliases(&self) -> &'static [&'static str] {
        &self.names[1..]
    }

    /// A valid value, as config text.
    pub fn example(&self) -> Cow<'static, str> {
        self.example.map_or_else(|| self.shape.example(), Cow::Borrowed)
    }

    /// Whether a reload applies a change where the option stands in the block of `holder`, which is none at the top level.
    /// The items of a list may change where none can be added.
    pub fn is_reloadable_in(&self, holder: Option<&OptionSpec>) -> bool {
        let allows = |holder: &OptionSpec| {
            let list = holder.shape.parts().iter().any(|part| matches!(part, Shape::List(_)));
            (holder.reloadable || list) && !holder.fixed_inside.contains(&self.name())
        };
        self.reloadable && holder.is_none_or(allows)
    }

    /// Whether a server of this version has it. No release has ever dropped an option. A family without a patch stands
    /// for its newest release.
    pub fn exists_in(&self, version: Version) -> bool {
        let has = |release: &&str| {
            let release = release.parse::<Version>();
            release.is_ok_and(|release| version.family() == release.family() && version.patch_reaches(release))
        };
        version.reaches(self.since) || self.backports.iter().any(has)
    }
}

impl BlockSpec {
    /// The option with this spelling.
    pub fn get(&self, name: &str) -> Option<&'static OptionSpec> {
        self.options.iter().find(|option| option.names.contains(&name))
    }

    /// The option with this canonical name, while compiling.
    pub(crate) const fn option(&self, name: &str) -> &'static OptionSpec {
        let mut at = 0;
        while !same(self.options[at].names[0], name) {
            at += 1;
        }
        &self.options[at]
    }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}
