//! JWTs as text: signing, reading, and checking the signature.
//!
//! A token is `header.claims.signature`, each part in URL-safe base 64. The issuer's public key stands in the claims,
//! so the signature alone proves nothing about who it is: [`chain`](super::chain) follows it to an operator.

use std::fmt;

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha512_256};
use thiserror::Error;

use super::claims::{AnyClaims, Body, Claims, ClaimsData, Kind, VERSION, version1};
use super::json;
use super::keys::{KeyError, KeyPair, PublicKey, Role};

/// The largest token that is read, in bytes (1 MiB), as in the official library.
pub const MAX_TOKEN_LEN: usize = 1024 * 1024;

const HEADER: &str = r#"{"typ":"JWT","alg":"ed25519-nkey"}"#;

/// A token whose signature fits, and the claims that it carries. `Debug` leaves out the token: that of a bearer user
/// is all it takes to connect.
#[derive(Clone, PartialEq)]
pub struct Jwt<B> {
    token: String,
    claims: Claims<B>,
}

impl<B> Jwt<B> {
    /// The text.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// What it says.
    pub fn claims(&self) -> &Claims<B> {
        &self.claims
    }

    /// What it says, to change and sign again.
    pub fn into_claims(self) -> Claims<B> {
        self.claims
    }

    /// For [`Parsed`] whose signature fits.
    pub(super) fn trusted(token: &str, claims: Claims<B>) -> Self {
        Jwt { token: token.to_owned(), claims }
    }
}

impl<B: fmt::Debug> fmt::Debug for Jwt<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jwt").field("claims", &self.claims).finish_non_exhaustive()
    }
}

/// Why claims cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignError {
    /// The token is about no key, or a key of the wrong role.
    #[error("the subject of {kind} claims: {error}")]
    Subject {
        /// Kind of the claims.
        kind: Kind,
        /// What is wrong with it.
        error: KeyError,
    },
    /// The key may not sign such claims.
    #[error("{} key does not sign {kind} claims", role.a())]
    Signer {
        /// Kind of the claims.
        kind: Kind,
        /// Role of the key.
        role: Role,
    },
    /// A value that JSON cannot hold.
    #[error("the claims cannot be written: {0}")]
    Json(String),
}

impl<B: Body> Claims<B> {
    /// Signs the claims, with the time of signing in Unix seconds. Issuer, id, type and version are filled in, lists
    /// sorted: the same claims, key and time give the same token, that of the official library.
    ///
    /// # Errors
    /// When the subject or the key has the wrong role for claims of this kind.
    pub fn sign(mut self, key: &KeyPair, issued_at: i64) -> Result<Jwt<B>, SignError> {
        self.check_roles(key)?;
        self.body.sort();
        self.body.stamp(B::KIND.name(), VERSION);
        key.public_key().as_str().clone_into(&mut self.data.issuer);
        self.data.issued_at = issued_at;
        self.data.id = id(&self.data)?;
        let claims = json::to_string(&self).map_err(|error| SignError::Json(error.to_string()))?;
        let signed = [HEADER, &claims].map(|part| BASE64URL_NOPAD.encode(part.as_bytes())).join(".");
        let signature = BASE64URL_NOPAD.encode(&key.sign(signed.as_bytes()));
        Ok(Jwt { token: format!("{signed}.{signature}"), claims: self })
    }

    /// Signs the claims, unless `previous` says the same, by the same key: then it is kept, with its time of signing.
    ///
    /// # Errors
    /// As [`Claims::sign`].
    pub fn sign_or_keep(self, key: &KeyPair, issued_at: i64, previous: Option<&str>) -> Result<Jwt<B>, SignError> {
        if let Some((previous, then)) = previous.and_then(|token| Some((token, self::issued_at(token)?))) {
            let again = self.clone().sign(key, then)?;
            if again.token == previous {
                return Ok(again);
            }
        }
        self.sign(key, issued_at)
    }

    fn check_roles(&self, key: &KeyPair) -> Result<(), SignError> {
        let kind = B::KIND;
        let subject = match kind.subject() {
            Some(role) => PublicKey::parse_as(role, &self.data.subject),
            None => PublicKey::parse(&self.data.subject),
        };
        subject.map_err(|error| SignError::Subject { kind, error })?;
        let role = key.role();
        if kind.issuers().contains(&role) { Ok(()) } else { Err(SignError::Signer { kind, role }) }
    }
}

/// When a token says that it was signed. The signature is not looked at: a token that was made the same way at the same time
/// is the same to the last byte.
fn issued_at(token: &str) -> Option<i64> {
    #[derive(Deserialize)]
    struct Issued {
        iat: i64,
    }
    let claims = BASE64URL_NOPAD.decode(token.split('.').nth(1)?.as_bytes()).ok()?;
    Some(serde_json::from_slice::<Issued>(&claims).ok()?.iat)
}

/// The id of claims: a hash of those that every JWT has, without the id itself.
fn id(data: &ClaimsData) -> Result<String, SignError> {
    let nameless = ClaimsData { id: String::new(), ..data.clone() };
    let text = json::to_string(&nameless).map_err(|error| SignError::Json(error.to_string()))?;
    Ok(BASE32_NOPAD.encode(&Sha512_256::digest(text)))
}

/// What is wrong with a token. It never holds the token.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JwtError {
    /// More than [`MAX_TOKEN_LEN`].
    #[error("a JWT may have {MAX_TOKEN_LEN} bytes, this has {0}")]
    TooLong(usize),
    /// Not three parts.
    #[error("a JWT has 3 parts with dots between them, this has {0}")]
    Parts(usize),
    /// A part that is not base 64.
    #[error("the {0} is not base 64 of the URL-safe kind: a character is missing, or one too many")]
    Base64(Part),
    /// A part that is no JSON, or not of the shape that it should have.
    #[error("the {part} cannot be read: {message}")]
    Json {
        /// The part.
        part: Part,
        /// What is wrong with it.
        message: String,
    },
    /// A token of another kind than NATS has.
    #[error("the type in the header is `{0}`, not `JWT`")]
    Type(String),
    /// Signed in another way than NATS does.
    #[error("the algorithm is `{0}`, and NATS JWTs have `ed25519-nkey`")]
    Algorithm(String),
    /// Claims of a version that is not known.
    #[error("the claims have version {0}, and the newest known is {VERSION}")]
    Version(u64),
    /// Claims about something unknown.
    #[error("`{0}` is no type of NATS claims")]
    UnknownKind(String),
    /// The issuer is no key.
    #[error("the issuer: {0}")]
    Issuer(KeyError),
    /// Signed by a key that may not sign such claims.
    #[error("{} key signed {kind} claims", role.a())]
    IssuerRole {
        /// Kind of the claims.
        kind: Kind,
        /// Role of the issuer.
        role: Role,
    },
    /// The signature does not fit: the token was changed, or belongs to another issuer.
    #[error("the signature does not fit: the token was changed after it was signed")]
    Signature,
    /// Claims of another kind than wanted.
    #[error("this is {} JWT, {} JWT is needed here", a(*found), a(*needed))]
    Kind {
        /// Kind of the claims.
        found: Kind,
        /// Kind that is needed.
        needed: Kind,
    },
}

/// A part of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Type and algorithm.
    Header,
    /// The claims.
    Claims,
    /// The signature.
    Signature,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Header => "header",
            Part::Claims => "claims",
            Part::Signature => "signature",
        })
    }
}

/// A kind with its article: `an account`.
pub(super) fn a(kind: Kind) -> &'static str {
    match kind {
        Kind::Operator => "an operator",
        Kind::Account => "an account",
        Kind::User => "a user",
        Kind::Activation => "an activation",
        Kind::AuthorizationRequest => "an authorization request",
        Kind::AuthorizationResponse => "an authorization response",
    }
}

/// What a token says, whether or not its signature fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// What it says; claims of version 1 in the form of version 2.
    pub claims: AnyClaims,
    /// Version of the claims.
    pub version: u64,
    /// Whether the signature fits and is by a key of the right role, or why not.
    pub signature: Result<(), JwtError>,
}

/// Reads a token whose signature fits.
///
/// # Errors
/// What is wrong with it, claims of another kind included.
pub fn decode<B: Body>(token: &str) -> Result<Jwt<B>, JwtError> {
    let token = token.trim();
    let parsed = parse(token)?;
    parsed.signature?;
    let found = parsed.claims.kind();
    let claims = B::take(parsed.claims).ok_or(JwtError::Kind { found, needed: B::KIND })?;
    Ok(Jwt::trusted(token, claims))
}

/// Reads a token of any kind, to show what it says even if its signature does not fit.
///
/// # Errors
/// What keeps it from being read.
pub fn parse(token: &str) -> Result<Parsed, JwtError> {
    let token = token.trim();
    if token.len() > MAX_TOKEN_LEN {
        return Err(JwtError::TooLong(token.len()));
    }
    let parts: Vec<&str> = token.split('.').collect();
    let &[header, claims, signature] = parts.as_slice() else {
        return Err(JwtError::Parts(parts.len()));
    };
    check_header(&base64(Part::Header, header)?)?;
    let value: Value = read_json(Part::Claims, &base64(Part::Claims, claims)?)?;
    let (version, claims_read) = read_claims(value)?;
    // In version 1, the header was not signed.
    let signed = if version <= 1 { claims } else { &token[..header.len() + 1 + claims.len()] };
    let signature = base64(Part::Signature, signature)?;
    let signature = check_signature(&claims_read, signed, &signature);
    Ok(Parsed { claims: claims_read, version, signature })
}

fn base64(part: Part, text: &str) -> Result<Vec<u8>, JwtError> {
    BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| JwtError::Base64(part))
}

fn read_json<T: serde::de::DeserializeOwned>(part: Part, bytes: &[u8]) -> Result<T, JwtError> {
    json::from_slice(bytes).map_err(|error| JwtError::Json { part, message: error.to_string() })
}

fn check_header(bytes: &[u8]) -> Result<(), JwtError> {
    #[derive(Deserialize)]
    struct Header {
        #[serde(default)]
        typ: String,
        #[serde(default)]
        alg: String,
    }
    let header: Header = read_json(Part::Header, bytes)?;
    if !header.typ.eq_ignore_ascii_case("JWT") {
        return Err(JwtError::Type(header.typ));
    }
    // The first is that of version 1; which of the two stands there makes no difference to the official library.
    if !["ed25519", "ed25519-nkey"].iter().any(|known| header.alg.eq_ignore_ascii_case(known)) {
        return Err(JwtError::Algorithm(header.alg));
    }
    Ok(())
}

fn read_claims(mut claims: Value) -> Result<(u64, AnyClaims), JwtError> {
    let (version, kind) = version1::version_and_kind(&claims);
    if version > u64::from(VERSION) {
        return Err(JwtError::Version(version));
    }
    let kind = Kind::of_name(kind).ok_or_else(|| JwtError::UnknownKind(kind.to_owned()))?;
    if let (1, Value::Object(claims)) = (version, &mut claims) {
        version1::migrate(kind, claims);
    }
    let read = AnyClaims::read(kind, claims);
    let claims = read.map_err(|error| JwtError::Json { part: Part::Claims, message: error.to_string() })?;
    Ok((version, claims))
}

fn check_signature(claims: &AnyClaims, signed: &str, signature: &[u8]) -> Result<(), JwtError> {
    let issuer = PublicKey::parse(&claims.data().issuer).map_err(JwtError::Issuer)?;
    if !issuer.verify(signed.as_bytes(), signature) {
        return Err(JwtError::Signature);
    }
    let (kind, role) = (claims.kind(), issuer.role());
    if kind.issuers().contains(&role) { Ok(()) } else { Err(JwtError::IssuerRole { kind, role }) }
}
