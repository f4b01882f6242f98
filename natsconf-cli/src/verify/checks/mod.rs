//! What a deployment promises, checked by using it.

mod accounts;
mod callout;
mod leafs;
mod mqtt;
mod permissions;
mod servers;
mod streams;
mod tls;
mod websocket;

use natsconf_core::deployment::plan::TRIAL_USER;
use natsconf_core::deployment::spec::{Account, Mode, User};
use natsconf_core::deployment::{Kept, KnownUser, Login};
use natsconf_core::option::types::ConnectionType;

use super::clients::Clients;
use super::rows::Rows;
use super::servers::Servers;

/// A deployment that runs.
pub(super) struct Trial<'p> {
    pub(super) clients: Clients<'p>,
    pub(super) users: &'p [KnownUser],
    /// All keys, for what a service of the deployment signs.
    pub(super) keys: &'p Kept,
}

/// Makes all checks. When the servers do not run, the others are left.
pub(super) async fn all(trial: &Trial<'_>, servers: &mut Servers, rows: &mut Rows) {
    self::servers::check(trial, servers, rows).await;
    if rows.has_failures() {
        return;
    }
    accounts::check(trial, rows).await;
    permissions::check(trial, rows).await;
    streams::check(trial, rows).await;
    leafs::check(trial, rows).await;
    tls::check(trial, rows).await;
    callout::check(trial, rows).await;
    websocket::check(trial, rows).await;
    mqtt::check(trial, rows).await;
    // One that is gone refuses everybody.
    for server in trial.clients.plan.servers.iter().filter(|server| servers.has_ended(&server.name)) {
        rows.note(&format!("server {}", server.name), Err("it has ended meanwhile".to_owned()));
    }
}

impl Trial<'_> {
    /// The accounts by name.
    fn accounts(&self) -> impl Iterator<Item = (&str, &Account)> {
        let accounts = self.clients.plan.deployment.accounts.iter().flat_map(|accounts| accounts.iter());
        accounts.map(|account| (&*account.name.value, &account.value.value))
    }

    fn account(&self, name: &str) -> Option<&Account> {
        self.accounts().find(|(known, _)| *known == name).map(|(_, account)| account)
    }

    /// What the description says of a user; nothing of one that was imported.
    fn described(&self, user: &KnownUser) -> Option<&User> {
        let users = self.account(&user.account)?.users.as_ref()?;
        users.iter().find(|known| *known.name.value == *user.name).map(|known| &known.value.value)
    }

    /// Whether a user connects as usual clients do.
    fn is_usual(&self, user: &KnownUser) -> bool {
        let Some(described) = self.described(user) else { return true };
        let sentinel = described.sentinel.as_ref().is_some_and(|sentinel| sentinel.value);
        let standard = described
            .connection_types
            .as_ref()
            .is_none_or(|types| types.iter().any(|kind| kind.value == ConnectionType::Standard));
        !sentinel && standard && described.sources.is_none()
    }

    /// A user of an account who may do everything in it. None in an imported account that nothing here signs for, and where
    /// only the hash of the password is known.
    fn free_user(&self, account: &str) -> Option<&KnownUser> {
        let callout = self.account(account).and_then(|account| account.auth_callout.as_ref());
        let service = callout.and_then(|callout| callout.users.as_ref()?.iter().next());
        let name = service.map_or(TRIAL_USER, |name| &*name.value);
        let known = |user: &&KnownUser| user.account == account && !matches!(user.login, Login::Password(None));
        let mut users = self.users.iter().filter(known);
        users.find(|user| self.mode() == Mode::Single || user.name == name)
    }

    fn mode(&self) -> Mode {
        self.clients.plan.mode()
    }

    /// Names of accounts in which clients work: all but the system account; the one without a name in mode `single`.
    fn working_accounts(&self) -> Vec<&str> {
        if self.mode() == Mode::Single {
            return vec![""];
        }
        self.accounts().map(|(name, _)| name).filter(|name| *name != self.clients.plan.system_account).collect()
    }
}

/// An account as a reader knows it.
fn called(account: &str) -> String {
    if account.is_empty() { "the one account".to_owned() } else { account.to_owned() }
}
