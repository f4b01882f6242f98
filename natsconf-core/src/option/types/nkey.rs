//! Nkeys: Ed25519 keys in base 32, whose first letter tells the role and whose end is a checksum.

use std::fmt;
use std::ops::Deref;

use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use crate::diagnostic::Message;
use crate::option::types::named::KeyType;
use crate::option::types::secret::Secret;
use crate::option::{OptionType, Reader, Shape, TextShape, through_value};
use crate::value::{Entry, Value, ValueRef};

/// Who a key belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Operator,
    Account,
    User,
    Server,
    Cluster,
    Curve,
}

impl Role {
    const ALL: [Role; 6] = [Role::Operator, Role::Account, Role::User, Role::Server, Role::Cluster, Role::Curve];

    /// The prefix byte of the nkeys library.
    const fn prefix(self) -> u8 {
        match self {
            Role::Operator => 112,
            Role::Account => 0,
            Role::User => 160,
            Role::Server => 104,
            Role::Cluster => 16,
            Role::Curve => 184,
        }
    }

    fn of(prefix: u8) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.prefix() == prefix)
    }

    const fn name(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Account => "account",
            Role::User => "user",
            Role::Server => "server",
            Role::Cluster => "cluster",
            Role::Curve => "curve",
        }
    }

    /// With which its public keys begin: a letter of base 32 is five bits.
    fn letter(self) -> char {
        char::from(b'A' + (self.prefix() >> 3))
    }
}

/// What an encoded key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Public(Role),
    Seed(Role),
    Private,
}

/// Decodes a key; `None` where length, alphabet or checksum is not right.
fn decode(text: &str) -> Option<Kind> {
    const SEED: u8 = 18 << 3;
    const PRIVATE: u8 = 15 << 3;
    let raw = Zeroizing::new(BASE32_NOPAD.decode(text.as_bytes()).ok()?);
    let (body, checksum) = raw.split_last_chunk::<2>()?;
    if crc16(body) != u16::from_le_bytes(*checksum) {
        return None;
    }
    match body {
        [first, second, key @ ..] if first & 0xf8 == SEED && key.len() == 32 => {
            Role::of((first & 7) << 5 | (second & 0xf8) >> 3).map(Kind::Seed)
        }
        [PRIVATE, key @ ..] if key.len() == 64 => Some(Kind::Private),
        [prefix, key @ ..] if key.len() == 32 => Role::of(*prefix).map(Kind::Public),
        _ => None,
    }
}

/// CRC-16/XMODEM.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte) << 8, |crc, _| if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 })
    })
}

/// Checks that a text is a public key of a role; what is wrong, and what to do.
fn check_public(text: &str, role: Option<Role>) -> Result<(), (String, Option<Message>)> {
    let wanted = role.map_or("public", Role::name);
    let needed = super::article(&format!("{wanted} key"));
    match decode(text) {
        Some(Kind::Public(found)) if role.is_none_or(|role| role == found) => Ok(()),
        Some(Kind::Public(found)) => {
            let help = role.map(|role| format!("{needed} begins with `{}`", role.letter()).into());
            Err((format!("this is {} key, {needed} is needed here", super::article(found.name())), help))
        }
        Some(Kind::Seed(_) | Kind::Private) => {
            let help = "keep the seed out of the configuration, and put the public key here";
            Err((format!("this is a secret seed, {needed} is needed here"), Some(help.into())))
        }
        None if text.starts_with("eyJ") => {
            let help = "put the public key here that the JWT is about, its `sub`: `natsconf jwt inspect` shows it";
            Err((format!("this is a JWT, {needed} is needed here"), Some(help.into())))
        }
        None => {
            let help = "a public key has 56 characters, the last of which are a checksum";
            let message = format!("`{}` is no nkey, {needed} is needed here", super::shorten(text));
            // It could be a seed with a slip in it.
            let message =
                if text.starts_with('S') { format!("this is no nkey, {needed} is needed here") } else { message };
            Err((message, Some(help.into())))
        }
    }
}

/// Checks that a text is the public key of an account, as [`AccountKey`] does when it is read.
pub(crate) fn check_account(text: &str) -> Result<(), (String, Option<Message>)> {
    check_public(text, Some(Role::Account))
}

/// Defines the types of public keys by role.
macro_rules! public_key {
    ($($(#[doc = $doc:literal])* $Key:ident($role:expr, $name:literal, $example:literal, $pattern:literal);)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $Key(Box<str>);

        impl OptionType for $Key {
            const SHAPE: Shape = Shape::Text(TextShape::new($name, $example).pattern($pattern));

            fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
                let text = reader.text(value, &Self::SHAPE)?;
                if let Err((message, help)) = check_public(&text, $role) {
                    reader.invalid_nkey(value, message, help);
                    return None;
                }
                Some($Key(text.into()))
            }

            fn write(&self) -> Value {
                Value::String(self.0.to_string())
            }
        }

        impl Deref for $Key {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $Key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $Key {
            fn from(text: &str) -> Self {
                $Key(text.into())
            }
        }

        through_value!($Key);
    )*};
}

public_key! {
    /// The public key of an operator.
    OperatorKey(
        Some(Role::Operator), "operator key", "OCOZHBDYEI2I7GUGKYU35LV7B6RWCPT4BKDAFKLUT33Y7Z65PSKOS5XW", "^O[A-Z2-7]{55}$"
    );
    /// The public key of an account.
    AccountKey(
        Some(Role::Account), "account key", "AD4C5LBMF2PHVEEBOJ7FJVTRJH32LPDU2KBBJFRIBBWEFPAZ2DGCVEH2", "^A[A-Z2-7]{55}$"
    );
    /// The public key of a user.
    UserKey(
        Some(Role::User), "user key", "UBHXN27ROZKCMPSQULBWD4QTMXTYDKHUXYRYC3MEUUFNTMMH7U326YIE", "^U[A-Z2-7]{55}$"
    );
    /// The public half of a curve key (xkey), for encryption.
    CurveKey(
        Some(Role::Curve), "curve key", "XDPCLFKOXK4DTIZOIWKE7MI65JSZ2Z5ZSZ34WS7F4KAJ3CTY5GLHJS2Q", "^X[A-Z2-7]{55}$"
    );
    /// The public key of anyone.
    AnyKey(None, "public key", "UBHXN27ROZKCMPSQULBWD4QTMXTYDKHUXYRYC3MEUUFNTMMH7U326YIE", "^[A-Z2-7]{56}$");
}

/// The seed of a user: a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserSeed(Secret);

impl UserSeed {
    /// The seed itself, for use, never for display.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

impl From<&str> for UserSeed {
    fn from(text: &str) -> Self {
        UserSeed(Secret::from(text))
    }
}

impl OptionType for UserSeed {
    const SHAPE: Shape = Shape::Text(
        TextShape::secret("user seed", "SUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEQ")
            .pattern("^SU[A-Z2-7]{56}$"),
    );

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        let text = reader.text(value, &Self::SHAPE)?;
        let message = match decode(&text) {
            Some(Kind::Seed(Role::User)) => return Some(UserSeed::from(&*text)),
            Some(Kind::Seed(role)) => {
                format!("this is the seed of {}, the seed of a user is needed here", super::article(role.name()))
            }
            Some(Kind::Public(role)) => {
                format!(
                    "this is {} key, the seed of a user is needed here",
                    super::article(&format!("public {}", role.name()))
                )
            }
            Some(Kind::Private) | None => "this is no nkey, the seed of a user is needed here".to_owned(),
        };
        reader.invalid_nkey(value, message, None);
        None
    }

    fn write(&self) -> Value {
        self.0.write()
    }
}

through_value!(UserSeed);

/// The account of a preloaded JWT.
impl KeyType for AccountKey {
    const WHAT: &'static str = "account";
    const EXAMPLE: &'static str = "AD4C5LBMF2PHVEEBOJ7FJVTRJH32LPDU2KBBJFRIBBWEFPAZ2DGCVEH2";

    /// The server takes any key; a preload that is found under no account has no effect.
    fn read_key(entry: Entry<'_>, _: &mut Reader) -> Option<Self> {
        Some(entry.key.name.into())
    }

    fn key(&self) -> &str {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, messages, read};

    /// Made of zeros: no one's key.
    const ACCOUNT_SEED: &str = "SAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHT5A";
    const USER_SEED: &str = "SUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEQ";

    fn example<T: OptionType>() -> String {
        T::SHAPE.example().trim_matches('"').to_owned()
    }

    #[test]
    fn every_example_is_a_key_of_its_role() {
        assert_eq!(read::<OperatorKey>(&example::<OperatorKey>()).as_deref(), Some(&*example::<OperatorKey>()));
        assert!(read::<AccountKey>(&example::<AccountKey>()).is_some());
        assert!(read::<UserKey>(&example::<UserKey>()).is_some());
        assert!(read::<CurveKey>(&example::<CurveKey>()).is_some());
        assert!(read::<AnyKey>(&example::<AnyKey>()).is_some());
        assert!(read::<UserSeed>(&example::<UserSeed>()).is_some());
    }

    #[test]
    fn a_jwt_is_told_what_it_is() {
        assert_eq!(messages::<AccountKey>("\"eyJ0eXAi.eyJ.x\""), ["this is a JWT, an account key is needed here"]);
    }

    #[test]
    fn the_role_must_fit() {
        assert_eq!(
            messages::<AccountKey>(&example::<UserKey>()),
            ["this is a user key, an account key is needed here"]
        );
        assert_eq!(
            messages::<UserKey>(&example::<OperatorKey>()),
            ["this is an operator key, a user key is needed here"]
        );
    }

    #[test]
    fn a_seed_in_the_place_of_a_key_is_told_and_not_shown() {
        let messages = messages::<UserKey>(USER_SEED);
        assert_eq!(messages, ["this is a secret seed, a user key is needed here"]);
        assert_eq!(codes::<UserSeed>(ACCOUNT_SEED), ["invalid-nkey"]);
    }

    #[test]
    fn a_slip_breaks_the_checksum() {
        let key = example::<AccountKey>().replace('B', "C");
        assert_eq!(codes::<AccountKey>(&key), ["invalid-nkey"]);
        assert_eq!(codes::<AccountKey>("not-a-key"), ["invalid-nkey"]);
    }
}
