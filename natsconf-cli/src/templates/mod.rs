//! Templates: the arguments that tell their variables, and the files that they can name.

mod files;
mod variables;

pub(crate) use files::TemplateFiles;
pub(crate) use variables::TemplateVariables;
