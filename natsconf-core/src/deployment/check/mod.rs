//! A description that can be read → what is wrong with it as a whole, before anything is made: names that nothing
//! bears, options that do not go together, and what servers would refuse or take for something else.

mod accounts;
mod clusters;
mod codes;
mod exchange;
mod folders;
mod listeners;
mod modes;
mod settings;

pub(crate) use codes::CODES;
pub(super) use codes::{CONTRADICTION, IMPORT, UNKNOWN_NAME, UNSIGNED};
pub(super) use settings::is_rendered;

use super::plan;
use super::spec::{Account, Deployment, Mode};
use crate::diagnostic::{Code, Diagnostic, Message, sort};
use crate::option::nearest;
use crate::source::Span;

/// Everything that is wrong with a description.
pub fn check(deployment: &Deployment) -> Vec<Diagnostic> {
    let mut report = Report { deployment, found: Vec::new() };
    modes::check(&mut report);
    clusters::check(&mut report);
    accounts::check(&mut report);
    exchange::check(&mut report);
    listeners::check(&mut report);
    folders::check(&mut report);
    settings::check(&mut report);
    sort(&mut report.found);
    report.found
}

/// Collects what is found.
struct Report<'d> {
    deployment: &'d Deployment,
    found: Vec<Diagnostic>,
}

impl<'d> Report<'d> {
    fn add(&mut self, code: &'static Code, span: Span, message: impl Into<Message>, help: impl Into<Message>) {
        self.found.push(code.at(span, message).help(help));
    }

    fn mode(&self) -> Mode {
        self.deployment.mode.as_deref().copied().unwrap_or(Mode::Operator)
    }

    /// The account that a description has under this name.
    fn described(&self, name: &str) -> Option<&'d Account> {
        let mut accounts = self.deployment.accounts.iter().flat_map(|accounts| accounts.iter());
        accounts.find(|account| *account.name.value == *name).map(|account| &account.value.value)
    }

    /// Reports the name of an account that is not there. One that is imported has its name in its JWT, not here.
    fn account(&mut self, span: Span, name: &str) {
        if self.imports() {
            return;
        }
        let described = self.deployment.accounts.iter().flat_map(|accounts| accounts.iter());
        let names: Vec<_> = described.map(|account| &*account.name.value).collect();
        let implied = if names.is_empty() { Some(plan::DEFAULT_ACCOUNT) } else { None };
        let system = plan::system_account(self.deployment);
        self.unknown(span, "account", name, names.iter().map(|name| &**name).chain(implied).chain([system]));
    }

    /// Whether accounts come from elsewhere.
    fn imports(&self) -> bool {
        self.deployment.operator.as_ref().is_some_and(|operator| operator.import.is_some())
    }

    /// Reports a name that none of the known ones is.
    fn unknown<'n>(&mut self, span: Span, what: &str, name: &str, known: impl Iterator<Item = &'n str> + Clone) {
        if known.clone().any(|known| known == name) {
            return;
        }
        let names = known.clone().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let help = match nearest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => format!("the description has no {what}"),
            None => format!("the description has {names}"),
        };
        self.add(&codes::UNKNOWN_NAME, span, format!("there is no {what} `{name}`"), help);
    }
}
