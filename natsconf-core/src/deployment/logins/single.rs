//! Mode `single`: one user, or one token.

use super::Logins;
use crate::deployment::RenderError;
use crate::deployment::access::{KnownUser, Login};
use crate::deployment::keyring::Keyring;
use crate::deployment::plan::{Plan, text};
use crate::identity::Secret;
use crate::model::{Authorization, Config};
use crate::option::types::Password;

/// The user of a description that names none.
const USER: &str = "app";
/// What the kept token is called.
const TOKEN: &str = "token";

/// The one login.
pub(super) fn one(plan: &Plan, keyring: &mut Keyring<'_>) -> Result<Logins, RenderError> {
    let login = plan.deployment.login.clone().unwrap_or_default();
    let name = text(login.user.as_ref()).unwrap_or(USER).to_owned();
    let (authorization, login) = match (&login.password, &login.token) {
        (Some(password), _) => {
            let (hashed, known) = keyring.password(&format!("user/{name}"), password)?;
            (Authorization::default().user(name.as_str()).password(hashed), Login::Password(known))
        }
        (None, given) => {
            let token = match given {
                Some(token) => Secret::new(token.reveal()),
                None => keyring.token(TOKEN),
            };
            let (hashed, _) = keyring.password(TOKEN, &Password::from(token.expose()))?;
            (Authorization::default().token(hashed), Login::Token(token))
        }
    };
    let shared = Config::default().authorization(authorization);
    Ok(Logins { shared, leafs: Config::default(), users: vec![KnownUser { account: String::new(), name, login }] })
}
