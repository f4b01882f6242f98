//! nkeys: Ed25519 key pairs in NATS encoding. A public key starts with the letter of its role, a seed with `S` and
//! that letter; both end in a checksum.
//!
//! The crate `nkeys` knows the encoding. Signing goes straight to `ed25519-dalek`, which `nkeys` is built on, because
//! its signing key is wiped on drop and cannot fail to sign.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signer, SigningKey};
use nkeys::KeyPairType;
use nkeys::error::ErrorKind;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use thiserror::Error;
use zeroize::Zeroizing;

/// Length of a public key's text.
const PUBLIC_LEN: usize = 56;
/// Length of a seed's text.
const SEED_LEN: usize = 58;

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Vouches for accounts.
    Operator,
    /// Vouches for users.
    Account,
    /// Connects to a server.
    User,
    /// Identifies a server.
    Server,
    /// Identifies a cluster.
    Cluster,
    /// Encrypts (X25519): the `xkey` of an auth callout. It cannot sign.
    Curve,
}

impl Role {
    const ALL: [Role; 6] = [Role::Operator, Role::Account, Role::User, Role::Server, Role::Cluster, Role::Curve];

    /// The letter with which public keys of this role start.
    pub const fn letter(self) -> char {
        match self {
            Role::Operator => 'O',
            Role::Account => 'A',
            Role::User => 'U',
            Role::Server => 'N',
            Role::Cluster => 'C',
            Role::Curve => 'X',
        }
    }

    /// `operator`, `account`, ….
    pub const fn name(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Account => "account",
            Role::User => "user",
            Role::Server => "server",
            Role::Cluster => "cluster",
            Role::Curve => "curve",
        }
    }

    /// The name with its article: `an account`.
    pub(super) const fn a(self) -> &'static str {
        match self {
            Role::Operator => "an operator",
            Role::Account => "an account",
            Role::User => "a user",
            Role::Server => "a server",
            Role::Cluster => "a cluster",
            Role::Curve => "a curve",
        }
    }

    fn of_letter(letter: char) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.letter() == letter)
    }

    const fn key_pair_type(self) -> KeyPairType {
        match self {
            Role::Operator => KeyPairType::Operator,
            Role::Account => KeyPairType::Account,
            Role::User => KeyPairType::User,
            Role::Server => KeyPairType::Server,
            Role::Cluster => KeyPairType::Cluster,
            Role::Curve => KeyPairType::Curve,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is wrong with the text of a key. It never holds the text, which may be a seed in the wrong place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyError {
    /// Too short or too long.
    #[error("{} has {expected} characters, this has {found}", what(*.expected))]
    Length {
        /// Characters found.
        found: usize,
        /// Characters that such a key has.
        expected: usize,
    },
    /// A character that base 32 does not have.
    #[error("{} has only the characters A-Z and 2-7", what(*.expected))]
    Characters {
        /// Characters that such a key has.
        expected: usize,
    },
    /// A character is wrong, or two are swapped.
    #[error("the checksum does not fit: there is a typing error in this key")]
    Checksum,
    /// Starts with a letter that stands for no role.
    #[error("a key that starts with `{0}` has no role here")]
    NoRole(char),
    /// A key of another role.
    #[error("this is {} key, {} key is needed here", found.a(), needed.a())]
    Role {
        /// Role of the key.
        found: Role,
        /// Role that is needed.
        needed: Role,
    },
    /// A seed where a public key belongs.
    #[error("this is a seed, which is secret: the public key belongs here")]
    SeedForPublic,
    /// A public key where a seed belongs.
    #[error("this is a public key: its seed, which starts with `S`, is needed here")]
    PublicForSeed,
    /// A JWT where a key belongs.
    #[error("this is a JWT: the public key, its subject, belongs here")]
    Token,
    /// A curve key where one is needed that signs.
    #[error("a curve key encrypts, it cannot sign")]
    CannotSign,
}

const fn what(expected: usize) -> &'static str {
    if expected == SEED_LEN { "a seed" } else { "a public key" }
}

/// The public half of a key, whose text is known to be sound.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PublicKey {
    role: Role,
    text: String,
}

impl PublicKey {
    /// Reads a public key of any role.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let letter = text.chars().next().unwrap_or_default();
        match (letter, text.len()) {
            ('S', SEED_LEN) => return Err(KeyError::SeedForPublic),
            _ if text.starts_with("eyJ") => return Err(KeyError::Token),
            _ => {}
        }
        nkeys::from_public_key(text).map_err(|error| key_error(&error, text, PUBLIC_LEN))?;
        let role = Role::of_letter(letter).ok_or(KeyError::NoRole(letter))?;
        Ok(PublicKey { role, text: text.to_owned() })
    }

    /// Reads a public key that must have this role.
    ///
    /// # Errors
    /// What is wrong with the text, another role included.
    pub fn parse_as(role: Role, text: &str) -> Result<Self, KeyError> {
        let key = PublicKey::parse(text)?;
        if key.role == role { Ok(key) } else { Err(KeyError::Role { found: key.role, needed: role }) }
    }

    /// What the key is for.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The text, such as `ACODERUVFFAWZQDSS6SBIACUA5O6SXF7HJ3YTYXBALHZP3P7R4BUO4J2`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `signature` is that of `message` by this key.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        nkeys::KeyPair::from_public_key(&self.text).is_ok_and(|key| key.verify(message, signature).is_ok())
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        PublicKey::parse(text)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.text)
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PublicKey::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// The secret half of a key, with the public half that follows from it. `Debug` prints `Seed(..)`, and the memory is
/// wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed {
    text: Zeroizing<String>,
    public: PublicKey,
}

impl Seed {
    /// Makes a seed of random bytes, which must come from a source that is fit for cryptography.
    ///
    /// # Errors
    /// None: every 32 bytes are a seed. The crate that encodes it does not say so in its types.
    pub fn new(role: Role, random: &[u8; 32]) -> Result<Self, KeyError> {
        let error = |error| key_error(&error, "", SEED_LEN);
        let (text, public) = if role == Role::Curve {
            let key = nkeys::XKey::new_from_raw(*random);
            (key.seed(), key.public_key())
        } else {
            let key = nkeys::KeyPair::new_from_raw(role.key_pair_type(), *random).map_err(error)?;
            (key.seed(), key.public_key())
        };
        Ok(Seed { text: Zeroizing::new(text.map_err(error)?), public: PublicKey { role, text: public } })
    }

    /// Reads a seed of any role.
    ///
    /// # Errors
    /// What is wrong with the text, without repeating it.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if text.len() == PUBLIC_LEN && PublicKey::parse(text).is_ok() {
            return Err(KeyError::PublicForSeed);
        }
        let (_, bytes) = nkeys::decode_seed(text).map_err(|error| key_error(&error, text, SEED_LEN))?;
        let letter = text.chars().nth(1).unwrap_or_default();
        let role = Role::of_letter(letter).ok_or(KeyError::NoRole(letter))?;
        Seed::new(role, &Zeroizing::new(bytes))
    }

    /// Reads a seed that must have this role.
    ///
    /// # Errors
    /// What is wrong with the text, another role included.
    pub fn parse_as(role: Role, text: &str) -> Result<Self, KeyError> {
        let seed = Seed::parse(text)?;
        if seed.role() == role { Ok(seed) } else { Err(KeyError::Role { found: seed.role(), needed: role }) }
    }

    /// What the key is for.
    pub fn role(&self) -> Role {
        self.public.role
    }

    /// The public half.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The text, for a file that is meant to hold it.
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(..)")
    }
}

/// A key that can sign: of any role but curve.
#[derive(Clone)]
pub struct KeyPair {
    seed: Seed,
    signing: SigningKey,
}

impl KeyPair {
    /// Makes a key pair of random bytes, which must come from a source that is fit for cryptography.
    ///
    /// # Errors
    /// [`KeyError::CannotSign`] for a curve key.
    pub fn new(role: Role, random: &[u8; 32]) -> Result<Self, KeyError> {
        KeyPair::from_seed(Seed::new(role, random)?)
    }

    /// Reads the seed of a key pair.
    ///
    /// # Errors
    /// What is wrong with the text, without repeating it.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        KeyPair::from_seed(Seed::parse(text)?)
    }

    /// The key pair of a seed.
    ///
    /// # Errors
    /// [`KeyError::CannotSign`] for a curve key.
    pub fn from_seed(seed: Seed) -> Result<Self, KeyError> {
        if seed.role() == Role::Curve {
            return Err(KeyError::CannotSign);
        }
        let decoded = nkeys::decode_seed(&seed.text).map_err(|error| key_error(&error, &seed.text, SEED_LEN))?;
        let bytes = Zeroizing::new(decoded.1);
        Ok(KeyPair { signing: SigningKey::from_bytes(&bytes), seed })
    }

    /// What the key is for.
    pub fn role(&self) -> Role {
        self.seed.role()
    }

    /// The public half.
    pub fn public_key(&self) -> &PublicKey {
        &self.seed.public
    }

    /// The secret half.
    pub fn seed(&self) -> &Seed {
        &self.seed
    }

    /// The signature of a message. The same message always gets the same one.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPair").field("public", self.public_key()).finish_non_exhaustive()
    }
}

fn key_error(error: &nkeys::error::Error, text: &str, expected: usize) -> KeyError {
    match error.kind() {
        ErrorKind::InvalidKeyLength => KeyError::Length { found: text.chars().count(), expected },
        ErrorKind::ChecksumFailure => KeyError::Checksum,
        ErrorKind::InvalidPrefix => KeyError::NoRole(text.chars().next().unwrap_or_default()),
        _ => KeyError::Characters { expected },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 6] = Role::ALL;

    #[test]
    fn texts_start_with_the_letter_of_the_role() {
        for role in ROLES {
            let seed = Seed::new(role, &[7; 32]).unwrap();
            let public = seed.public_key();
            assert_eq!(seed.expose()[..2], format!("S{}", role.letter()));
            assert!(public.as_str().starts_with(role.letter()), "{public}");
            assert_eq!(Seed::parse(seed.expose()).as_ref(), Ok(&seed));
            assert_eq!(PublicKey::parse_as(role, public.as_str()).as_ref(), Ok(public));
        }
    }

    #[test]
    fn a_signature_fits_its_message_and_key_alone() {
        let [key, other] = [1, 2].map(|n| KeyPair::new(Role::User, &[n; 32]).unwrap());
        let signature = key.sign(b"nonce");
        assert!(key.public_key().verify(b"nonce", &signature));
        assert!(!key.public_key().verify(b"once", &signature));
        assert!(!other.public_key().verify(b"nonce", &signature));
        assert!(!key.public_key().verify(b"nonce", &signature[1..]));
    }

    #[test]
    fn a_curve_key_does_not_sign() {
        assert_eq!(KeyPair::new(Role::Curve, &[1; 32]).unwrap_err(), KeyError::CannotSign);
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let user = KeyPair::new(Role::User, &[1; 32]).unwrap();
        let (public, seed) = (user.public_key().as_str(), user.seed().expose());
        let needed = |text: &str| PublicKey::parse_as(Role::Account, text).unwrap_err().to_string();
        assert_eq!(needed(public), "this is a user key, an account key is needed here");
        assert_eq!(needed(&public[1..]), "a public key has 56 characters, this has 55");
        assert_eq!(needed(&public.to_lowercase()), "a public key has only the characters A-Z and 2-7");
        assert_eq!(needed(seed), "this is a seed, which is secret: the public key belongs here");
        assert_eq!(needed("eyJ0eXAi.e30.x"), "this is a JWT: the public key, its subject, belongs here");
        assert_eq!(needed(""), "a public key has 56 characters, this has 0");
        let mut swapped = public.as_bytes().to_vec();
        swapped[20] = if swapped[20] == b'A' { b'B' } else { b'A' };
        assert_eq!(
            needed(std::str::from_utf8(&swapped).unwrap()),
            "the checksum does not fit: there is a typing error in this key"
        );
    }

    #[test]
    fn errors_of_seeds_do_not_repeat_them() {
        let user = KeyPair::new(Role::User, &[1; 32]).unwrap();
        let (public, seed) = (user.public_key().as_str(), user.seed().expose());
        let needed = |text: &str| Seed::parse_as(Role::Account, text).unwrap_err().to_string();
        assert_eq!(needed(seed), "this is a user key, an account key is needed here");
        assert_eq!(needed(public), "this is a public key: its seed, which starts with `S`, is needed here");
        assert_eq!(needed(&seed[..57]), "a seed has 58 characters, this has 57");
        assert_eq!(
            format!("{:?} {user:?}", user.seed()),
            format!("Seed(..) KeyPair {{ public: {:?}, .. }}", user.public_key())
        );
    }

    #[test]
    fn a_pair_of_the_official_library_is_read() {
        let pair = KeyPair::parse("SAAPN4W3EG6KCJGUQTKTJ5GSB5NHK5CHAJL4DBGFUM3HHROI4XUEP4OBK4").unwrap();
        assert_eq!(pair.public_key().as_str(), "ACODERUVFFAWZQDSS6SBIACUA5O6SXF7HJ3YTYXBALHZP3P7R4BUO4J2");
    }
}
