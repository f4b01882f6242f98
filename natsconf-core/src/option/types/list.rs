//! Lists.

use std::ops::Deref;

use crate::option::{Meaning, OptionType, Reader, Shape, Spanned, read_each};
use crate::value::{ArrayRef, Value, ValueRef};

/// A list: the server takes nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T>(Box<[Spanned<T>]>);

/// A list with at least one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NonEmpty<T>(Box<[Spanned<T>]>);

/// A list, or one item by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrMany<T>(Box<[Spanned<T>]>);

impl<T: OptionType> OptionType for List<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        if let Some(items) = items(value, reader) {
            return Some(List(items));
        }
        reader.wrong_type(value, &Self::SHAPE);
        None
    }

    fn write(&self) -> Value {
        write(&self.0)
    }

    fn meaning(&self) -> Meaning {
        Meaning::list(&self.0)
    }
}

impl<T: OptionType> OptionType for NonEmpty<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        if value.as_array().is_some_and(ArrayRef::is_empty) {
            reader.bad_value(value, "the list needs at least one item");
            return None;
        }
        List::read(value, reader).map(|List(items)| NonEmpty(items))
    }

    fn write(&self) -> Value {
        write(&self.0)
    }

    fn meaning(&self) -> Meaning {
        Meaning::list(&self.0)
    }
}

impl<T: OptionType> OptionType for OneOrMany<T> {
    const SHAPE: Shape = Shape::AnyOf(&[Shape::List(&T::SHAPE), T::SHAPE]);

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        if let Some(items) = items(value, reader) {
            return Some(OneOrMany(items));
        }
        let item = T::read(value, reader)?;
        Some(OneOrMany(Box::new([Spanned::new(item, value.span())])))
    }

    fn write(&self) -> Value {
        write(&self.0)
    }

    fn meaning(&self) -> Meaning {
        Meaning::list(&self.0)
    }
}

/// The items of a list, those left out that cannot be read.
fn items<T: OptionType>(value: ValueRef<'_>, reader: &mut Reader) -> Option<Box<[Spanned<T>]>> {
    let array = value.as_array()?;
    let read =
        |item: ValueRef<'_>, reader: &mut Reader| T::read(item, reader).map(|value| Spanned::new(value, item.span()));
    Some(read_each(array.iter(), array.len(), reader, read))
}

fn write<T: OptionType>(items: &[Spanned<T>]) -> Value {
    Value::Array(items.iter().map(|item| item.value.write()).collect())
}

macro_rules! slice {
    ($($List:ident),*) => {$(
        impl<T> Deref for $List<T> {
            type Target = [Spanned<T>];

            fn deref(&self) -> &[Spanned<T>] {
                &self.0
            }
        }

        impl<'l, T> IntoIterator for &'l $List<T> {
            type Item = &'l Spanned<T>;
            type IntoIter = std::slice::Iter<'l, Spanned<T>>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }

        impl<T> Default for $List<T> {
            fn default() -> Self {
                $List(Box::default())
            }
        }

        impl<A: Into<T>, T> FromIterator<A> for $List<T> {
            fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
                $List(items.into_iter().map(|item| Spanned::from(item.into())).collect())
            }
        }

        impl<A: Into<T>, T, const N: usize> From<[A; N]> for $List<T> {
            fn from(items: [A; N]) -> Self {
                items.into_iter().collect()
            }
        }

        impl<A: Into<T>, T> From<Vec<A>> for $List<T> {
            fn from(items: Vec<A>) -> Self {
                items.into_iter().collect()
            }
        }
    )*};
}
slice!(List, NonEmpty, OneOrMany);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, read, write};

    // The server's lexer wants a space between a number and `]`.
    #[test]
    fn a_list_is_a_list() {
        assert_eq!(read::<List<i64>>("[1, 2 ]"), Some(List::from([1, 2])));
        assert_eq!(read::<List<i64>>("[]"), Some(List::default()));
        assert_eq!(codes::<List<i64>>("1"), ["wrong-type"]);
    }

    #[test]
    fn some_lists_cannot_be_empty() {
        assert_eq!(codes::<NonEmpty<i64>>("[]"), ["bad-value"]);
        assert_eq!(read::<NonEmpty<i64>>("[1 ]"), Some(NonEmpty::from([1])));
    }

    #[test]
    fn one_stands_for_a_list_of_one() {
        assert_eq!(read::<OneOrMany<i64>>("1"), Some(OneOrMany::from([1])));
        assert_eq!(write(&OneOrMany::<i64>::from([1])), Value::Array(vec![Value::Integer(1)]));
    }

    #[test]
    fn every_item_is_looked_at() {
        assert_eq!(codes::<List<bool>>("[true, 1, \"x\"]"), ["wrong-type", "wrong-type"]);
        assert_eq!(read::<List<bool>>("[true, 1 ]"), Some(List::from([true])));
    }
}
