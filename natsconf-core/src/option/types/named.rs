//! Blocks whose keys the user chooses.

use crate::option::types::Text;
use crate::option::{Meaning, OptionType, Reader, Shape, Spanned, read_each};
use crate::value::{Entry, Value, ValueRef};

/// Values by names that the user chooses, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Named<K, T>(pub Vec<NamedEntry<K, T>>);

/// One of [`Named`].
#[derive(Debug, Clone, PartialEq)]
pub struct NamedEntry<K, T> {
    /// Its name.
    pub name: Spanned<K>,
    /// What it is.
    pub value: Spanned<T>,
}

impl<K: KeyType, T: OptionType> NamedEntry<K, T> {
    fn read(entry: Entry<'_>, reader: &mut Reader) -> Option<Self> {
        let name = K::read_key(entry, reader);
        let value = T::read(entry.value, reader);
        let name = Spanned::new(name?, entry.key.span);
        Some(NamedEntry { name, value: Spanned::new(value?, entry.value.span()) })
    }
}

/// What the user's keys stand for.
pub trait KeyType: Sized + Send {
    /// In a word: `account`.
    const WHAT: &'static str;
    /// An example of a key.
    const EXAMPLE: &'static str;
    /// A key whose value a `$variable` refers to is a definition only.
    const SKIPS_VARIABLES: bool = false;

    /// Reads a key. `None` when it is none; that has then been reported.
    fn read_key(entry: Entry<'_>, reader: &mut Reader) -> Option<Self>;

    /// The key as it is written.
    fn key(&self) -> &str;
}

impl<K: KeyType, T: OptionType> OptionType for Named<K, T> {
    const SHAPE: Shape = Shape::Map { key: K::WHAT, example: K::EXAMPLE, value: &T::SHAPE };

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        let map = reader.map(value, &Self::SHAPE)?;
        reader.repeated_keys(map, K::WHAT);
        let entries = map.iter().filter(|entry| !(K::SKIPS_VARIABLES && entry.is_used_as_variable()));
        Some(Named(read_each(entries, map.len(), reader, NamedEntry::read).into_vec()))
    }

    fn write(&self) -> Value {
        Value::Map(self.0.iter().map(|entry| (entry.name.key().to_owned(), entry.value.value.write())).collect())
    }

    fn meaning(&self) -> Meaning {
        let entry = |NamedEntry { name, value }: &NamedEntry<K, T>| {
            let name = Spanned::new(name.key().to_owned(), name.span());
            (name, Spanned::new(value.value.meaning(), value.span()))
        };
        Meaning::Named(self.0.iter().map(entry).collect())
    }
}

impl<K, T> Named<K, T> {
    /// The entries, as written.
    pub fn iter(&self) -> std::slice::Iter<'_, NamedEntry<K, T>> {
        self.0.iter()
    }
}

impl<K, T> Default for Named<K, T> {
    fn default() -> Self {
        Named(Vec::new())
    }
}

impl<A: Into<K>, B: Into<T>, K, T> FromIterator<(A, B)> for Named<K, T> {
    fn from_iter<I: IntoIterator<Item = (A, B)>>(entries: I) -> Self {
        let entry =
            |(name, value): (A, B)| NamedEntry { name: Spanned::from(name.into()), value: Spanned::from(value.into()) };
        Named(entries.into_iter().map(entry).collect())
    }
}

impl<A: Into<K>, B: Into<T>, K, T, const N: usize> From<[(A, B); N]> for Named<K, T> {
    fn from(entries: [(A, B); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<'n, K, T> IntoIterator for &'n Named<K, T> {
    type Item = &'n NamedEntry<K, T>;
    type IntoIter = std::slice::Iter<'n, NamedEntry<K, T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Any key.
impl KeyType for Text {
    const WHAT: &'static str = "name";
    const EXAMPLE: &'static str = "region";

    fn read_key(entry: Entry<'_>, _: &mut Reader) -> Option<Self> {
        Some(entry.key.name.into())
    }

    fn key(&self) -> &str {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, read};

    #[test]
    fn names_keep_their_order() {
        let named = read::<Named<Text, i64>>("{ b: 2, a: 1 }").unwrap();
        assert_eq!(named, [("b", 2), ("a", 1)].into());
    }

    #[test]
    fn a_name_given_twice_is_reported() {
        assert_eq!(codes::<Named<Text, i64>>("{ a: 2, a: 1 }"), ["duplicate-option"]);
        assert_eq!(read::<Named<Text, i64>>("{ a: 2, a: 1 }"), Some([("a", 1)].into()));
    }
}
