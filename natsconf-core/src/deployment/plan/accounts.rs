//! The accounts and users that a description leaves unsaid: the system account with its user, one account to begin
//! with, the users as whom leaf nodes join, and those who lead clients without a JWT to an auth callout.

use crate::deployment::import::ImportedOperator;
use crate::deployment::spec::{Account, Deployment, JetStreamLimits, Mode, SpecName, User};
use crate::model::{Permissions, PublishPermissions, SubscribePermissions};
use crate::option::Spanned;
use crate::option::types::{Named, NamedEntry, Toggle};

/// The account of a description that names none.
pub const DEFAULT_ACCOUNT: &str = "APP";

/// The system account's name, unless the description has another.
const SYSTEM_ACCOUNT: &str = "SYS";

/// The user of an account with an auth callout as whom clients act that bring no JWT.
pub fn sentinel_name() -> &'static str {
    "sentinel"
}

/// The user that each account has in a trial, who may do everything in it.
pub const TRIAL_USER: &str = "natsconf-trial";

/// The name of the system account.
pub(in crate::deployment) fn system_account(deployment: &Deployment) -> &str {
    super::text(deployment.system_account.as_ref()).unwrap_or(SYSTEM_ACCOUNT)
}

/// The description with what it leaves unsaid.
pub(super) fn complete(
    deployment: &Deployment,
    imported: Option<&ImportedOperator>,
    system: &str,
    is_trial: bool,
) -> Deployment {
    let mut complete = deployment.clone();
    if super::get(deployment.mode.as_ref()) == Some(Mode::Single) {
        return complete;
    }
    let mut accounts = complete.accounts.take().map(|accounts| accounts.value.0).unwrap_or_default();
    match imported {
        Some(imported) => {
            for name in imported.accounts.keys() {
                match accounts.iter_mut().find(|account| *account.name.value == **name) {
                    Some(described) => described.value.jetstream = as_imported(imported, name).jetstream,
                    None => accounts.push(entry(name, as_imported(imported, name))),
                }
            }
        }
        None if accounts.is_empty() => accounts.push(default_account()),
        None => {}
    }
    // Nobody can be added to an account that nobody here signs for.
    let is_open = |name: &str| {
        imported.is_none_or(|imported| !imported.accounts.contains_key(name) || imported.account_signer(name).is_some())
    };
    if is_open(system) {
        add_system_account(&mut accounts, system);
    }
    for leaf in deployment.leafs.iter().flat_map(|leafs| leafs.iter()) {
        let user = super::text(leaf.value.user.as_ref()).unwrap_or(&leaf.name);
        let account = super::text(leaf.value.account.as_ref()).unwrap_or_default();
        if let Some(account) = accounts.iter_mut().find(|known| *known.name.value == *account) {
            add_user(&mut account.value, user, User::default());
        }
    }
    let operator = deployment.mode.as_deref().is_none_or(|mode| *mode == Mode::Operator);
    for account in accounts.iter_mut().filter(|_| operator) {
        let callout = account.value.auth_callout.as_ref();
        if callout.is_some_and(|callout| callout.sentinel.as_deref().copied().unwrap_or(true)) {
            add_user(&mut account.value, sentinel_name(), User::default().sentinel(true));
        }
    }
    // With an auth callout only its own users connect without being asked about.
    let is_tried = |account: &NamedEntry<SpecName, Account>| {
        is_trial && is_open(&account.name) && account.value.auth_callout.is_none()
    };
    for account in accounts.iter_mut().filter(|account| is_tried(account)) {
        let everything = Permissions::default()
            .publish(PublishPermissions::default().allow([">"]))
            .subscribe(SubscribePermissions::default().allow([">"]));
        add_user(&mut account.value, TRIAL_USER, User::default().permissions(everything));
    }
    complete.accounts = Some(Spanned::from(Named(accounts)));
    complete
}

fn default_account() -> NamedEntry<SpecName, Account> {
    let account = Account::default().jetstream(Toggle::<JetStreamLimits>::On);
    let users: Named<SpecName, User> = [("app", User::default())].into_iter().collect();
    entry(DEFAULT_ACCOUNT, account.users(users))
}

/// What is known of an imported account beside its users.
fn as_imported(imported: &ImportedOperator, name: &str) -> Account {
    let limits = imported.accounts.get(name).map(|account| &account.claims().body.limits);
    let streams = limits.is_some_and(|limits| {
        let own = &limits.jet_stream;
        own.memory_storage != 0 || own.disk_storage != 0 || !limits.tiered_limits.is_empty()
    });
    if streams { Account::default().jetstream(Toggle::<JetStreamLimits>::On) } else { Account::default() }
}

fn add_system_account(accounts: &mut Vec<NamedEntry<SpecName, Account>>, name: &str) {
    if !is_there(accounts, name) {
        accounts.insert(0, entry(name, Account::default()));
    }
    for account in accounts.iter_mut().filter(|account| *account.name.value == *name) {
        if account.value.users.is_none() {
            add_user(&mut account.value, "sys", User::default());
        }
    }
}

fn is_there(accounts: &[NamedEntry<SpecName, Account>], name: &str) -> bool {
    accounts.iter().any(|account| *account.name.value == *name)
}

/// Adds a user, unless there is one of this name.
fn add_user(account: &mut Account, name: &str, user: User) {
    let users = &mut account.users.get_or_insert_with(|| Spanned::from(Named::default())).value.0;
    if !users.iter().any(|known| *known.name.value == *name) {
        users.push(entry(name, user));
    }
}

fn entry<T>(name: &str, value: T) -> NamedEntry<SpecName, T> {
    NamedEntry { name: Spanned::from(SpecName::from(name)), value: Spanned::from(value) }
}
