//! A function of one text, as Terraform calls it.

use async_trait::async_trait;
use serde::Serialize;
use tf_provider::schema::{Description, FunctionSchema, Parameter, Type};
use tf_provider::{Diagnostics, Function};

#[cfg(target_os = "linux")]
use crate::no_delay;
use crate::refusal::refuse;

/// What the function is called with, what it gives, and how.
pub(crate) struct TextFunction<T> {
    /// What Terraform calls the argument when it is not valid.
    pub(crate) parameter: &'static str,
    /// What the function does, in a line.
    pub(crate) summary: &'static str,
    /// All there is to know, in Markdown.
    pub(crate) description: &'static str,
    /// The type of the result.
    pub(crate) result: fn() -> Type,
    /// The result, or what is wrong with the argument.
    pub(crate) call: fn(&str) -> Result<T, String>,
}

#[async_trait]
impl<T: Serialize + Send + 'static> Function for TextFunction<T> {
    type Input<'a> = (String,);
    type Output<'a> = T;

    fn schema(&self, _: &mut Diagnostics) -> Option<FunctionSchema> {
        let parameter = Parameter {
            name: self.parameter.to_owned(),
            param_type: Type::String,
            // Terraform itself refuses the one, and waits until the other is known.
            allow_null: false,
            allow_unknown: false,
            ..Parameter::default()
        };
        Some(FunctionSchema {
            parameters: vec![parameter],
            return_type: (self.result)(),
            summary: self.summary.to_owned(),
            description: Description::markdown(self.description),
            ..FunctionSchema::default()
        })
    }

    async fn call<'a>(&self, diagnostics: &mut Diagnostics, (text,): (String,)) -> Option<T> {
        #[cfg(target_os = "linux")]
        no_delay::ensure();
        (self.call)(&text).map_err(|message| refuse(diagnostics, 0, message)).ok()
    }
}
