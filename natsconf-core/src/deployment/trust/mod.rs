//! A plan → who vouches for whom: the JWTs of the operator, the accounts and the users, and the users' credentials.

mod account;
pub(super) use account::covers;
mod permissions;
mod user;

use std::collections::BTreeMap;

use super::RenderError;
use super::access::{KnownUser, Login};
use super::keyring::Keyring;
use super::plan::{Plan, get, sentinel_name, text};
use super::spec::{self, User};
use crate::identity::claims::OperatorClaims;
use crate::identity::creds::Creds;
use crate::identity::{KeyPair, PublicKey, Role};

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
}

/// An account.
#[derive(Debug)]
pub(super) struct TrustedAccount {
    pub(super) name: String,
    pub(super) key: PublicKey,
    pub(super) token: String,
}

impl Trust {
    /// The account of this name.
    pub(super) fn account(&self, name: &str) -> Option<&TrustedAccount> {
        self.accounts.iter().find(|account| account.name == name)
    }
}

/// Makes and signs everything that is not there yet.
pub(super) fn establish(plan: &Plan, keyring: &mut Keyring<'_>) -> Result<Trust, RenderError> {
    let accounts: Vec<_> = plan.deployment.accounts.iter().flat_map(|accounts| accounts.iter()).collect();
    let mut keys = BTreeMap::new();
    for account in &accounts {
        keys.insert(account.name.to_string(), keyring.key(Role::Account, &account_key(&account.name))?);
    }
    let (operator, signer) = operator(plan, &keys, keyring)?;
    let mut trust = Trust { operator, accounts: Vec::with_capacity(accounts.len()), users: Vec::new(), sentinel: None };
    for account in accounts {
        let name = account.name.to_string();
        let signing = signing_keys(&name, &account.value, keyring)?;
        let claims = account::claims(plan, &name, &account.value, &keys, &signing, keyring)?;
        let token = keyring.sign(&account_key(&name), claims, &signer)?.token().to_owned();
        for user in account.value.users.iter().flat_map(|users| users.iter()) {
            let user = Asked { account: &name, name: &user.name, user: &user.value };
            establish_user(&user, &account.value, &keys[&name], &signing, keyring, &mut trust)?;
        }
        trust.accounts.push(TrustedAccount { key: keys[&name].public_key().clone(), name, token });
    }
    Ok(trust)
}

/// The operator's JWT, and the key that signs accounts.
fn operator(
    plan: &Plan,
    accounts: &BTreeMap<String, KeyPair>,
    keyring: &mut Keyring<'_>,
) -> Result<(String, KeyPair), RenderError> {
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
        body.system_account = key.public_key().to_string();
    }
    body.operator_service_urls = match &spec.service_urls {
        Some(urls) => urls.iter().map(|url| url.as_str().to_owned()).collect(),
        None => plan.client_urls(),
    };
    body.tags = spec.tags.iter().flat_map(|tags| tags.iter()).map(|tag| crate::identity::claims::tag(tag)).collect();
    text(spec.assert_server_version.as_ref()).unwrap_or_default().clone_into(&mut body.assert_server_version);
    Ok((keyring.sign("operator", claims, &own)?.token().to_owned(), signer))
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
    name: &'d str,
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
    if signing_key.is_some() {
        claims.body.issuer_account = account_key.public_key().to_string();
    }
    let jwt = keyring.sign(&name, claims, signing_key.map_or(account_key, |(_, key)| key))?;
    let is_sentinel = account.auth_callout.is_some() && asked.name == sentinel_name();
    if is_sentinel && trust.sentinel.is_none() {
        trust.sentinel = Some(jwt.token().to_owned());
    }
    let creds = Creds::new(jwt, key).map_err(|error| RenderError::Creds { name, error })?.to_text();
    let (account, name) = (asked.account.to_owned(), asked.name.to_owned());
    trust.users.push(KnownUser { account, name, login: Login::Creds(creds) });
    Ok(())
}

/// What the key of an account is called.
pub(super) fn account_key(account: &str) -> String {
    format!("account/{account}")
}

/// What the key of a user is called.
pub(super) fn user_key(account: &str, user: &str) -> String {
    format!("user/{account}/{user}")
}
