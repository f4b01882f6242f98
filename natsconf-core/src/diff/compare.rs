//! Walks two configurations side by side. Blocks are compared option by option, maps by key, lists without regard to their
//! order; items that have a name are the same where their names are.

use std::collections::HashMap;

use super::apply::{Apply, Judge, note};
use super::print::{scalar, text};
use super::{Change, ChangeKind, Place};
use crate::option::{Meaning, OptionSpec, Setting, Shape, Spanned};
use crate::source::SourceMap;
use crate::value::Segment;

pub(super) struct Differ<'s> {
    old: &'s SourceMap,
    new: &'s SourceMap,
    judge: Judge,
    changes: Vec<Change>,
}

/// Where the walk is: a path, the option that is compared, and the option that holds its block.
#[derive(Clone, Copy)]
struct At<'p> {
    path: &'p str,
    option: &'static OptionSpec,
    holder: Option<&'static OptionSpec>,
}

/// What stands there in both configurations, where it does.
type Pair<'m> = (Option<&'m Spanned<Meaning>>, Option<&'m Spanned<Meaning>>);

impl<'s> Differ<'s> {
    pub(super) const fn new(old: &'s SourceMap, new: &'s SourceMap, judge: Judge) -> Self {
        Differ { old, new, judge, changes: Vec::new() }
    }

    pub(super) fn finish(self) -> Vec<Change> {
        self.changes
    }

    /// The options of a block that stands at `path` and is held by `holder`.
    pub(super) fn block(&mut self, path: &str, holder: Option<&'static OptionSpec>, old: &[Setting], new: &[Setting]) {
        let find = |settings: &[Setting], name: &str| settings.iter().position(|it| it.option.name() == name);
        let gone = old.iter().filter(|setting| find(new, setting.option.name()).is_none());
        for setting in new.iter().chain(gone) {
            let option = setting.option;
            let before = find(old, option.name()).map(|at| &old[at].value);
            let after = find(new, option.name()).map(|at| &new[at].value);
            let inside = if path.is_empty() { option.name().to_owned() } else { format!("{path}.{}", option.name()) };
            let at = At { path: &inside, option, holder };
            match (before, after) {
                (Some(before), Some(after)) => self.value(at, before, after),
                _ if is_default(setting, holder) => {}
                pair => {
                    let how = self.judge.option(option, holder, before.map(|it| &**it), after.map(|it| &**it));
                    self.note(at, pair, how);
                }
            }
        }
    }

    fn value(&mut self, at: At<'_>, old: &Spanned<Meaning>, new: &Spanned<Meaning>) {
        match (&old.value, &new.value) {
            (Meaning::Block(_, old), Meaning::Block(_, new)) => self.block(at.path, Some(at.option), old, new),
            (Meaning::Named(old), Meaning::Named(new)) => self.named(at, old, new),
            (Meaning::List(old), Meaning::List(new)) if !at.option.ordered => self.list(at, old, new),
            (before, after) if before == after => {}
            (before, after) => {
                let how = self.judge.option(at.option, at.holder, Some(before), Some(after));
                self.note(at, (Some(old), Some(new)), how);
            }
        }
    }

    fn named(
        &mut self,
        at: At<'_>,
        old: &[(Spanned<String>, Spanned<Meaning>)],
        new: &[(Spanned<String>, Spanned<Meaning>)],
    ) {
        let path = |name: &str| format!("{}.{}", at.path, Segment::Key(name.to_owned()));
        let mut before: HashMap<&str, &Spanned<Meaning>> =
            old.iter().map(|(name, value)| (&*name.value, value)).collect();
        for (name, after) in new {
            let path = path(name);
            match before.remove(&*name.value) {
                Some(before) => self.value(At { path: &path, ..at }, before, after),
                None => self.item(At { path: &path, ..at }, (None, Some(after))),
            }
        }
        for (name, value) in old.iter().filter(|(name, _)| before.contains_key(&*name.value)) {
            self.item(At { path: &path(name), ..at }, (Some(value), None));
        }
    }

    fn list(&mut self, at: At<'_>, old: &[Spanned<Meaning>], new: &[Spanned<Meaning>]) {
        let mut before: HashMap<String, Vec<&Spanned<Meaning>>> = HashMap::new();
        for item in old.iter().rev() {
            before.entry(identity(item)).or_default().push(item);
        }
        for item in new {
            let path = item_path(at.path, item);
            match before.get_mut(&identity(item)).and_then(Vec::pop) {
                Some(before) => self.value(At { path: &path, ..at }, before, item),
                None => self.item(At { path: &path, ..at }, (None, Some(item))),
            }
        }
        let left = |item: &&Spanned<Meaning>| {
            before.get(&identity(item)).is_some_and(|left| left.iter().any(|left| std::ptr::eq(*left, *item)))
        };
        for item in old.iter().filter(left) {
            self.item(At { path: &item_path(at.path, item), ..at }, (Some(item), None));
        }
    }

    /// An item of a list or map that comes or goes.
    fn item(&mut self, at: At<'_>, pair: Pair<'_>) {
        self.note(at, pair, self.judge.item(at.option, at.holder));
    }

    fn note(&mut self, at: At<'_>, (old, new): Pair<'_>, how: Apply) {
        let kind = match (old, new) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        self.changes.push(Change {
            path: at.path.to_owned(),
            kind,
            old: old.map(|value| text(value)),
            new: new.map(|value| text(value)),
            how,
            note: note(at.option, at.holder).filter(|_| how == Apply::Reload),
            old_place: old.map(|value| Place::of(value.span(), self.old)),
            new_place: new.map(|value| Place::of(value.span(), self.new)),
        });
    }
}

/// Whether a setting says what holds without it: its default or, at the top level, a block that turns nothing on.
fn is_default(setting: &Setting, holder: Option<&OptionSpec>) -> bool {
    let inert = holder.is_none() && matches!(setting.option.shape, Shape::Block(_) | Shape::Map { .. });
    match (setting.default(), &setting.value.value) {
        (Some(default), value) => default == *value,
        (None, Meaning::Block(_, settings)) => inert && settings.is_empty(),
        (None, Meaning::Named(entries)) => inert && entries.is_empty(),
        _ => false,
    }
}

/// The values that tell an item from the others; none where nothing but the whole does.
fn names(item: &Meaning) -> impl Iterator<Item = &Meaning> {
    item.settings().iter().filter(|setting| setting.option.identity).map(|setting| &setting.value.value)
}

/// By which an item is found again: its names or, where its kind has none, all that it is.
fn identity(item: &Meaning) -> String {
    match item {
        Meaning::Block(spec, _) if spec.options.iter().any(|option| option.identity) => {
            format!("{:?}", names(item).collect::<Vec<_>>())
        }
        _ => format!("{item:?}"),
    }
}

/// `users[alice]`, or `routes[]` for what has no name.
fn item_path(path: &str, item: &Meaning) -> String {
    let names: Vec<String> = names(item).map(name).collect();
    format!("{path}[{}]", names.join(" "))
}

/// A name for people: without quotes, and without the keys of a block.
fn name(meaning: &Meaning) -> String {
    match meaning {
        Meaning::One(value) => scalar(value).trim_matches('"').to_owned(),
        Meaning::List(items) => items.iter().map(|item| name(item)).collect::<Vec<_>>().join(","),
        Meaning::Block(_, settings) => settings.iter().map(|it| name(&it.value)).collect::<Vec<_>>().join(" "),
        other => text(other),
    }
}
