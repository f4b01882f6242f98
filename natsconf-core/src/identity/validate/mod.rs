//! What is wrong with claims as such, whoever signed them: what the official library's `Validate` finds, at its place.
//!
//! The server refuses an account or user whose claims have an error (`verifyAccountClaims`,
//! `processClientOrLeafAuthentication`), and does not say which one.

mod account;
mod exchange;
mod subject;
mod user;

use std::fmt;

use super::claims::{ActivationClaims, AnyClaims, OperatorClaims};
use super::keys::{PublicKey, Role};

pub use account::account;
pub(super) use subject::is_contained;
pub use user::user;

/// Most bytes of a description or its URL.
const MAX_INFO_LEN: usize = 8 * 1024;

/// One thing that is wrong with claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands, such as `nats.imports[0].subject`.
    pub path: String,
    /// What is wrong, with the value.
    pub message: String,
    /// Whether the server does not accept the token because of it.
    pub refused: bool,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// What is wrong with claims of any kind.
pub fn any(claims: &AnyClaims) -> Vec<Fault> {
    match claims {
        AnyClaims::Operator(claims) => operator(claims),
        AnyClaims::Account(claims) => account(claims),
        AnyClaims::User(claims) => user(claims),
        AnyClaims::Activation(claims) => activation(claims),
        // A server and a service make these for each other within a second; nobody keeps them.
        AnyClaims::AuthorizationRequest(_) | AnyClaims::AuthorizationResponse(_) => Vec::new(),
    }
}

/// What is wrong with the claims of an operator. The server looks at keys and version only
/// (`validateTrustedOperators`).
pub fn operator(claims: &OperatorClaims) -> Vec<Fault> {
    let mut faults = Faults::default();
    let operator = &claims.body;
    for (n, key) in operator.signing_keys.iter().enumerate() {
        faults.key(Role::Operator, key, || format!("nats.signing_keys[{n}]"));
    }
    if !operator.system_account.is_empty() {
        faults.key(Role::Account, &operator.system_account, || "nats.system_account".to_owned());
    }
    let version = &operator.assert_server_version;
    if !version.is_empty() && claims.oldest_server().is_none() {
        faults.error("nats.assert_server_version", format!("expected a version such as 2.15.0, found `{version}`"));
    }
    let url = &operator.account_server_url;
    if !url.is_empty() && !url.contains(':') {
        faults.warning("nats.account_server_url", format!("`{url}` has no protocol, such as `nats://`"));
    }
    for (n, url) in operator.operator_service_urls.iter().enumerate() {
        let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme).to_lowercase();
        if !url.is_empty() && !["nats", "tls", "ws", "wss"].contains(&scheme.as_str()) {
            let path = format!("nats.operator_service_urls[{n}]");
            faults.warning(path, "the protocol must be `nats`, `tls`, `ws` or `wss`");
        }
    }
    faults.found
}

/// What is wrong with the claims of an activation.
pub fn activation(claims: &ActivationClaims) -> Vec<Fault> {
    let mut faults = Faults::default();
    if claims.body.import_type.is_none() {
        faults.error("nats.kind", "it must be `stream` or `service`");
    }
    subject::check(&mut faults, "nats.subject", &claims.body.import_subject);
    if !claims.body.issuer_account.is_empty() {
        faults.key(Role::Account, &claims.body.issuer_account, || "nats.issuer_account".to_owned());
    }
    faults.found
}

/// What people read about an account or export (`Info.Validate`).
fn info(faults: &mut Faults, path: &str, description: &str, url: &str) {
    for (name, text) in [("description", description), ("info_url", url)] {
        if text.len() > MAX_INFO_LEN {
            let message = format!("it has {} bytes, and {MAX_INFO_LEN} are the most", text.len());
            faults.error(format!("{path}.{name}"), message);
        }
    }
    if !url.is_empty() && !is_url(url) {
        faults.error(format!("{path}.info_url"), format!("`{url}` is not a URL with protocol and host"));
    }
}

/// A protocol and a host. The server asks Go's `url.Parse`, which forgives a little less than this does.
fn is_url(text: &str) -> bool {
    let Some((protocol, rest)) = text.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let starts_well = protocol.starts_with(|c: char| c.is_ascii_alphabetic());
    starts_well
        && protocol.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && is_host(without_port(host))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_host(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c))
}

/// Faults found so far.
#[derive(Default)]
struct Faults {
    found: Vec<Fault>,
}

impl Faults {
    fn error(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.found.push(Fault { path: path.into(), message: message.into(), refused: true });
    }

    fn warning(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.found.push(Fault { path: path.into(), message: message.into(), refused: false });
    }

    /// Asks for a public key of this role.
    fn key(&mut self, role: Role, text: &str, path: impl FnOnce() -> String) {
        if let Err(error) = PublicKey::parse_as(role, text) {
            self.error(path(), error.to_string());
        }
    }
}
