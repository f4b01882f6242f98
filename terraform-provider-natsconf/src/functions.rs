//! The functions of one text: what Terraform is told of each, and the call of the module that answers it.

use serde::Deserialize;
use serde_json::json;
use tf_provider::schema::Type;

use crate::module::call;
use crate::problem::{Problem, report};
use crate::text_function::TextFunction;

/// What was found in a text.
#[derive(Deserialize)]
struct Listing {
    diagnostics: Vec<Problem>,
}

/// `lint(text)`: what is wrong with a configuration.
pub(crate) const LINT: TextFunction<Vec<Problem>> = TextFunction {
    parameter: "text",
    summary: "What is wrong with the configuration of a NATS server",
    description: "A list of everything that is wrong with the text of a configuration, empty when nothing is. Each \
        item says what is wrong (`message`, and `code`, its name), where (`line` and `column`, from 1), what to do \
        about it (`help`, or null), and what the server does (`severity`): it refuses to start (`error`), does \
        something other than was meant (`warning`), or works (`hint`).",
    result: || Type::List(Box::new(Problem::shape())),
    call: |text| {
        let found: Listing = call("lint", &json!({ "text": text })).map_err(|failure| failure.message)?;
        Ok(found.diagnostics)
    },
};

/// `format(text)`: a configuration in the one style.
pub(crate) const FORMAT: TextFunction<String> = TextFunction {
    parameter: "text",
    summary: "The configuration of a NATS server, formatted",
    description: "The text of a configuration in the one style of `natsconf fmt`: comments and meaning stay. Fails \
        when the server could not read the text, and says why.",
    result: || Type::String,
    call: |text| {
        call("format", &json!({ "text": text }))
            .map_err(|failure| report("the server could not read this configuration", &failure))
    },
};

/// `quote(value)`: a string of a configuration.
pub(crate) const QUOTE: TextFunction<String> = TextFunction {
    parameter: "value",
    summary: "A string for the configuration of a NATS server",
    description: "The value in double quotes, escaped so that the server reads back exactly the value, whatever it \
        holds. Unlike `jsonencode`, which writes `>` as `\\u003e`: the server refuses that.",
    result: || Type::String,
    call: |value| call("quote", &json!({ "value": value })).map_err(|failure| failure.message),
};
