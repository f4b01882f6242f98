//! Values ⇄ YAML 1.2.

mod read;
mod scalar;
mod write;

pub use read::from_yaml;
pub(super) use read::located;
pub use write::to_yaml;
