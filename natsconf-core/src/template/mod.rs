//! Templates of configuration: their text and variables to configuration text, and a map from each part of that back
//! to the template that made it.

pub(crate) mod codes;
#[cfg(feature = "jinja")]
pub mod jinja;
mod limits;
mod map;
mod rendered;
pub mod terraform;

pub use limits::Limits;
pub use map::Origins;
pub use rendered::Rendered;
