//! The claims of NATS JWTs, version 2, in the fields and order of `nats-io/jwt` v2.
//!
//! One rule holds for all of them, as for Go's `omitempty`: a field that is zero, `false` or empty is not set, and is
//! not written. Keys and names are plain strings, since an imported token may carry anything;
//! [`validate`](super::validate) says what is wrong with them. Claims that are not known here are kept in `other`.

mod account;
mod activation;
mod authorization;
mod exchange;
mod limits;
mod operator;
mod permissions;
mod revocations;
mod signing_keys;
mod user;
pub(super) mod version1;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

pub use account::{Account, ExternalAuthorization, MessageTrace, WeightedMapping};
pub use activation::Activation;
pub use authorization::{
    AuthorizationRequest, AuthorizationResponse, ClientInformation, ClientTls, ConnectOptions, ServerId,
};
pub use exchange::{Exchange, Export, Import, SamplingRate, ServiceLatency};
pub use limits::{AccountLimits, JetStreamLimits, NO_LIMIT, NatsLimits, OperatorLimits, TimeRange, UserLimits};
pub use operator::Operator;
pub use permissions::{Permission, Permissions, ResponsePermission, UserPermissionLimits};
pub use revocations::{EVERYONE, Revocations};
pub use signing_keys::{SigningKeys, UserScope};
pub use user::User;

use super::keys::Role;

/// Claims that have no field here, kept as they came.
pub type Other = BTreeMap<String, Value>;

/// Version of the claims that are written.
pub const VERSION: u32 = 2;

/// The claims of one JWT: those that every JWT has, and its body.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "B: DeserializeOwned + Default"), default)]
pub struct Claims<B> {
    /// Who says what about whom, and for how long.
    #[serde(flatten)]
    pub data: ClaimsData,
    /// What is said.
    #[serde(rename = "nats")]
    pub body: B,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

/// Claims of an operator.
pub type OperatorClaims = Claims<Operator>;
/// Claims of an account.
pub type AccountClaims = Claims<Account>;
/// Claims of a user.
pub type UserClaims = Claims<User>;
/// Claims that let an account import what another exports.
pub type ActivationClaims = Claims<Activation>;
/// What a server asks an auth callout service.
pub type AuthorizationRequestClaims = Claims<AuthorizationRequest>;
/// What an auth callout service answers.
pub type AuthorizationResponseClaims = Claims<AuthorizationResponse>;

/// The claims that every JWT has. Times are Unix seconds; `0` stands for "not set".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimsData {
    /// Whom the token is meant for; the server's id in an authorization response.
    #[serde(rename = "aud", skip_serializing_if = "unset")]
    pub audience: String,
    /// When the token ends; `0` for never.
    #[serde(rename = "exp", skip_serializing_if = "unset")]
    pub expires: i64,
    /// Hash of these claims, filled in by signing.
    #[serde(rename = "jti", skip_serializing_if = "unset")]
    pub id: String,
    /// When the token was signed, filled in by signing.
    #[serde(rename = "iat", skip_serializing_if = "unset")]
    pub issued_at: i64,
    /// Public key that signed it, filled in by signing.
    #[serde(rename = "iss", skip_serializing_if = "unset")]
    pub issuer: String,
    /// A name for people.
    #[serde(skip_serializing_if = "unset")]
    pub name: String,
    /// When the token begins to count; `0` for at once.
    #[serde(rename = "nbf", skip_serializing_if = "unset")]
    pub not_before: i64,
    /// Public key that the token is about.
    #[serde(rename = "sub", skip_serializing_if = "unset")]
    pub subject: String,
}

/// Claims of any kind.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "account claims are what there are thousands of; smaller on 32 bits")]
pub enum AnyClaims {
    /// Of an operator.
    Operator(OperatorClaims),
    /// Of an account.
    Account(AccountClaims),
    /// Of a user.
    User(UserClaims),
    /// Leave to import.
    Activation(ActivationClaims),
    /// A question to an auth callout service.
    AuthorizationRequest(AuthorizationRequestClaims),
    /// The answer of an auth callout service.
    AuthorizationResponse(AuthorizationResponseClaims),
}

/// Does the same with claims of each kind.
macro_rules! each {
    ($any:expr, $claims:ident => $what:expr) => {
        match $any {
            AnyClaims::Operator($claims) => $what,
            AnyClaims::Account($claims) => $what,
            AnyClaims::User($claims) => $what,
            AnyClaims::Activation($claims) => $what,
            AnyClaims::AuthorizationRequest($claims) => $what,
            AnyClaims::AuthorizationResponse($claims) => $what,
        }
    };
}

impl AnyClaims {
    /// Reads claims in the form of version 2.
    pub(super) fn read(kind: Kind, claims: Value) -> Result<Self, serde_json::Error> {
        Ok(match kind {
            Kind::Operator => AnyClaims::Operator(read(claims)?),
            Kind::Account => AnyClaims::Account(read(claims)?),
            Kind::User => AnyClaims::User(read(claims)?),
            Kind::Activation => AnyClaims::Activation(read(claims)?),
            Kind::AuthorizationRequest => AnyClaims::AuthorizationRequest(read(claims)?),
            Kind::AuthorizationResponse => AnyClaims::AuthorizationResponse(read(claims)?),
        })
    }

    /// What they are about.
    pub fn kind(&self) -> Kind {
        fn kind<B: Body>(_: &Claims<B>) -> Kind {
            B::KIND
        }
        each!(self, claims => kind(claims))
    }

    /// The claims that every JWT has.
    pub fn data(&self) -> &ClaimsData {
        each!(self, claims => &claims.data)
    }

    /// Labels.
    pub fn tags(&self) -> &[String] {
        each!(self, claims => claims.body.tags())
    }

    /// The account for which the issuer, one of its signing keys, signed.
    pub fn issuer_account(&self) -> Option<&str> {
        each!(self, claims => claims.body.issuer_account())
    }

    /// The claims as JSON, secrets included.
    pub(super) fn to_json(&self) -> Result<Value, serde_json::Error> {
        each!(self, claims => serde_json::to_value(claims))
    }
}

fn read<B: Body>(claims: Value) -> Result<Claims<B>, serde_json::Error> {
    let mut claims: Claims<B> = serde_json::from_value(claims)?;
    claims.body.settle();
    Ok(claims)
}

/// What a JWT is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An operator.
    Operator,
    /// An account.
    Account,
    /// A user.
    User,
    /// Leave to import.
    Activation,
    /// A question to an auth callout service.
    AuthorizationRequest,
    /// The answer of an auth callout service.
    AuthorizationResponse,
}

impl Kind {
    const ALL: [Kind; 6] = [
        Kind::Operator,
        Kind::Account,
        Kind::User,
        Kind::Activation,
        Kind::AuthorizationRequest,
        Kind::AuthorizationResponse,
    ];

    /// The value of the claim `type`.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Operator => "operator",
            Kind::Account => "account",
            Kind::User => "user",
            Kind::Activation => "activation",
            Kind::AuthorizationRequest => "authorization_request",
            Kind::AuthorizationResponse => "authorization_response",
        }
    }

    /// The kind whose claim `type` has this value.
    pub fn of_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Roles of the keys that may sign such a token.
    pub const fn issuers(self) -> &'static [Role] {
        match self {
            Kind::Operator => &[Role::Operator],
            Kind::Account | Kind::Activation => &[Role::Account, Role::Operator],
            Kind::User | Kind::AuthorizationResponse => &[Role::Account],
            Kind::AuthorizationRequest => &[Role::Server],
        }
    }

    /// Role of the key that such a token is about, where the official library asks for one before it signs.
    pub const fn subject(self) -> Option<Role> {
        match self {
            Kind::Operator => Some(Role::Operator),
            Kind::Account | Kind::Activation => Some(Role::Account),
            Kind::User => Some(Role::User),
            Kind::AuthorizationRequest | Kind::AuthorizationResponse => None,
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The part of a JWT that depends on its kind.
pub trait Body: Serialize + DeserializeOwned + Clone + Default + PartialEq {
    /// The kind.
    const KIND: Kind;

    /// Takes the claims out of those of any kind, when they are of this one.
    fn take(claims: AnyClaims) -> Option<Claims<Self>>;

    /// Puts lists into the order in which they are signed.
    fn sort(&mut self) {}

    /// Forgets what the official library forgets after reading.
    fn settle(&mut self) {}

    /// Fills in the claims `type` and `version`.
    fn stamp(&mut self, kind: &str, version: u32);

    /// Labels for people and permission templates, `key:value` by custom.
    fn tags(&self) -> &[String];

    /// The account that the issuer, one of its signing keys, signs for.
    fn issuer_account(&self) -> Option<&str> {
        None
    }
}

/// Implements [`Body`] for a struct named as its kind, in a module beside this one.
macro_rules! body {
    ($body:ident $(, $method:item)*) => {
        impl super::Body for $body {
            const KIND: super::Kind = super::Kind::$body;

            fn take(claims: super::AnyClaims) -> Option<super::Claims<Self>> {
                match claims {
                    super::AnyClaims::$body(claims) => Some(claims),
                    _ => None,
                }
            }

            fn stamp(&mut self, kind: &str, version: u32) {
                kind.clone_into(&mut self.kind);
                self.version = version;
            }

            fn tags(&self) -> &[String] {
                &self.tags
            }

            $($method)*
        }
    };
}
use body;

/// Whether a field need not be written.
fn unset<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A tag as the official library keeps it: lower case, without blanks around.
pub fn tag(text: &str) -> String {
    text.trim().to_lowercase()
}
