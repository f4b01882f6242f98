//! What a certificate says of itself.

use std::net::IpAddr;

use rcgen::PublicKeyData;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::pem::Pem;
use x509_parser::x509::X509Version;

use super::public_half::KeyKind;
use super::{Authority, CertificateError, CertificateKey, Validity};

/// What a certificate says of itself, whoever made it. Nothing here says that it can be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a certificate says each of them by itself")]
pub struct CertificateFacts {
    /// The name of the holder (common name); empty when there is none.
    pub name: String,
    /// The name of who vouches for it (common name); empty when there is none.
    pub issuer: String,
    /// From when until when it is valid.
    pub validity: Validity,
    /// Host names, wildcards and IP addresses by which the holder is reached.
    pub alternative_names: Vec<String>,
    /// Whether the holder may vouch for others.
    pub is_authority: bool,
    /// Whether the holder may answer connections.
    pub serves: bool,
    /// Whether the holder may open connections.
    pub dials: bool,
    /// Whether those who verify let it vouch for others: authorities of version 3 have to say that they are one.
    pub may_sign: bool,
    pub(super) issuer_der: Vec<u8>,
    subject_der: Vec<u8>,
    key_kind: KeyKind,
    public_key: Vec<u8>,
    /// What the certificate calls its own key, and its issuer's.
    key_id: Option<Vec<u8>>,
    issuer_key_id: Option<Vec<u8>>,
}

impl CertificateFacts {
    /// Reads the first certificate of a text in PEM form, which is the holder's own where the text holds a chain.
    ///
    /// # Errors
    /// [`CertificateError::NoCertificate`] if there is none.
    pub fn parse(text: &str) -> Result<Self, CertificateError> {
        let mut blocks = Pem::iter_from_buffer(text.as_bytes()).filter_map(Result::ok);
        let block = blocks.find(|block| block.label == "CERTIFICATE").ok_or(CertificateError::NoCertificate)?;
        let certificate = block.parse_x509().map_err(|_| CertificateError::NoCertificate)?;
        Ok(CertificateFacts::of(&certificate))
    }

    /// Reads all certificates of a text in PEM form. Those that cannot be read are passed over.
    pub fn all(text: &str) -> Vec<Self> {
        let blocks = Pem::iter_from_buffer(text.as_bytes()).filter_map(Result::ok);
        let certificates = blocks.filter(|block| block.label == "CERTIFICATE");
        certificates.filter_map(|block| block.parse_x509().map(|found| CertificateFacts::of(&found)).ok()).collect()
    }

    /// Whether it vouches for `other`, by what both say. The signature is not looked at.
    pub fn vouches_for(&self, other: &CertificateFacts) -> bool {
        let same_key = match (&self.key_id, &other.issuer_key_id) {
            (Some(own), Some(named)) => own == named,
            _ => true,
        };
        self.subject_der == other.issuer_der && same_key
    }

    /// Whether who verifies a certificate finds this host name in it, as Go's `VerifyHostname`: the common name does not
    /// count, and a wildcard stands for the first label alone.
    pub fn is_for(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host);
        let after_label = host.split_once('.').map(|(_, rest)| rest);
        self.alternative_names.iter().any(|name| match name.strip_prefix("*.") {
            Some(rest) => after_label.is_some_and(|after| after.eq_ignore_ascii_case(rest)),
            None => name.eq_ignore_ascii_case(host),
        })
    }

    pub(super) fn public_key(&self) -> (KeyKind, &[u8]) {
        (self.key_kind, &self.public_key)
    }

    /// Whether the certificate is that of the holder of `key`.
    pub fn is_of(&self, key: &CertificateKey) -> bool {
        self.public_key == key.der_bytes()
    }

    /// Whether it names this authority as its issuer. The signature is not looked at.
    pub fn is_issued_by(&self, authority: &Authority) -> bool {
        let issuer = CertificateFacts::parse(authority.pem());
        issuer.is_ok_and(|issuer| issuer.issuer_der == self.issuer_der && issuer.key_id == self.issuer_key_id)
    }

    fn of(certificate: &X509Certificate<'_>) -> Self {
        let (serves, dials) = usages(certificate);
        CertificateFacts {
            name: common_name(certificate.subject()),
            issuer: common_name(certificate.issuer()),
            validity: Validity {
                from: certificate.validity().not_before.timestamp(),
                until: certificate.validity().not_after.timestamp(),
            },
            alternative_names: alternative_names(certificate),
            is_authority: certificate.is_ca(),
            serves,
            dials,
            may_sign: certificate.is_ca() || certificate.version() != X509Version::V3,
            issuer_der: certificate.issuer().as_raw().to_vec(),
            subject_der: certificate.subject().as_raw().to_vec(),
            key_kind: KeyKind::of(&certificate.public_key().algorithm.algorithm),
            key_id: certificate.iter_extensions().find_map(|extension| match extension.parsed_extension() {
                ParsedExtension::SubjectKeyIdentifier(id) => Some(id.0.to_vec()),
                _ => None,
            }),
            issuer_key_id: certificate.iter_extensions().find_map(|extension| match extension.parsed_extension() {
                ParsedExtension::AuthorityKeyIdentifier(id) => Some(id.key_identifier.as_ref()?.0.to_vec()),
                _ => None,
            }),
            public_key: certificate.public_key().subject_public_key.data.to_vec(),
        }
    }
}

fn common_name(name: &x509_parser::x509::X509Name<'_>) -> String {
    name.iter_common_name().find_map(|part| part.as_str().ok()).unwrap_or_default().to_owned()
}

/// A certificate that names no usage may be used for all.
fn usages(certificate: &X509Certificate<'_>) -> (bool, bool) {
    match certificate.extended_key_usage() {
        Ok(Some(usage)) => (usage.value.any || usage.value.server_auth, usage.value.any || usage.value.client_auth),
        _ => (true, true),
    }
}

fn alternative_names(certificate: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(names)) = certificate.subject_alternative_name() else { return Vec::new() };
    let text = |name: &GeneralName<'_>| match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => address(bytes),
        _ => None,
    };
    names.value.general_names.iter().filter_map(text).collect()
}

fn address(bytes: &[u8]) -> Option<String> {
    let four = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
    let address = four.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from));
    Some(address.ok()?.to_string())
}
