//! Templates of configuration: their text and variables to configuration text, and a map from each part of that back
//! to the template that made it.

mod codes;
#[cfg(feature = "jinja")]
pub mod jinja;
mod limits;
mod map;
pub mod outline;
mod rendered;
pub mod terraform;
mod url;
mod utf16;
mod uuid;

pub(crate) use codes::CODES;
pub use limits::Limits;
pub use map::Origins;
pub use rendered::Rendered;
