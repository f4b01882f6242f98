//! Templates and what becomes of them: a template is rendered and the result is checked, each finding at the place of
//! the template that made it.

mod language;
mod rendered;
mod variables;

pub use language::Language;
pub use rendered::{Preview, Template};
pub use variables::Variables;
