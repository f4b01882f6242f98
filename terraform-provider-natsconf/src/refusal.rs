//! Why a function gives nothing.

use tf_provider::{AttributePath, Diagnostic, Diagnostics};

/// Says what is wrong with an argument, counted from 0. Made by hand: the constructors of `tf_provider` add a backtrace
/// when the environment asks for one.
pub(crate) fn refuse(diagnostics: &mut Diagnostics, argument: i64, message: String) {
    let attribute = AttributePath::function_argument(argument);
    diagnostics.add_error(Diagnostic { summary: message.into(), detail: "".into(), attribute });
}
