//! Templates and what becomes of them. A template that is not rendered yet is checked for what is wrong whatever its
//! variables are; one that is rendered, for everything, each finding at the place of the template that made it.

#[cfg(not(target_family = "wasm"))]
mod files;
mod language;
mod rendered;
mod sketch;
mod traps;
mod unrendered;
mod uses;
mod variables;

#[cfg(not(target_family = "wasm"))]
pub use files::TemplateFiles;
pub use language::Language;
pub use rendered::{Preview, Template};
pub(crate) use traps::CODES;
pub use unrendered::lint;
pub use variables::Variables;
