//! `tls` blocks.

use crate::deployment::plan::{Plan, Server, get};
use crate::deployment::spec::TlsFiles;
use crate::model;
use crate::option::types::{HandshakeFirst, Interval, Seconds, TlsVersion};

/// How long a handshake may take where the description says nothing: certificates of both sides take a while.
const TIMEOUT: i64 = 5;

/// Where the certificate, its key, and the authorities of a server are.
pub(super) struct Files {
    pub(super) cert: String,
    pub(super) key: String,
    pub(super) ca: String,
}

impl Files {
    /// Those of a server. In a trial all certificates are natsconf's own.
    pub(super) fn of(plan: &Plan, server: &Server) -> Self {
        let given = server.leaf.as_ref().and_then(|leaf| leaf.tls.as_ref());
        let shared = plan.deployment.tls.as_ref().and_then(|tls| tls.files.as_ref());
        match given.or(shared).filter(|_| plan.trial.is_none()) {
            Some(files) => Files::given(files, &server.name),
            None => Files::made(&plan.certificates_folder(), &server.name),
        }
    }

    fn given(files: &TlsFiles, name: &str) -> Self {
        let fill = |path: &Option<crate::option::Spanned<crate::option::types::FilePath>>| {
            path.as_ref().map(|path| path.replace("{name}", name)).unwrap_or_default()
        };
        Files { cert: fill(&files.cert), key: fill(&files.key), ca: fill(&files.ca) }
    }

    fn made(folder: &str, name: &str) -> Self {
        Files {
            cert: format!("{folder}/{name}.pem"),
            key: format!("{folder}/{name}.key"),
            ca: format!("{folder}/ca.pem"),
        }
    }

    fn block(&self) -> model::Tls {
        model::Tls::default().cert_file(self.cert.as_str()).key_file(self.key.as_str()).ca_file(self.ca.as_str())
    }
}

/// TLS between servers, where certificates are verified by both sides in any case.
pub(super) fn between_servers(plan: &Plan, server: &Server) -> model::Tls {
    let tls = Files::of(plan, server).block().timeout(timeout(plan));
    match min_version(plan) {
        Some(version) => tls.min_version(version),
        None => tls,
    }
}

/// TLS for those who connect; `verify` asks them for a certificate.
pub(super) fn for_listener(plan: &Plan, server: &Server, verify: bool) -> model::Tls {
    let tls = between_servers(plan, server);
    if verify { tls.verify(true) } else { tls }
}

/// As [`for_listener`], for clients of the server's own protocol.
pub(super) fn for_clients(plan: &Plan, server: &Server, verify: bool) -> model::Tls {
    let tls = for_listener(plan, server, verify);
    match handshake_first(plan) {
        Some(first) => tls.handshake_first(first),
        None => tls,
    }
}

fn timeout(plan: &Plan) -> Seconds {
    let given = plan.deployment.tls.as_ref().and_then(|tls| get(tls.timeout.as_ref()));
    Seconds(given.unwrap_or(Interval::from_seconds(TIMEOUT)))
}

fn min_version(plan: &Plan) -> Option<TlsVersion> {
    plan.deployment.tls.as_ref().and_then(|tls| get(tls.min_version.as_ref()))
}

fn handshake_first(plan: &Plan) -> Option<HandshakeFirst> {
    plan.deployment.tls.as_ref().and_then(|tls| get(tls.handshake_first.as_ref()))
}
