//! How one option is described and read. `block!` turns a definition into a struct, its reading and writing, and the
//! data ([`BlockSpec`]) from which checks, documentation, schema and completion come. The types of values carry what
//! is irregular: each implements [`OptionType`] once, beside its tests.

pub(crate) mod block;
mod explain;
mod listing;
mod meaning;
mod nearest;
mod paths;
mod reader;
mod schema;
mod serde;
mod shape;
mod spanned;
mod spec;
mod spread;
pub mod types;
mod version;

pub use block::Block;
pub(crate) use block::block;
pub use explain::explain;
pub use listing::{json, markdown, text};
pub use meaning::{Meaning, Setting};
pub(crate) use nearest::nearest;
pub use paths::{OptionPath, PathEntry, paths};
pub use reader::Reader;
pub use schema::schema;
pub(crate) use schema::with_sizes_as_text;
pub(crate) use serde::{deserialize, serialize, through_value};
pub use shape::{Shape, TextShape, Unit};
pub use spanned::Spanned;
pub use spec::{BlockSpec, Bounds, Keys, OptionSpec, Unknown};
pub(crate) use spread::read_each;
pub use version::{InvalidVersion, Version};

use crate::diagnostic::Code;
use crate::value::{Value, ValueRef};

/// The codes of this layer, by name.
pub(crate) fn codes() -> impl Iterator<Item = &'static Code> {
    block::CODES.into_iter().chain(reader::CODES)
}

/// A type of value: how it looks, how it is read and how it is written.
pub trait OptionType: Sized + Send {
    /// How a value looks.
    const SHAPE: Shape;

    /// What [`OptionType::amount`] may be, wherever the type stands.
    const BOUNDS: Bounds = (None, None);

    /// Reads a value. `None` when there is none to be had; what is wrong has then been reported.
    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self>;

    /// The value as the server would read it.
    fn write(&self) -> Value;

    /// What the value means, as data.
    fn meaning(&self) -> Meaning {
        Meaning::of(self)
    }

    /// The number that the bounds of an option are held against, in the unit of [`OptionType::SHAPE`].
    fn amount(&self) -> Option<i64> {
        None
    }
}

/// A large or rare value, kept apart.
impl<T: OptionType> OptionType for Box<T> {
    const SHAPE: Shape = T::SHAPE;
    const BOUNDS: Bounds = T::BOUNDS;

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        T::read(value, reader).map(Box::new)
    }

    fn write(&self) -> Value {
        T::write(self)
    }

    fn meaning(&self) -> Meaning {
        T::meaning(self)
    }

    fn amount(&self) -> Option<i64> {
        T::amount(self)
    }
}
