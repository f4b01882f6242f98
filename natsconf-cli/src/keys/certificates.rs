//! Certificates of the development authority: made once, used again as long as they say what is asked for.

use std::path::{Path, PathBuf};

use natsconf_core::deployment::kept::CERTIFICATES;
use natsconf_core::deployment::{CertificateRequest, RenderedFile};
use natsconf_core::identity::certificates::{
    Authority, CertificateError, CertificateFacts, CertificateKey, Request, Usage, Validity,
};
use natsconf_core::source::disk::files_below;

use super::{KeyFolder, Place, read_text};
use crate::folder::Files;
use crate::{Failure, Result};

/// How long an authority vouches, in days.
const AUTHORITY_DAYS: u16 = 3650;
/// How long a certificate is valid, in days.
const DAYS: u16 = 397;
/// What the authority calls itself.
const AUTHORITY_NAME: &str = "natsconf development CA";
/// The files of the authority.
const AUTHORITY: &str = "ca";

/// The time and randomness that certificates are made with.
pub(crate) struct Making<'a> {
    /// Unix seconds.
    pub(crate) now: i64,
    /// Fills in bytes that are fit for cryptography.
    pub(crate) random: &'a mut dyn FnMut(&mut [u8; 32]),
}

impl KeyFolder {
    /// The files for certificates that a deployment asks for: each with its key, and the authority's.
    pub(crate) fn certificates(&self, requests: &[CertificateRequest], making: &mut Making<'_>) -> Result<Files> {
        let mut files = Files::new();
        if requests.is_empty() {
            return Ok(files);
        }
        let authority = self.authority(making)?;
        for request in requests {
            let asked = Asked::of(request);
            let (certificate, key) = match self.valid(&asked, &authority, making.now)? {
                Some(pair) => pair,
                None => self.issue(&asked, &authority, making)?,
            };
            let path = Path::new(&request.path);
            files.insert(path.with_file_name("ca.pem").to_string_lossy().into(), RenderedFile::public(authority.pem()));
            files.insert(request.path.clone(), RenderedFile::public(certificate));
            files.insert(path.with_extension("key").to_string_lossy().into(), RenderedFile::secret(key));
        }
        Ok(files)
    }

    /// What the certificates in the folder say of themselves, the authority's included.
    pub(crate) fn certificate_facts(&self) -> Result<Vec<(String, CertificateFacts)>> {
        let folder = self.root.join(CERTIFICATES);
        let paths = if folder.is_dir() { files_below(&folder) } else { Ok(Vec::new()) };
        let paths = paths.map_err(|error| Failure::of(&folder, error))?;
        let certificates = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "pem"));
        let facts = certificates.map(|path| {
            let facts = CertificateFacts::parse(read_text(path)?.expose()).map_err(|error| Failure::of(path, error))?;
            Ok((path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), facts))
        });
        facts.collect()
    }

    /// Issues a certificate anew, with a new key. That of the authority stays: all would have to trust another.
    pub(crate) fn renew(&self, name: &str, facts: &CertificateFacts, making: &mut Making<'_>) -> Result<()> {
        let usage = Usage::of(facts.serves, facts.dials);
        let asked = Asked { file: name, name: &facts.name, names: &facts.alternative_names, usage };
        let authority = self.authority(making)?;
        self.issue(&asked, &authority, making).map(|_| ())
    }

    /// The authority, made when there is none.
    fn authority(&self, making: &mut Making<'_>) -> Result<Authority> {
        let (certificate, key) = (file(AUTHORITY, "pem"), file(AUTHORITY, "key"));
        if self.root.join(&certificate).is_file() {
            let texts = (read_text(&self.root.join(&certificate))?, read_text(&self.root.join(&key))?);
            let authority = Authority::parse(texts.0.expose(), texts.1.expose());
            return authority.map_err(|error| Failure::of(&self.root.join(certificate), error));
        }
        let validity = Validity::days(making.now, AUTHORITY_DAYS);
        let authority = Authority::new(AUTHORITY_NAME, new_key(making), validity).map_err(failure)?;
        // The key first: a certificate without its key would be taken for a finished authority.
        self.write(&key, authority.key().to_pem().map_err(failure)?.expose(), Place::Any)?;
        self.write(&certificate, authority.pem(), Place::New)?;
        Ok(authority)
    }

    /// The certificate and key of this name, while they say what is asked for and are valid.
    fn valid(&self, asked: &Asked<'_>, authority: &Authority, now: i64) -> Result<Option<(String, String)>> {
        let [certificate, key] = ["pem", "key"].map(|extension| self.root.join(file(asked.file, extension)));
        if !certificate.is_file() || !key.is_file() {
            return Ok(None);
        }
        let (certificate, key) = (read_text(&certificate)?, read_text(&key)?);
        let (Ok(facts), Ok(pair)) =
            (CertificateFacts::parse(certificate.expose()), CertificateKey::parse(key.expose()))
        else {
            return Ok(None);
        };
        let says_it = facts.name == asked.name
            && facts.alternative_names == asked.names
            && Usage::of(facts.serves, facts.dials) == asked.usage;
        let counts = facts.is_of(&pair) && facts.validity.until > now && facts.is_issued_by(authority);
        Ok((says_it && counts).then(|| (certificate.expose().to_owned(), key.expose().to_owned())))
    }

    fn issue(&self, asked: &Asked<'_>, authority: &Authority, making: &mut Making<'_>) -> Result<(String, String)> {
        let key = new_key(making);
        let validity = Validity::days(making.now, DAYS);
        let request = Request { name: asked.name, alternative_names: asked.names, usage: asked.usage, validity };
        let certificate = authority.issue(&request, &key).map_err(failure)?;
        let key = key.to_pem().map_err(failure)?;
        // Killed in between, the two do not fit, and are made anew.
        self.write(&file(asked.file, "key"), key.expose(), Place::Any)?;
        self.write(&file(asked.file, "pem"), &certificate, Place::Any)?;
        Ok((certificate, key.expose().to_owned()))
    }
}

/// Where a certificate or its key is kept.
fn file(name: &str, extension: &str) -> PathBuf {
    Path::new(CERTIFICATES).join(format!("{name}.{extension}"))
}

/// What a certificate is to say.
struct Asked<'a> {
    file: &'a str,
    name: &'a str,
    names: &'a [String],
    usage: Usage,
}

impl<'a> Asked<'a> {
    fn of(request: &'a CertificateRequest) -> Self {
        let file = Path::new(&request.path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        Asked { file, name: &request.common_name, names: &request.names, usage: request.usage() }
    }
}

fn new_key(making: &mut Making<'_>) -> CertificateKey {
    let mut bytes = zeroize::Zeroizing::new([0; 32]);
    (making.random)(&mut bytes);
    CertificateKey::new(&bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands for a function in `map_err`")]
fn failure(error: CertificateError) -> Failure {
    Failure(error.to_string())
}
