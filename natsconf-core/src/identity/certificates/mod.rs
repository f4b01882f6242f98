//! Certificates for development: an authority, and what it vouches for. Also what certificates that exist say of
//! themselves.
//!
//! Keys are ECDSA P-256. Signatures follow RFC 6979 and serial numbers follow from what is certified, so the same
//! arguments give the same bytes and nothing here asks for entropy, which a WebAssembly module without imports could
//! not give.

mod facts;
mod key;
mod public_half;

use std::net::IpAddr;
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod,
    KeyUsagePurpose, PublicKeyData, SanType, SerialNumber, date_time_ymd,
};
use sha2::{Digest, Sha256};
use thiserror::Error;

pub use facts::CertificateFacts;
pub use key::CertificateKey;
pub use public_half::{PrivateKeyError, PublicHalf};

/// The last second of the year 9999, after which certificates have no notation for time.
const END_OF_TIME: i64 = 253_402_300_799;

/// What is wrong with a certificate or its key. It never holds the text of a key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// The text holds no certificate in PEM form.
    #[error("this is no certificate in PEM form")]
    NoCertificate,
    /// The text is no ECDSA P-256 key in PKCS #8 PEM form.
    #[error("this is no ECDSA P-256 private key in PKCS #8 PEM form")]
    NoKey,
    /// The key belongs to another certificate.
    #[error("the key does not belong to the certificate")]
    OtherKey,
    /// The certificate is no authority, or not of the kind that natsconf makes.
    #[error("this is no certificate authority that natsconf made")]
    OtherAuthority,
    /// A name that no certificate can carry.
    #[error("`{0}` is no host name and no IP address")]
    Name(String),
    /// The validity ends before it begins, or lies outside of the years 1970 to 9999.
    #[error("the validity ends before it begins, or lies outside of the years 1970 to 9999")]
    Validity,
    /// The encoder refused.
    #[error("{0}")]
    Encoding(String),
}

impl From<rcgen::Error> for CertificateError {
    fn from(error: rcgen::Error) -> Self {
        CertificateError::Encoding(error.to_string())
    }
}

/// From when until when a certificate is valid, in Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// The first second.
    pub from: i64,
    /// The last second.
    pub until: i64,
}

impl Validity {
    /// So many days from `now`, and the hour before it for clocks that are behind.
    pub fn days(now: i64, days: u16) -> Self {
        Validity { from: now.saturating_sub(3600), until: now.saturating_add(i64::from(days) * 86_400) }
    }
}

/// What the holder of a certificate may use it for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Answering connections.
    Server,
    /// Opening connections.
    Client,
    /// Both, which every route and gateway needs: each server of a cluster dials, and is dialled.
    Both,
}

impl Usage {
    /// What one needs who accepts connections, or dials. Both where it is neither: then nothing is ruled out.
    pub fn of(accepts: bool, dials: bool) -> Self {
        match (accepts, dials) {
            (true, false) => Usage::Server,
            (false, true) => Usage::Client,
            _ => Usage::Both,
        }
    }
}

/// What to certify.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The name of the holder (common name).
    pub name: &'a str,
    /// Host names, wildcards such as `*.nats.svc`, and IP addresses by which the holder is reached.
    pub alternative_names: &'a [String],
    /// What for.
    pub usage: Usage,
    /// For how long.
    pub validity: Validity,
}

/// A certificate authority: its certificate and key.
#[derive(Debug)]
pub struct Authority {
    params: CertificateParams,
    key: CertificateKey,
    pem: String,
}

impl Authority {
    /// Makes an authority.
    ///
    /// # Errors
    /// If the validity cannot be written, or the encoder refuses the name.
    pub fn new(name: &str, key: CertificateKey, validity: Validity) -> Result<Self, CertificateError> {
        let mut params = params(name, &key, validity)?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let pem = params.self_signed(&key)?.pem();
        Ok(Authority { params, key, pem })
    }

    /// Reads an authority that natsconf made.
    ///
    /// # Errors
    /// If the texts are no certificate and no key, do not belong together, or are not made here.
    pub fn parse(certificate: &str, key: &str) -> Result<Self, CertificateError> {
        let facts = CertificateFacts::parse(certificate)?;
        let key = CertificateKey::parse(key)?;
        if !facts.is_of(&key) {
            return Err(CertificateError::OtherKey);
        }
        let authority = Authority::new(&facts.name, key, facts.validity)?;
        // Otherwise the certificates it issues would name an issuer that is not there.
        if !facts.is_authority || CertificateFacts::parse(&authority.pem)?.issuer_der != facts.issuer_der {
            return Err(CertificateError::OtherAuthority);
        }
        Ok(Authority { pem: certificate.to_owned(), ..authority })
    }

    /// The certificate in PEM form.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// The key, which is to be kept secret.
    pub fn key(&self) -> &CertificateKey {
        &self.key
    }

    /// A certificate in PEM form for the holder of `key`.
    ///
    /// # Errors
    /// If a name is none, the validity cannot be written, or the encoder refuses.
    pub fn issue(&self, request: &Request<'_>, key: &CertificateKey) -> Result<String, CertificateError> {
        let mut params = params(request.name, key, request.validity)?;
        params.subject_alt_names =
            request.alternative_names.iter().map(|name| alternative_name(name)).collect::<Result<_, _>>()?;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = match request.usage {
            Usage::Server => vec![ExtendedKeyUsagePurpose::ServerAuth],
            Usage::Client => vec![ExtendedKeyUsagePurpose::ClientAuth],
            Usage::Both => vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth],
        };
        params.use_authority_key_identifier_extension = true;
        params.serial_number = Some(serial(key, request));
        Ok(params.signed_by(key, &Issuer::from_params(&self.params, &self.key))?.pem())
    }
}

/// What authorities and those they vouch for have in common.
fn params(name: &str, key: &CertificateKey, validity: Validity) -> Result<CertificateParams, CertificateError> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    [params.not_before, params.not_after] = validity.times()?;
    let identifier = Sha256::digest(key.subject_public_key_info());
    params.key_identifier_method = KeyIdMethod::PreSpecified(identifier[..20].to_vec());
    params.serial_number = Some(positive(&identifier[..16]));
    Ok(params)
}

impl Validity {
    /// The two ends in the type of the encoder.
    fn times(self) -> Result<[time::OffsetDateTime; 2], CertificateError> {
        if self.from < 0 || self.until < self.from || self.until > END_OF_TIME {
            return Err(CertificateError::Validity);
        }
        let epoch = date_time_ymd(1970, 1, 1);
        Ok([self.from, self.until].map(|seconds| epoch + Duration::from_secs(seconds.unsigned_abs())))
    }
}

fn alternative_name(name: &str) -> Result<SanType, CertificateError> {
    if let Ok(address) = name.parse::<IpAddr>() {
        return Ok(SanType::IpAddress(address));
    }
    if !is_host_name(name) {
        return Err(CertificateError::Name(name.to_owned()));
    }
    Ok(SanType::DnsName(name.try_into().map_err(|_| CertificateError::Name(name.to_owned()))?))
}

/// Labels of letters, digits, `-` and `_`, of which the first may be the wildcard `*`.
fn is_host_name(name: &str) -> bool {
    let name = name.strip_prefix("*.").unwrap_or(name);
    let is_label = |label: &str| {
        let known = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        known && (1..=63).contains(&label.len())
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

/// A number that differs when anything certified differs, which is what makes it unique.
fn serial(key: &CertificateKey, request: &Request<'_>) -> SerialNumber {
    let mut hash = Sha256::new_with_prefix(key.subject_public_key_info());
    hash.update(format!("{request:?}"));
    positive(&hash.finalize()[..16])
}

/// RFC 5280 wants serial numbers above zero.
fn positive(bytes: &[u8]) -> SerialNumber {
    let mut bytes = bytes.to_vec();
    bytes[0] = bytes[0] & 0x7f | 0x40;
    SerialNumber::from(bytes)
}

#[cfg(test)]
mod tests;
