//! Hashes of passwords, as the server compares them (`comparePasswords` in `server/auth.go`).

use base64::Engine;
use base64::alphabet::BCRYPT;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::NO_PAD;
use zeroize::Zeroizing;

/// How much work a guess is, as a power of two: what `nats server passwd` takes.
const COST: u32 = 11;
/// The most bytes of a password: bcrypt takes 72 with the NUL at the end, and ignores what follows.
const MOST: usize = 71;
/// Where the salt stands in a hash.
const SALT: std::ops::Range<usize> = 7..29;

const BASE_64: GeneralPurpose = GeneralPurpose::new(&BCRYPT, NO_PAD);

/// The hash of a password. None for one that bcrypt cannot take as it is: empty, of more than 71 bytes, or with a NUL.
pub fn hash(password: &str, salt: [u8; 16]) -> Option<String> {
    if password.is_empty() || password.len() > MOST || password.contains('\0') {
        return None;
    }
    let mut bytes = Zeroizing::new(password.as_bytes().to_vec());
    bytes.push(0);
    let hash = bcrypt::bcrypt(COST, salt, &bytes);
    // The last byte is left out, as OpenBSD did in the beginning.
    Some(format!("$2a${COST}${}{}", BASE_64.encode(salt), BASE_64.encode(&hash[..23])))
}

/// Whether [`hash`] made this of the password.
pub fn verify(password: &str, hash: &str) -> bool {
    let salt = hash.get(SALT).and_then(|salt| BASE_64.decode(salt).ok()?.try_into().ok());
    salt.and_then(|salt| self::hash(password, salt)).is_some_and(|made| made == hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_verifies_its_password_alone() {
        let hash = hash("correct-horse", [0; 16]).unwrap();
        assert_eq!(hash.len(), 60);
        assert!(hash.starts_with("$2a$11$......................"));
        assert!(verify("correct-horse", &hash));
        assert!(!verify("correct-horsf", &hash));
    }

    #[test]
    fn what_bcrypt_would_cut_off_is_refused() {
        assert_eq!(hash("", [1; 16]), None);
        assert_eq!(hash("a\0b", [1; 16]), None);
        assert_eq!(hash(&"x".repeat(72), [1; 16]), None);
        assert!(hash(&"x".repeat(71), [1; 16]).is_some());
    }

    #[test]
    fn what_is_no_hash_verifies_nothing() {
        for text in ["", "$2a$11$", "$2a$11$ü.....................", "plain"] {
            assert!(!verify("plain", text));
        }
    }
}
