//! Who connects, and how they are known: what the modes of a deployment have in common.

use crate::identity::{Secret, Seed};

use super::logins::Logins;
use super::trust::Trust;

/// How the servers know who connects.
#[derive(Debug)]
pub(super) enum Access {
    /// By the JWTs of an operator.
    Trust(Trust),
    /// By the configuration.
    Logins(Box<Logins>),
}

impl Access {
    /// The users, in the order of the description.
    pub(super) fn users(&self) -> &[KnownUser] {
        match self {
            Access::Trust(trust) => &trust.users,
            Access::Logins(logins) => &logins.users,
        }
    }

    /// All users.
    pub(super) fn into_users(self) -> Vec<KnownUser> {
        match self {
            Access::Trust(trust) => trust.users,
            Access::Logins(logins) => logins.users,
        }
    }

    /// The user of this name.
    pub(super) fn user(&self, account: &str, name: &str) -> Option<&KnownUser> {
        self.users().iter().find(|user| user.account == account && user.name == name)
    }
}

/// A user, and what it connects with.
#[derive(Debug, Clone)]
pub struct KnownUser {
    /// Its account; empty where there is only one.
    pub account: String,
    /// Its name.
    pub name: String,
    /// What it connects with.
    pub login: Login,
}

impl KnownUser {
    /// A name for it among the users of all accounts.
    pub fn label(&self) -> String {
        if self.account.is_empty() { self.name.clone() } else { format!("{}-{}", self.account, self.name) }
    }
}

/// What a user connects with.
#[derive(Debug, Clone)]
pub enum Login {
    /// What its `.creds` file holds: a JWT and a seed.
    Creds(Secret),
    /// A seed.
    Nkey(Seed),
    /// Its name and a password, which is not known where the description has the hash alone.
    Password(Option<Secret>),
    /// A token in the place of name and password.
    Token(Secret),
}
