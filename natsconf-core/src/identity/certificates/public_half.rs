//! Which certificate a private key belongs to, whoever made it, and of whatever kind it is: RSA, elliptic curve or
//! Ed25519, in PKCS #1, SEC 1 or PKCS #8 form, as Go's `tls.X509KeyPair` takes them.

use thiserror::Error;
use x509_parser::asn1_rs::{Any, Class, FromDer, Oid, Tag, oid};
use x509_parser::pem::Pem;
use zeroize::Zeroizing;

use super::CertificateFacts;

/// The kind of a key, and what is public of it. The private key itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicHalf {
    kind: KeyKind,
    /// What stands in the certificate. None where the key does not tell.
    public: Option<Vec<u8>>,
}

/// The kind of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyKind {
    Rsa,
    EllipticCurve,
    Ed25519,
    Other,
}

/// Why a server cannot take a key. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PrivateKeyError {
    /// No key in PEM form.
    #[error("this is no private key in PEM form")]
    NoKey,
    /// A certificate in its place.
    #[error("this is a certificate, and the private key is needed here")]
    Certificate,
    /// A key that a passphrase protects.
    #[error("the private key is encrypted, and the server has no way to ask for the passphrase")]
    Encrypted,
}

const RSA: Oid<'static> = oid!(1.2.840.113549.1.1.1);
const ELLIPTIC_CURVE: Oid<'static> = oid!(1.2.840.10045.2.1);
const ED25519: Oid<'static> = oid!(1.3.101.112);

impl KeyKind {
    pub(super) fn of(algorithm: &Oid<'_>) -> Self {
        let known = [(RSA, KeyKind::Rsa), (ELLIPTIC_CURVE, KeyKind::EllipticCurve), (ED25519, KeyKind::Ed25519)];
        known.into_iter().find(|(oid, _)| oid == algorithm).map_or(KeyKind::Other, |(_, kind)| kind)
    }
}

impl PublicHalf {
    /// Reads the first private key of a text in PEM form.
    ///
    /// # Errors
    /// What keeps every server from taking it.
    pub fn of_private_key(text: &str) -> Result<Self, PrivateKeyError> {
        if text.contains("Proc-Type: 4,ENCRYPTED") {
            return Err(PrivateKeyError::Encrypted);
        }
        let mut blocks = Pem::iter_from_buffer(text.as_bytes()).filter_map(Result::ok).peekable();
        let is_certificate = blocks.peek().is_some_and(|block| block.label == "CERTIFICATE");
        let key = blocks.find(|block| block.label.ends_with("PRIVATE KEY"));
        let Some(Pem { label, contents }) = key else {
            return Err(if is_certificate { PrivateKeyError::Certificate } else { PrivateKeyError::NoKey });
        };
        let der = Zeroizing::new(contents);
        Ok(match label.as_str() {
            "ENCRYPTED PRIVATE KEY" => return Err(PrivateKeyError::Encrypted),
            "RSA PRIVATE KEY" => PublicHalf::rsa(&der),
            "EC PRIVATE KEY" => PublicHalf::elliptic_curve(&der),
            _ => PublicHalf::pkcs8(&der),
        })
    }

    /// Whether the certificate is that of this key. None where it cannot be told.
    pub fn is_of(&self, certificate: &CertificateFacts) -> Option<bool> {
        let (kind, theirs) = certificate.public_key();
        if [self.kind, kind].contains(&KeyKind::Other) {
            return None;
        }
        if self.kind != kind {
            return Some(false);
        }
        let ours = self.public.as_ref()?;
        match kind {
            // The modulus tells RSA keys apart.
            KeyKind::Rsa => Some(items(theirs)?.first()?.data == ours.as_slice()),
            // Points may be compressed on one side.
            KeyKind::EllipticCurve if theirs.len() != ours.len() => None,
            _ => Some(theirs == ours.as_slice()),
        }
    }

    /// `SEQUENCE { version, algorithm, key, … }`.
    fn pkcs8(der: &[u8]) -> Self {
        let read = || {
            let items = items(der)?;
            let algorithm = self::items_of(items.get(1)?)?.first()?.clone().oid().ok()?;
            let key = items.get(2)?.data;
            Some(match KeyKind::of(&algorithm) {
                KeyKind::Rsa => PublicHalf::rsa(key),
                KeyKind::EllipticCurve => PublicHalf::elliptic_curve(key),
                KeyKind::Ed25519 => PublicHalf { kind: KeyKind::Ed25519, public: ed25519(key) },
                KeyKind::Other => PublicHalf { kind: KeyKind::Other, public: None },
            })
        };
        read().unwrap_or(PublicHalf { kind: KeyKind::Other, public: None })
    }

    /// `SEQUENCE { version, modulus, … }`.
    fn rsa(der: &[u8]) -> Self {
        let modulus = items(der).and_then(|items| items.get(1).map(|modulus| modulus.data.to_vec()));
        PublicHalf { kind: KeyKind::Rsa, public: modulus }
    }

    /// `SEQUENCE { version, key, [0] curve, [1] BIT STRING point }`, the last two optional.
    fn elliptic_curve(der: &[u8]) -> Self {
        let is_point = |item: &Any<'_>| item.class() == Class::ContextSpecific && item.tag() == Tag(1);
        let point = items(der).and_then(|items| {
            let point = items.into_iter().find(is_point)?;
            let (_, bits) = Any::from_der(point.data).ok()?;
            bits.data.strip_prefix(&[0]).map(<[u8]>::to_vec)
        });
        PublicHalf { kind: KeyKind::EllipticCurve, public: point }
    }
}

/// The public key of a seed in an octet string.
fn ed25519(key: &[u8]) -> Option<Vec<u8>> {
    let (_, seed) = Any::from_der(key).ok()?;
    let seed = Zeroizing::new(<[u8; 32]>::try_from(seed.data).ok()?);
    Some(ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key().to_bytes().to_vec())
}

/// What stands in a sequence.
fn items(der: &[u8]) -> Option<Vec<Any<'_>>> {
    items_of(&Any::from_der(der).ok()?.1)
}

fn items_of<'a>(sequence: &Any<'a>) -> Option<Vec<Any<'a>>> {
    let (mut items, mut rest) = (Vec::new(), sequence.data);
    while !rest.is_empty() {
        let (after, item) = Any::from_der(rest).ok()?;
        items.push(item);
        rest = after;
    }
    Some(items)
}
