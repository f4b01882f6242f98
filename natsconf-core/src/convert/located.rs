//! A text in another notation → values with the places where they stand, for what is not a configuration itself.

use super::{Notation, json, toml, yaml};
use crate::diagnostic::render::Findings;
use crate::source::{FileId, Source};
use crate::value::{Place, Value, Values};

/// What was read, with a place for each value, a container before its content.
pub(super) type Located = (Value, Vec<Place>);

/// Reads YAML, JSON or TOML, as the end of the source's name tells; YAML where it tells nothing.
///
/// # Errors
/// What is wrong with the text, or all that a configuration could not hold either.
pub fn read(source: Source) -> Result<Values, Findings> {
    let text = source.text().clone();
    let read = match Notation::of(source.name()) {
        Notation::Json => json::located(FileId::MAIN, &text),
        Notation::Toml => toml::located(FileId::MAIN, &text),
        Notation::Yaml | Notation::Conf => yaml::located(FileId::MAIN, &text),
    };
    match read {
        Ok((value, places)) => Ok(Values::located(&value, &places, source)),
        Err(diagnostics) => Err(Findings::of(source, diagnostics)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::value::{Kind, MapRef};

    /// Each key and value with the text at its place, a level after the other.
    fn places(map: MapRef<'_>, text: &str, found: &mut Vec<(String, String)>) {
        let at = |span: Span| text[span.range()].to_owned();
        for entry in map.iter() {
            found.push((at(entry.key.span), at(entry.value.span())));
            match entry.value.kind() {
                Kind::Map(map) => places(map, text, found),
                Kind::Array(items) => found.extend(items.iter().map(|item| (String::new(), at(item.span())))),
                _ => {}
            }
        }
    }

    fn found(name: &str, text: &str) -> Vec<(String, String)> {
        let values = read(Source::new(name, text.as_bytes())).unwrap();
        let mut found = Vec::new();
        places(values.root(), text, &mut found);
        found.retain(|(_, value)| !value.contains(['{', '[', '\n']));
        found
    }

    #[test]
    fn values_of_every_notation_know_where_they_stand() {
        let expected = [("é", "\"ü\""), ("b", "7"), ("", "1"), ("", "x y"), ("c", "true")];
        let plain = |text: &str| text.trim_matches('"').to_owned();
        let expected = expected.map(|(key, value)| (plain(key), plain(value)));
        for (name, text) in [
            ("a.yaml", "\"é\": \"ü\"\nm:\n  b: 7\n  l:\n    - 1\n    - x y\n  c: true\n"),
            ("a.yaml", "{\"é\": \"ü\", m: {b: 7, l: [1, x y], c: true}}"),
            ("a.json", "{\"é\": \"ü\",\n\t\"m\": {\"b\": 7, \"l\": [1, \"x y\"], \"c\": true}}"),
            ("a.toml", "\"é\" = \"ü\"\n[m]\nb = 7\nl = [1, \"x y\"]\nc = true\n"),
        ] {
            let found = found(name, text).into_iter().map(|(key, value)| (plain(&key), plain(&value)));
            assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn what_an_alias_stands_for_stands_where_it_is_used() {
        let found = found("a.yaml", "a: &x {b: [1, 2]}\nc: *x\nd: 3\n");
        assert!(found.contains(&("c".to_owned(), "*x".to_owned())), "{found:?}");
        assert_eq!(found.last(), Some(&("d".to_owned(), "3".to_owned())));
    }
}
