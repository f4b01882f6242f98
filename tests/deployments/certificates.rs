//! The certificates that a deployment asks for, of an authority of its own.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use natsconf_core::deployment::CertificateRequest;
use natsconf_core::identity::certificates::{Authority, CertificateKey, Request, Validity};

/// Writes certificates and keys where the configuration names them.
pub fn write(folder: &Path, requests: &[CertificateRequest]) {
    if requests.is_empty() {
        return;
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let validity = Validity::days(i64::try_from(now).expect("before 292 billion"), 1);
    let authority = Authority::new("test CA", CertificateKey::new(&[1; 32]), validity).expect("an authority");
    std::fs::create_dir_all(folder.join("certs")).expect("folders can be made");
    std::fs::write(folder.join("certs/ca.pem"), authority.pem()).expect("files can be written");
    for (request, number) in requests.iter().zip(2_u8..) {
        let key = CertificateKey::new(&[number; 32]);
        let (name, usage) = (&request.common_name, request.usage());
        let asked = Request { name, alternative_names: &request.names, usage, validity };
        let certificate = authority.issue(&asked, &key).expect("a certificate");
        let path = folder.join(&request.path);
        std::fs::write(&path, certificate).expect("files can be written");
        std::fs::write(path.with_extension("key"), key.to_pem().expect("PEM").expose()).expect("files can be written");
    }
}
