//! Keys and claims from which the tests are made. Every run has the same ones.

use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use natsconf_core::identity::claims::{Account, AccountClaims, Body, Claims, ClaimsData, OperatorClaims, UserClaims};
use natsconf_core::identity::creds::Creds;
use natsconf_core::identity::jwt::Jwt;
use natsconf_core::identity::{KeyPair, Role};
use natsconf_tests::servers::{NEWEST, Running, start};
use sha2::{Digest, Sha512_256};

/// When tokens are signed, unless a test says otherwise.
pub const ISSUED: i64 = 1_700_000_000;

/// Number of the key of most tests' account, and of its signing keys.
pub const APP: u8 = 3;
pub const PLAIN: u8 = 4;
pub const SCOPED: u8 = 5;

/// The account of most tests.
pub fn app() -> AccountClaims {
    AccountClaims::new(key(Role::Account, APP).public_key(), "APP")
}

/// The user of most tests.
pub fn one() -> UserClaims {
    UserClaims::new(key(Role::User, 1).public_key(), "one")
}

/// Starts the newest server, with a monitoring port.
pub fn serve(config: &str) -> Running {
    start(NEWEST, format!("{config}http: \"127.0.0.1:-1\"\n").as_str())
}

/// The key pair of this number.
pub fn key(role: Role, number: u8) -> KeyPair {
    KeyPair::new(role, &[number; 32]).unwrap()
}

/// Seconds since 1970, for what a server compares with its own clock.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_secs().try_into().unwrap()
}

/// The claims part of a token, as text.
pub fn payload(token: &str) -> String {
    let part = token.split('.').nth(1).unwrap();
    String::from_utf8(BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).unwrap()
}

/// The id of claims, computed once more.
pub fn id(data: &ClaimsData) -> String {
    let nameless = ClaimsData { id: String::new(), ..data.clone() };
    let hash = Sha512_256::digest(serde_json::to_string(&nameless).unwrap());
    BASE32_NOPAD.encode(&hash)
}

pub fn sign<B: Body>(claims: Claims<B>, key: &KeyPair) -> Jwt<B> {
    claims.sign(key, ISSUED).unwrap()
}

/// An operator with a system account, and accounts of the test.
pub struct World {
    pub operator: KeyPair,
    pub operator_claims: OperatorClaims,
    pub system: KeyPair,
    pub accounts: Vec<Jwt<Account>>,
}

impl World {
    pub fn new() -> Self {
        let (operator, system) = (key(Role::Operator, 1), key(Role::Account, 2));
        let mut operator_claims = OperatorClaims::new(operator.public_key(), "DEMO");
        operator_claims.body.system_account = system.public_key().to_string();
        let system_jwt = sign(AccountClaims::new(system.public_key(), "SYS"), &operator);
        World { operator, operator_claims, system, accounts: vec![system_jwt] }
    }

    /// Lets the operator sign an account.
    pub fn add(&mut self, claims: AccountClaims) {
        self.accounts.push(sign(claims, &self.operator));
    }

    /// The lines of a configuration that make a server trust the operator and know the accounts.
    pub fn config(&self) -> String {
        let operator = sign(self.operator_claims.clone(), &self.operator);
        let system = self.system.public_key();
        let mut config = format!("operator: {}\nsystem_account: {system}\nresolver: MEMORY\n", operator.token());
        config += "resolver_preload: {\n";
        for account in &self.accounts {
            writeln!(config, "  {}: {}", account.claims().data.subject, account.token()).unwrap();
        }
        config + "}\n"
    }
}

/// Creds of a user with these claims.
pub fn creds(claims: UserClaims, user: &KeyPair, signer: &KeyPair) -> Creds {
    Creds::new(sign(claims, signer), user.clone()).unwrap()
}
