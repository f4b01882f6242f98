//! Identities that exist already: JWTs, creds, seeds, nsc store folders, and configurations that preload accounts.
//!
//! A file is known by what it holds, not by its name, so that a folder of nsc, a folder of Synadia Control Plane
//! downloads and a single JWT are read in the same way: the caller lists names and texts.

mod texts;

use std::collections::BTreeMap;

use thiserror::Error;

use super::claims::{Account, AnyClaims, Kind, Operator, User};
use super::creds::CredsError;
use super::jwt::{self, Jwt, JwtError};
use super::keys::{KeyError, KeyPair, PublicKey, Role, Seed};

/// What was read, by public key.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Operators. One is usual.
    pub operators: BTreeMap<String, Jwt<Operator>>,
    /// Accounts.
    pub accounts: BTreeMap<String, Jwt<Account>>,
    /// Users.
    pub users: BTreeMap<String, Jwt<User>>,
    /// Seeds of operators, accounts, users and signing keys.
    pub seeds: BTreeMap<PublicKey, Seed>,
    /// What was wrong, in the order of reading.
    pub problems: Vec<ImportProblem>,
    /// Files that hold nothing of this kind, such as the `.nsc` file of a store.
    pub ignored: Vec<String>,
}

/// What is wrong with one file. It never holds a seed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}{}: {error}", line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct ImportProblem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub error: ImportError,
}

/// What can be wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A JWT.
    #[error("{0}")]
    Jwt(#[from] JwtError),
    /// A `.creds` file.
    #[error("{0}")]
    Creds(#[from] CredsError),
    /// A seed.
    #[error("{0}")]
    Seed(#[from] KeyError),
    /// A preloaded account under the key of another.
    #[error("the account is preloaded under the key {key}, but its JWT is about {subject}")]
    PreloadKey {
        /// The key in the configuration.
        key: String,
        /// The subject of the JWT.
        subject: String,
    },
    /// A JWT that is neither of an operator nor of an account or user.
    #[error("{} JWT is nothing to import", jwt::a(*.0))]
    NotIdentity(Kind),
}

/// All JWTs that stand in a text.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    let found = texts::find(text).into_iter();
    found
        .filter_map(|found| if let texts::What::Token { token, .. } = found.what { Some(token) } else { None })
        .collect()
}

impl Imported {
    /// Reads files, given by name and text. Of two JWTs about the same key, the one issued later stays.
    pub fn read<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut imported = Imported::default();
        for (name, text) in files {
            imported.add(name, text);
        }
        imported
    }

    /// Reads one more file.
    pub fn add(&mut self, name: &str, text: &str) {
        let mut problems = Vec::new();
        let found = texts::find(text);
        if found.is_empty() {
            self.ignored.push(name.to_owned());
        }
        for item in found {
            if let Err(error) = self.add_item(&item.what) {
                problems.push(ImportProblem { file: name.to_owned(), line: item.line, error });
            }
        }
        self.problems.extend(problems);
    }

    fn add_item(&mut self, item: &texts::What<'_>) -> Result<(), ImportError> {
        match item {
            texts::What::Token { key, token } => self.add_token(*key, token),
            texts::What::Seed(text) => {
                let seed = Seed::parse(text)?;
                self.seeds.insert(seed.public_key().clone(), seed);
                Ok(())
            }
            texts::What::Creds(creds) => {
                let creds = creds.as_ref().map_err(Clone::clone)?;
                self.seeds.insert(creds.key().public_key().clone(), creds.key().seed().clone());
                self.add_token(None, creds.jwt().token())
            }
        }
    }

    fn add_token(&mut self, key: Option<&str>, token: &str) -> Result<(), ImportError> {
        let parsed = jwt::parse(token)?;
        parsed.signature?;
        let subject = parsed.claims.data().subject.clone();
        if let Some(key) = key.filter(|key| *key != subject) {
            return Err(ImportError::PreloadKey { key: key.to_owned(), subject });
        }
        match parsed.claims {
            AnyClaims::Operator(claims) => keep_newest(&mut self.operators, Jwt::trusted(token, claims)),
            AnyClaims::Account(claims) => keep_newest(&mut self.accounts, Jwt::trusted(token, claims)),
            AnyClaims::User(claims) => keep_newest(&mut self.users, Jwt::trusted(token, claims)),
            other => return Err(ImportError::NotIdentity(other.kind())),
        }
        Ok(())
    }

    /// The key pair of a public key, when its seed was read and can sign.
    pub fn key_pair(&self, key: &str) -> Option<KeyPair> {
        let key = PublicKey::parse(key).ok()?;
        KeyPair::from_seed(self.seeds.get(&key)?.clone()).ok()
    }

    /// A key pair that signs accounts for this operator: a signing key, or where it may sign, its identity key.
    pub fn operator_signer(&self, operator: &Jwt<Operator>) -> Option<KeyPair> {
        let claims = operator.claims();
        let signing_keys = claims.body.signing_keys.iter().map(String::as_str);
        signing_keys.chain(claims.trusted_keys()).find_map(|key| self.key_pair(key))
    }

    /// A key pair that signs users for this account without scope: a signing key, or the identity key.
    pub fn account_signer(&self, account: &Jwt<Account>) -> Option<KeyPair> {
        let claims = account.claims();
        let plain = claims.body.signing_keys.0.iter().filter(|(_, scope)| scope.is_none());
        let keys = plain.map(|(key, _)| key).chain([&claims.data.subject]);
        keys.into_iter().find_map(|key| self.key_pair(key))
    }

    /// What cannot be signed because a seed is not here, in the order of operators, then accounts.
    pub fn unsignable(&self) -> Vec<Unsignable> {
        let operators = self.operators.iter().filter(|(_, operator)| self.operator_signer(operator).is_none());
        let accounts = self.accounts.iter().filter(|(_, account)| self.account_signer(account).is_none());
        let unsignable = |role, key: &String, name: &String| Unsignable { role, key: key.clone(), name: name.clone() };
        operators
            .map(|(key, jwt)| unsignable(Role::Operator, key, &jwt.claims().data.name))
            .chain(accounts.map(|(key, jwt)| unsignable(Role::Account, key, &jwt.claims().data.name)))
            .collect()
    }

    /// What to call the keys that were read: `operator DEMO`, `signing key of account APP`.
    pub fn names(&self) -> BTreeMap<String, String> {
        let mut names = BTreeMap::new();
        for (key, operator) in &self.operators {
            let claims = operator.claims();
            names.insert(key.clone(), format!("operator {}", claims.data.name));
            for signing_key in &claims.body.signing_keys {
                names.insert(signing_key.clone(), format!("signing key of operator {}", claims.data.name));
            }
        }
        for (key, account) in &self.accounts {
            let claims = account.claims();
            names.insert(key.clone(), format!("account {}", claims.data.name));
            for signing_key in claims.body.signing_keys.0.keys() {
                names.insert(signing_key.clone(), format!("signing key of account {}", claims.data.name));
            }
        }
        names.extend(self.users.iter().map(|(key, user)| (key.clone(), format!("user {}", user.claims().data.name))));
        names
    }
}

fn keep_newest<B>(map: &mut BTreeMap<String, Jwt<B>>, jwt: Jwt<B>) {
    let data = &jwt.claims().data;
    let newer = map.get(&data.subject).is_none_or(|kept| kept.claims().data.issued_at <= data.issued_at);
    if newer {
        map.insert(data.subject.clone(), jwt);
    }
}

/// An operator or account for which nothing can be signed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", self.words())]
pub struct Unsignable {
    /// [`Role::Operator`] or [`Role::Account`].
    pub role: Role,
    /// Its public key.
    pub key: String,
    /// Its name.
    pub name: String,
}

impl Unsignable {
    fn words(&self) -> String {
        let Unsignable { role, key, name } = self;
        let (what, consequence) = match role {
            Role::Operator => {
                ("accounts", "the given account JWTs are used as they are, and none can be added or changed")
            }
            _ => ("users", "the given user JWTs are used as they are, and none can be added or changed"),
        };
        format!("no seed signs {what} for {role} `{name}` ({key}): {consequence}")
    }
}
