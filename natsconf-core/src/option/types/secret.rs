//! What must never be shown: wiped from memory when dropped, and printed as `..`.

use std::fmt;

use zeroize::Zeroizing;

use crate::option::{OptionType, Reader, Shape, TextShape, through_value};
use crate::value::{Value, ValueRef};

/// A text that must never be shown: a token, a key for encryption.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<Box<str>>);

impl Secret {
    /// The text itself, for use, never for display.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// A password: plain, or hashed with bcrypt.
#[derive(Clone, PartialEq, Eq)]
pub struct Password {
    text: Secret,
    hash: Hash,
}

/// What the server takes a password for. That is seen once, when it is read: a large file has 100,000, and rules ask often.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hash {
    None,
    Bcrypt {
        cost: u8,
    },
    /// It begins as a hash, and no password fits it.
    Broken,
}

impl Password {
    /// The text itself, for use, never for display.
    pub fn reveal(&self) -> &str {
        self.text.reveal()
    }

    /// Whether the server compares it as a bcrypt hash (`isBcrypt` in `server/auth.go`).
    pub fn is_bcrypt(&self) -> bool {
        self.hash != Hash::None
    }

    /// The cost of a bcrypt hash. None where it begins as one and no password can fit it, since Go's library asks for 60
    /// characters of its alphabet and a cost from 4 to 31.
    pub fn bcrypt_cost(&self) -> Option<u8> {
        match self.hash {
            Hash::Bcrypt { cost } => Some(cost),
            Hash::None | Hash::Broken => None,
        }
    }
}

impl Hash {
    fn of(text: &[u8]) -> Self {
        if !is_bcrypt(text) {
            return Hash::None;
        }
        let cost = (text[4] - b'0') * 10 + (text[5] - b'0');
        let fits =
            text.len() == BCRYPT && (4..=31).contains(&cost) && text[7..].iter().all(|byte| ALPHABET[*byte as usize]);
        if fits { Hash::Bcrypt { cost } } else { Hash::Broken }
    }
}

/// The bytes of which bcrypt's salts and digests are. A table, since large files have millions of them.
const ALPHABET: [bool; 256] = {
    let mut alphabet = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "it is below 256")]
        let letter = byte as u8;
        alphabet[byte] = matches!(letter, b'.' | b'/') || letter.is_ascii_alphanumeric();
        byte += 1;
    }
    alphabet
};

/// The length of a bcrypt hash: `$2a$11$`, and 53 characters of salt and digest.
pub(crate) const BCRYPT: usize = 60;

/// `$2a$11$` and the like at the start: what the server's `^\$2[abxy]\$\d{2}\$.*` matches.
pub(crate) fn is_bcrypt(text: &[u8]) -> bool {
    matches!(text, [b'$', b'2', b'a' | b'b' | b'x' | b'y', b'$', b'0'..=b'9', b'0'..=b'9', b'$', ..])
}

impl OptionType for Secret {
    const SHAPE: Shape = Shape::Text(TextShape::secret("secret", "correct-horse"));

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        reader.text(value, &Self::SHAPE).map(|text| Secret::from(&*text))
    }

    fn write(&self) -> Value {
        Value::String(self.reveal().to_owned())
    }
}

impl OptionType for Password {
    const SHAPE: Shape = Shape::Text(TextShape::secret("password", "correct-horse"));

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        reader.text(value, &Self::SHAPE).map(|text| Password::from(&*text))
    }

    fn write(&self) -> Value {
        self.text.write()
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret(Zeroizing::new(text.into()))
    }
}

impl From<&str> for Password {
    fn from(text: &str) -> Self {
        Password { hash: Hash::of(text.as_bytes()), text: Secret::from(text) }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

through_value!(Secret, Password);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, messages, read};

    #[test]
    fn nothing_shows_a_secret() {
        let secret = read::<Password>("hunter2").unwrap();
        assert_eq!(format!("{secret:?}"), "Password(..)");
        assert_eq!(secret.reveal(), "hunter2");
        assert!(messages::<Password>("123456").concat().ends_with("found a number"));
    }

    #[test]
    fn an_unquoted_number_is_no_password() {
        assert_eq!(codes::<Password>("123456"), ["wrong-type"]);
        assert_eq!(codes::<Secret>("1e5"), <[&str; 0]>::default());
    }

    #[test]
    fn bcrypt_is_told_by_its_start() {
        assert!(Password::from("$2a$11$3kIDaCxw.Glsl1.u5nKa6eUnNDLV5HV9tIuUp7EHhMt6Nm9myW1aS").is_bcrypt());
        assert!(!Password::from("$2a$1").is_bcrypt());
        assert!(!Password::from("$PASS").is_bcrypt());
    }

    #[test]
    fn a_bcrypt_hash_has_a_cost_when_a_password_can_fit_it() {
        let rest = "3kIDaCxw.Glsl1.u5nKa6eUnNDLV5HV9tIuUp7EHhMt6Nm9myW1aS";
        let cost = |hash: String| Password::from(hash.as_str()).bcrypt_cost();
        assert_eq!(cost(format!("$2a$11${rest}")), Some(11));
        assert_eq!(cost(format!("$2y$04${rest}")), Some(4));
        assert_eq!(cost(format!("$2a$03${rest}")), None);
        assert_eq!(cost(format!("$2a$11${rest}x")), None);
        assert_eq!(cost(format!("$2a$11$=?{}", &rest[2..])), None);
        assert_eq!(cost("secret".to_owned()), None);
    }
}
