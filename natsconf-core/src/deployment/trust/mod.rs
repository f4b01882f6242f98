//! A plan → who vouches for whom: the JWTs of the operator, the accounts and the users, and the users' credentials.

mod account;
pub(super) use account::covers;
mod permissions;
mod user;

use std::collections::BTreeMap;

use super::RenderError;
use super::access::{KnownUser, Login};
use super::check::{CONTRADICTION, IMPORT, UNSIGNED};
use super::import::ImportedOperator;
use super::keyring::Keyring;
use super::plan::{Plan, get, sentinel_name, text};
use super::spec::{self, SpecName, User};
use crate::diagnostic::Diagnostic;
use crate::identity::claims::{self, OperatorClaims};
use crate::identity::creds::Creds;
use crate::identity::import::Unsignable;
use crate::identity::jwt::Jwt;
use crate::identity::validate::{self, Fault};
use crate::identity::{KeyPair, PublicKey, Role};
use crate::option::Spanned;
use crate::option::types::NamedEntry;

/// The tokens of a deployment.
#[derive(Debug)]
pub(super) struct Trust {
    /// JWT of the operator.
    pub(super) operator: String,
    /// The accounts, in the order of the description.
    pub(super) accounts: Vec<TrustedAccount>,
    /// The users, in the order of the description.
    pub(super) users: Vec<KnownUser>,
    /// JWT of the user as whom clients act that bring none.
    pub(super) sentinel: Option<String>,
    /// What could not be signed.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Imported operators and accounts for which nothing can be signed.
    pub(super) unsignable: Vec<Unsignable>,
}

/// An account.
#[derive(Debug)]
pub(super) struct TrustedAccount {
    pub(super) name: String,
    pub(super) key: PublicKey,
    pub(super) token: String,
}

impl Trust {
    /// Adds a user.
    fn admit(&mut self, account: &str, name: &str, jwt: Jwt<claims::User>, key: KeyPair) -> Result<(), RenderError> {
        let creds =
            Creds::new(jwt, key).map_err(|error| RenderError::Creds { name: user_key(account, name), error })?;
        let login = Login::Creds(creds.to_text());
        self.users.push(KnownUser { account: account.to_owned(), name: name.to_owned(), login });
        Ok(())
    }

    /// The account of this name.
    pub(super) fn account(&self, name: &str) -> Option<&TrustedAccount> {
        self.accounts.iter().find(|account| account.name == name)
    }
}

/// Makes and signs everything that is not there yet.
pub(super) fn establish(
    plan: &Plan,
    imported: Option<&ImportedOperator>,
    keyring: &mut Keyring<'_>,
) -> Result<Trust, RenderError> {
    let keys = account_keys(plan, imported, keyring)?;
    let (operator, signer) = match imported {
        Some(imported) => (imported.operator.token().to_owned(), imported.signer()),
        None => operator(plan, &keys, keyring)?,
    };
    let unsignable = imported.map(|imported| imported.all.unsignable()).unwrap_or_default();
    let (accounts, users, diagnostics) = (Vec::new(), Vec::new(), Vec::new());
    let mut trust = Trust { operator, accounts, users, sentinel: None, diagnostics, unsignable };
    for account in self::accounts(plan) {
        let name = &*account.name.value;
        match imported.and_then(|imported| Some((imported, imported.accounts.get(name)?))) {
            Some((imported, jwt)) => {
                let token = jwt.token().to_owned();
                let key = keys[name].public.clone();
                trust.accounts.push(TrustedAccount { name: name.to_owned(), key, token });
                establish_imported(imported, jwt, account, keyring, &mut trust)?;
            }
            None => match &signer {
                Some(signer) => establish_account(plan, account, &keys, signer, keyring, &mut trust)?,
                None => return Err(unsigned_account(account)),
            },
        }
    }
    Ok(trust)
}

/// The accounts of a deployment, imported ones included.
fn accounts(plan: &Plan) -> impl Iterator<Item = &NamedEntry<SpecName, spec::Account>> {
    plan.deployment.accounts.iter().flat_map(|accounts| accounts.iter())
}

/// The key of an account.
pub(super) struct AccountKey {
    pub(super) public: PublicKey,
    /// What it signs with, when its seed is at hand.
    pub(super) pair: Option<KeyPair>,
}

fn account_keys(
    plan: &Plan,
    imported: Option<&ImportedOperator>,
    keyring: &mut Keyring<'_>,
) -> Result<BTreeMap<String, AccountKey>, RenderError> {
    let mut keys = BTreeMap::new();
    for account in accounts(plan) {
        let name = &*account.name.value;
        let known = imported.and_then(|imported| Some((imported, imported.accounts.get(name)?)));
        let key = if let Some((imported, jwt)) = known {
            let subject = &jwt.claims().data.subject;
            let error = |error| RenderError::Key { name: account_key(name), error };
            AccountKey { public: PublicKey::parse(subject).map_err(error)?, pair: imported.all.key_pair(subject) }
        } else {
            let pair = keyring.key(Role::Account, &account_key(name))?;
            AccountKey { public: pair.public_key().clone(), pair: Some(pair) }
        };
        keys.insert(name.to_owned(), key);
    }
    Ok(keys)
}

/// Claims that the official library finds a mistake in are refused by every server, which does not say why.
fn refuse(faults: &[Fault], name: &Spanned<SpecName>, what: &str) -> Result<(), RenderError> {
    let refused = faults.iter().filter(|fault| fault.refused);
    let found: Vec<_> = refused
        .map(|fault| {
            let words = format!("servers would refuse the {what} `{}`: {}", name.value, fault.message);
            CONTRADICTION.at(name.span(), words).help(format!("in its JWT, that is `{}`", fault.path))
        })
        .collect();
    if found.is_empty() { Ok(()) } else { Err(RenderError::Refused(found)) }
}

fn unsigned_account(account: &NamedEntry<SpecName, spec::Account>) -> RenderError {
    let found = IMPORT.at(account.name.span(), format!("nothing signs the account `{}`", account.name.value));
    let help = "import its JWT, or the seed of the operator or of one of its signing keys";
    RenderError::Refused(vec![found.help(help)])
}

/// An account of the deployment's own, and its users.
fn establish_account(
    plan: &Plan,
    account: &NamedEntry<SpecName, spec::Account>,
    keys: &BTreeMap<String, AccountKey>,
    signer: &KeyPair,
    keyring: &mut Keyring<'_>,
    trust: &mut Trust,
) -> Result<(), RenderError> {
    let name = &*account.name.value;
    let signing = signing_keys(name, &account.value, keyring)?;
    let claims = account::claims(plan, name, &account.value, keys, &signing, keyring)?;
    refuse(&validate::account(&claims), &account.name, "account")?;
    let token = keyring.sign(&account_key(name), claims, signer)?.token().to_owned();
    // Its own accounts are those whose keys it made.
    let Some(own) = &keys[name].pair else { return Err(unsigned_account(account)) };
    for user in account.value.users.iter().flat_map(|users| users.iter()) {
        let user = Asked { account: name, name: &user.name, user: &user.value };
        establish_user(&user, &account.value, own, &signing, keyring, trust)?;
    }
    trust.accounts.push(TrustedAccount { name: name.to_owned(), key: own.public_key().clone(), token });
    Ok(())
}

/// The users of an imported account: those that came with it, and further ones where something signs for them.
fn establish_imported(
    imported: &ImportedOperator,
    jwt: &Jwt<claims::Account>,
    account: &NamedEntry<SpecName, spec::Account>,
    keyring: &mut Keyring<'_>,
    trust: &mut Trust,
) -> Result<(), RenderError> {
    let name = &*account.name.value;
    let subject = &jwt.claims().data.subject;
    for user in imported.all.users.values().filter(|user| user.claims().account() == subject) {
        let data = &user.claims().data;
        let Some(key) = imported.all.key_pair(&data.subject) else { continue };
        let label = Some(&data.name).filter(|name| SpecName::is_valid(name)).unwrap_or(&data.subject).clone();
        trust.admit(name, &label, user.clone(), key)?;
    }
    let signer = imported.account_signer(name);
    for user in account.value.users.iter().flat_map(|users| users.iter()) {
        if trust.users.iter().any(|known| known.account == name && known.name == *user.name.value) {
            continue;
        }
        let Some(signer) = &signer else {
            let words = format!("nothing signs the user `{}` of the imported account `{name}`", user.name.value);
            let help = "import the seed of the account or of one of its signing keys, or the user's credentials";
            trust.diagnostics.push(UNSIGNED.at(user.name.span(), words).help(help));
            continue;
        };
        let key = keyring.key(Role::User, &user_key(name, &user.name))?;
        let mut claims = user::claims(key.public_key(), &user.name, &user.value, false);
        if signer.public_key().as_str() != subject {
            claims.body.issuer_account.clone_from(subject);
        }
        let jwt = keyring.sign(&user_key(name, &user.name), claims, signer)?;
        trust.admit(name, &user.name, jwt, key)?;
    }
    Ok(())
}

/// The operator's JWT, and the key that signs accounts.
fn operator(
    plan: &Plan,
    accounts: &BTreeMap<String, AccountKey>,
    keyring: &mut Keyring<'_>,
) -> Result<(String, Option<KeyPair>), RenderError> {
    let own = keyring.key(Role::Operator, "operator")?;
    let none = spec::Operator::default();
    let spec = plan.deployment.operator.as_ref().map_or(&none, |operator| &***operator);
    let mut claims = OperatorClaims::new(own.public_key(), text(spec.name.as_ref()).unwrap_or(&plan.name));
    let body = &mut claims.body;
    let mut signer = own.clone();
    for number in (1..=get(spec.signing_keys.as_ref()).unwrap_or(1)).rev() {
        signer = keyring.key(Role::Operator, &format!("operator/signing/{number}"))?;
        body.signing_keys.insert(0, signer.public_key().to_string());
    }
    if let Some(key) = accounts.get(&plan.system_account) {
        body.system_account = key.public.to_string();
    }
    body.operator_service_urls = match &spec.service_urls {
        Some(urls) => urls.iter().map(|url| url.as_str().to_owned()).collect(),
        None => plan.client_urls(),
    };
    body.tags = spec.tags.iter().flat_map(|tags| tags.iter()).map(|tag| crate::identity::claims::tag(tag)).collect();
    text(spec.assert_server_version.as_ref()).unwrap_or_default().clone_into(&mut body.assert_server_version);
    Ok((keyring.sign("operator", claims, &own)?.token().to_owned(), Some(signer)))
}

/// The signing keys of an account, by name.
fn signing_keys(
    account: &str,
    spec: &spec::Account,
    keyring: &mut Keyring<'_>,
) -> Result<BTreeMap<String, KeyPair>, RenderError> {
    let names = spec.signing_keys.iter().flat_map(|keys| keys.iter()).map(|key| key.name.to_string());
    let key = |name: String| {
        let key = keyring.key(Role::Account, &format!("{}/signing/{name}", account_key(account)))?;
        Ok((name, key))
    };
    names.map(key).collect()
}

/// A user that a description asks for.
struct Asked<'d> {
    account: &'d str,
    name: &'d Spanned<SpecName>,
    user: &'d User,
}

fn establish_user(
    asked: &Asked<'_>,
    account: &spec::Account,
    account_key: &KeyPair,
    signing: &BTreeMap<String, KeyPair>,
    keyring: &mut Keyring<'_>,
    trust: &mut Trust,
) -> Result<(), RenderError> {
    let name = user_key(asked.account, asked.name);
    let key = keyring.key(Role::User, &name)?;
    let signing_key = text(asked.user.signing_key.as_ref()).and_then(|name| Some((name, signing.get(name)?)));
    let scope = signing_key.and_then(|(name, _)| account::scope(account, name));
    let mut claims = user::claims(key.public_key(), asked.name, asked.user, scope.is_some());
    refuse(&validate::user(&claims), asked.name, "user")?;
    if signing_key.is_some() {
        claims.body.issuer_account = account_key.public_key().to_string();
    }
    let jwt = keyring.sign(&name, claims, signing_key.map_or(account_key, |(_, key)| key))?;
    let is_sentinel = account.auth_callout.is_some() && ***asked.name == *sentinel_name();
    if is_sentinel && trust.sentinel.is_none() {
        trust.sentinel = Some(jwt.token().to_owned());
    }
    trust.admit(asked.account, asked.name, jwt, key)
}

/// What the key of an account is called.
pub(super) fn account_key(account: &str) -> String {
    format!("account/{account}")
}

/// What the key of a user is called.
pub(super) fn user_key(account: &str, user: &str) -> String {
    format!("user/{account}/{user}")
}
