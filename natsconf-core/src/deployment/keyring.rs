//! Keys and tokens: those that were kept, and those that have to be made.

use super::{Kept, RenderError};
use crate::identity::claims::{Body, Claims};
use crate::identity::jwt::Jwt;
use crate::identity::{KeyPair, Role, Secret, Seed, password};
use crate::option::types::Password;

/// Keys and tokens by name; what is not there is made.
pub(super) struct Keyring<'a> {
    kept: &'a Kept,
    random: &'a mut dyn FnMut(&mut [u8; 32]),
    now: i64,
    /// What had to be made.
    pub(super) made: Kept,
}

impl<'a> Keyring<'a> {
    pub(super) fn new(kept: &'a Kept, random: &'a mut dyn FnMut(&mut [u8; 32]), now: i64) -> Self {
        Keyring { kept, random, now, made: Kept::default() }
    }

    /// The seed of this name. One that was kept must have this role.
    pub(super) fn seed(&mut self, role: Role, name: &str) -> Result<Seed, RenderError> {
        let error = |error| RenderError::Key { name: name.to_owned(), error };
        if let Some(seed) = self.kept.seeds.get(name).or_else(|| self.made.seeds.get(name)) {
            return if seed.role() == role {
                Ok(seed.clone())
            } else {
                Err(error(crate::identity::KeyError::Role { found: seed.role(), needed: role }))
            };
        }
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        (self.random)(&mut bytes);
        let seed = Seed::new(role, &bytes).map_err(error)?;
        self.made.seeds.insert(name.to_owned(), seed.clone());
        Ok(seed)
    }

    /// Whether there is a seed of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.kept.seeds.contains_key(name) || self.made.seeds.contains_key(name)
    }

    /// The public keys of users of an account that others have taken the place of.
    pub(super) fn retired_users(&self, account: &str) -> impl Iterator<Item = &'a String> + use<'a> {
        let users = super::trust::user_key(account, "");
        let of_account = self.kept.retired.range(users.clone()..).take_while(move |(name, _)| name.starts_with(&users));
        of_account.flat_map(|(_, keys)| keys)
    }

    /// The key pair of this name.
    pub(super) fn key(&mut self, role: Role, name: &str) -> Result<KeyPair, RenderError> {
        let seed = self.seed(role, name)?;
        KeyPair::from_seed(seed).map_err(|error| RenderError::Key { name: name.to_owned(), error })
    }

    /// A secret text of this name.
    pub(super) fn token(&mut self, name: &str) -> Secret {
        if let Some(token) = self.kept.secrets.get(name).or_else(|| self.made.secrets.get(name)) {
            return token.clone();
        }
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        (self.random)(&mut bytes);
        let token = Secret::new(data_encoding::BASE64URL_NOPAD.encode(&*bytes));
        self.made.secrets.insert(name.to_owned(), token.clone());
        token
    }

    /// What a server needs to know a password: its hash, kept under this name; and the password, where it is known.
    pub(super) fn password(&mut self, name: &str, given: &Password) -> Result<(Password, Option<Secret>), RenderError> {
        if given.is_bcrypt() {
            return Ok((given.clone(), None));
        }
        let plain = Some(Secret::new(given.reveal()));
        let name = format!("{name}/hash");
        if let Some(kept) = self.kept.secrets.get(&name).filter(|kept| password::verify(given.reveal(), kept.expose()))
        {
            return Ok((Password::from(kept.expose()), plain));
        }
        let mut bytes = [0; 32];
        (self.random)(&mut bytes);
        let [salt, _] = bytes.as_chunks::<16>().0 else { return Err(RenderError::Password { name }) };
        let Some(hash) = password::hash(given.reveal(), *salt) else { return Err(RenderError::Password { name }) };
        self.made.secrets.insert(name, Secret::new(hash.as_str()));
        Ok((Password::from(hash.as_str()), plain))
    }

    /// Signs claims. A token of this name that says the same is used again.
    pub(super) fn sign<B: Body>(
        &mut self,
        name: &str,
        claims: Claims<B>,
        key: &KeyPair,
    ) -> Result<Jwt<B>, RenderError> {
        let kept = self.kept.tokens.get(name).map(String::as_str);
        let signed = claims.sign_or_keep(key, self.now, kept);
        let jwt = signed.map_err(|error| RenderError::Sign { name: name.to_owned(), error })?;
        if kept.is_none_or(|kept| kept != jwt.token()) {
            self.made.tokens.insert(name.to_owned(), jwt.token().to_owned());
        }
        Ok(jwt)
    }
}
