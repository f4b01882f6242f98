//! The private keys of certificates.

use std::fmt;

use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding};
use rcgen::{PublicKeyData, SignatureAlgorithm};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::CertificateError;
use crate::identity::Secret;

/// An ECDSA P-256 key pair. `Debug` prints `CertificateKey(..)`, and the memory is wiped on drop.
#[derive(Clone)]
pub struct CertificateKey {
    signing: SigningKey,
    /// The uncompressed point.
    public: Vec<u8>,
}

impl CertificateKey {
    /// Makes a key of random bytes, which must come from a source that is fit for cryptography.
    pub fn new(random: &[u8; 32]) -> Self {
        let mut bytes = Zeroizing::new(*random);
        loop {
            if let Ok(key) = SigningKey::from_slice(&*bytes) {
                return CertificateKey::of(key);
            }
            // Zero, and what is not below the order of the curve, once in 2³² times.
            bytes = Zeroizing::new(Sha256::digest(*bytes).into());
        }
    }

    /// Reads a key in PKCS #8 PEM form.
    ///
    /// # Errors
    /// [`CertificateError::NoKey`] for anything else.
    pub fn parse(text: &str) -> Result<Self, CertificateError> {
        SecretKey::from_pkcs8_pem(text).map(|key| CertificateKey::of(key.into())).map_err(|_| CertificateError::NoKey)
    }

    /// The key in PKCS #8 PEM form, for a file that is meant to hold it.
    ///
    /// # Errors
    /// None: every key has this form. The crate that encodes it does not say so in its types.
    pub fn to_pem(&self) -> Result<Secret, CertificateError> {
        let pem = SecretKey::from(&self.signing).to_pkcs8_pem(LineEnding::LF).map_err(|_| CertificateError::NoKey)?;
        Ok(Secret::new(pem.as_str()))
    }

    fn of(signing: SigningKey) -> Self {
        let public = signing.verifying_key().to_sec1_point(false).as_bytes().to_vec();
        CertificateKey { signing, public }
    }
}

impl fmt::Debug for CertificateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CertificateKey(..)")
    }
}

impl PublicKeyData for CertificateKey {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &rcgen::PKCS_ECDSA_P256_SHA256
    }
}

impl rcgen::SigningKey for CertificateKey {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        let signature: DerSignature = self.signing.try_sign(message).map_err(|_| rcgen::Error::RemoteKeyError)?;
        Ok(signature.as_bytes().to_vec())
    }
}
