//! A password that anyone who reads the file has.

use crate::check::text::unrendered_template::is_unrendered;
use crate::check::text::variable_in_quotes::is_variable as is_variable_in_quotes;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;
use crate::option::types::Password;

static CODE: Code = code!("plaintext-password", Warning, "plaintext_password.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.configureAuthorization` says so in its log. What comes from a variable is in no file.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let readable = |password: &&Spanned<Password>| !password.is_bcrypt() && !password.reveal().is_empty();
    for password in given.config.passwords().filter(readable) {
        let is_variable = given.values.sources().text(password.span()).starts_with(b"$");
        // In quotes, or in a template, that is a mistake of its own.
        let is_variable = is_variable || is_variable_in_quotes(password.reveal()) || is_unrendered(password.reveal());
        if !is_variable {
            let found = CODE.at(password.span(), "this password is in plain text");
            report.add(
                found.help(
                    "put its bcrypt hash here (`nats server passwd`), take it from the environment, or use an nkey",
                ),
            );
        }
    }
}
