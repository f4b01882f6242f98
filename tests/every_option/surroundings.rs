//! The files that the examples of options name.

use std::path::{Path, PathBuf};

use natsconf_core::identity::claims::OperatorClaims;
use natsconf_core::identity::{KeyPair, Role};
use natsconf_tests::servers::{self, Verdict};
use rcgen::{CertificateParams, KeyPair as TlsKey};
use tempfile::TempDir;

/// A folder in which every path of an example leads to a file.
pub struct Surroundings(TempDir);

impl Surroundings {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        write_certificate(folder.path());
        write_operator(folder.path());
        std::fs::create_dir(folder.path().join("jwt")).expect("the folder can be written to");
        Surroundings(folder)
    }

    /// Whether a server refuses to start with a configuration.
    pub fn refuses_to_start(&self, version: &str, text: &str) -> bool {
        let file = tempfile::Builder::new().suffix(".conf").tempfile_in(self.0.path()).expect("a file can be made");
        std::fs::write(file.path(), text).expect("the folder can be written to");
        servers::try_start(version, file.path()).is_err()
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Asks a server about many configurations.
    pub fn check_all(&self, version: &str, texts: &[String]) -> Vec<Verdict> {
        let names = (0..texts.len()).map(|number| self.0.path().join(format!("{number}.conf")));
        let files: Vec<PathBuf> = names.collect();
        for (file, text) in files.iter().zip(texts) {
            std::fs::write(file, text).expect("the folder can be written to");
        }
        let configs: Vec<_> = files.iter().map(|file| servers::Config::File(file)).collect();
        servers::check_all(version, &configs)
    }
}

fn write_certificate(folder: &Path) {
    let key = TlsKey::generate().expect("a key can be made");
    let parameters = CertificateParams::new(["localhost".to_owned()]).expect("a host is a name");
    let certificate = parameters.self_signed(&key).expect("a key signs").pem();
    for (name, text) in
        [("server.pem", &certificate), ("ca.pem", &certificate), ("server-key.pem", &key.serialize_pem())]
    {
        std::fs::write(folder.join(name), text).expect("the folder can be written to");
    }
}

fn write_operator(folder: &Path) {
    let key = KeyPair::new(Role::Operator, &[7; 32]).expect("an operator signs");
    let claims = OperatorClaims::new(key.public_key(), "operator");
    let token = claims.sign(&key, 1_700_000_000).expect("an operator signs itself");
    std::fs::write(folder.join("operator.jwt"), token.token()).expect("the folder can be written to");
}
