//! The kinds of mistakes in templates.

use crate::diagnostic::{Code, code};

pub(crate) static FUNCTION: Code = code!("template-function", Error, "template_function.md");
pub(crate) static LIMIT: Code = code!("template-limit", Error, "template_limit.md");
pub(crate) static SYNTAX: Code = code!("template-syntax", Error, "template_syntax.md");
pub(crate) static TYPE: Code = code!("template-type", Error, "template_type.md");
pub(crate) static UNDEFINED_VARIABLE: Code =
    code!("template-undefined-variable", Error, "template_undefined_variable.md");
pub(crate) static VARIABLES: Code = code!("template-variables", Error, "template_variables.md");

/// All of them, by name.
pub(crate) const CODES: [&Code; 6] = [&FUNCTION, &LIMIT, &SYNTAX, &TYPE, &UNDEFINED_VARIABLE, &VARIABLES];
