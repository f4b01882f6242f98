//! A plan → accounts and users in the configuration itself: the modes without an operator.

mod accounts;
mod single;

use super::RenderError;
use super::access::KnownUser;
use super::keyring::Keyring;
use super::plan::Plan;
use super::spec::Mode;
use crate::model::Config;

/// Who may connect, as the configuration says it.
#[derive(Debug, Default)]
pub(super) struct Logins {
    /// What the servers of clusters are told.
    pub(super) shared: Config,
    /// What leaf nodes are told.
    pub(super) leafs: Config,
    /// The users, in the order of the description.
    pub(super) users: Vec<KnownUser>,
}

/// Makes the keys, hashes and tokens that are not there yet.
pub(super) fn establish(plan: &Plan, keyring: &mut Keyring<'_>) -> Result<Logins, RenderError> {
    match plan.mode() {
        Mode::Single => single::one(plan, keyring),
        Mode::Accounts | Mode::Operator => accounts::accounts(plan, keyring),
    }
}
