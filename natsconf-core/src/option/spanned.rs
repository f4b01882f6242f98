//! A value and where it was read.

use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::source::{FileId, Span};

/// A value and where it stands in the configuration. Two are equal when their values are, wherever they stand.
#[derive(Clone, Copy, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    place: Place,
}

impl<T> Spanned<T> {
    /// A value that was read at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, place: Place::new(span) }
    }

    /// Where the value stands: the use of a variable, not its definition; the start of the main file for a value that
    /// was not read. A span ends early where it is longer than 2 MiB.
    pub fn span(&self) -> Span {
        self.place.span()
    }
}

impl<T> From<T> for Spanned<T> {
    fn from(value: T) -> Self {
        Spanned { value, place: Place::default() }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Spanned<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T: fmt::Debug> fmt::Debug for Spanned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// A span in eight bytes, file 16 bits, start 27, length 21: the model of a file with a hundred thousand users has
/// more than a million of them.
#[derive(Clone, Copy, Default)]
struct Place([u32; 2]);

const START_BITS: u32 = 27;
const LEN_BITS: u32 = 21;

impl Place {
    fn new(span: Span) -> Self {
        let start = u64::from(span.start.min((1 << START_BITS) - 1));
        let len = u64::from((span.end - span.start).min((1 << LEN_BITS) - 1));
        let bits = (u64::from(span.file.0) << START_BITS | start) << LEN_BITS | len;
        #[expect(clippy::cast_possible_truncation, reason = "the two halves are what is wanted")]
        Place([bits as u32, (bits >> 32) as u32])
    }

    #[expect(clippy::cast_possible_truncation, reason = "the shifts and masks leave as many bits as are taken")]
    fn span(self) -> Span {
        let bits = u64::from(self.0[0]) | u64::from(self.0[1]) << 32;
        let start = (bits >> LEN_BITS) as u32 & ((1 << START_BITS) - 1);
        let len = bits as u32 & ((1 << LEN_BITS) - 1);
        Span::new(FileId((bits >> (START_BITS + LEN_BITS)) as u16), start, start + len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MAX_SOURCE_LEN;

    #[test]
    fn a_span_comes_back_as_it_went_in() {
        for span in [
            Span::new(FileId(0), 0, 0),
            Span::new(FileId(u16::MAX), 7, 12),
            Span::new(FileId(3), u32::try_from(MAX_SOURCE_LEN).unwrap() - 5, u32::try_from(MAX_SOURCE_LEN).unwrap()),
        ] {
            assert_eq!(Spanned::new((), span).span(), span);
        }
    }

    #[test]
    fn a_very_long_span_keeps_its_start() {
        let span = Spanned::new((), Span::new(FileId(1), 100, 100_000_000)).span();
        assert_eq!((span.file, span.start), (FileId(1), 100));
        assert!(span.end > 2_000_000);
    }

    #[test]
    fn equality_is_that_of_the_values() {
        assert_eq!(Spanned::new(1, Span::new(FileId(0), 3, 4)), Spanned::from(1));
    }

    #[test]
    fn a_place_costs_eight_bytes() {
        assert_eq!(size_of::<Spanned<bool>>(), 12);
        assert_eq!(size_of::<Spanned<u64>>(), 16);
    }
}
