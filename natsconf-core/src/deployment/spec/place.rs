//! Where in a description something stands, as a path: `accounts.APP.users[0]`. Lines alone say little in a long file.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::value::{Entry, Kind, MapRef, ValueRef, Values};

/// Says the path at the place of each finding at which nothing is said yet.
pub(super) fn name(values: &Values, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.primary.message.is_empty()) {
        diagnostic.primary.message = path(values, diagnostic.primary.span).unwrap_or_default().into();
    }
}

/// The path of the innermost value that covers a place.
pub(super) fn path(values: &Values, span: Span) -> Option<String> {
    let mut path = String::new();
    in_map(values.root(), span, &mut path);
    Some(path).filter(|path| !path.is_empty())
}

fn in_map(map: MapRef<'_>, span: Span, path: &mut String) {
    let entries = map.iter().chain(map.shadowed());
    let covering = |entry: &Entry<'_>| covers(entry.key.span, span) || covers(entry.value.span(), span);
    let Some(entry) = entries.into_iter().find(covering) else { return };
    let dot = if path.is_empty() { "" } else { "." };
    path.extend([dot, entry.key.name]);
    in_value(entry.value, span, path);
}

fn in_value(value: ValueRef<'_>, span: Span, path: &mut String) {
    match value.kind() {
        Kind::Map(map) => in_map(map, span, path),
        Kind::Array(items) => {
            if let Some((index, item)) = items.iter().enumerate().find(|(_, item)| covers(item.span(), span)) {
                // Writing to a string cannot fail.
                let _ = write!(path, "[{index}]");
                in_value(item, span, path);
            }
        }
        _ => {}
    }
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}
