//! Rules about texts that are read otherwise than they look.

mod environment_value_changed;
pub(super) mod unrendered_template;
mod url_login_not_escaped;
pub(super) mod variable_in_quotes;
mod variable_in_text;
mod walk;

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    environment_value_changed::RULE,
    unrendered_template::RULE,
    url_login_not_escaped::RULE,
    variable_in_quotes::RULE,
    variable_in_text::RULE,
];
