//! What a server and an auth callout service say to each other.

use serde::{Deserialize, Serialize};

use super::{AuthorizationRequestClaims, AuthorizationResponseClaims, ClaimsData, Other, body, unset};
use crate::identity::keys::PublicKey;
use crate::identity::secret::Secret;

/// What a server asks: may this client connect, and as whom?
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthorizationRequest {
    /// The server that asks.
    #[serde(rename = "server_id")]
    pub server: ServerId,
    /// Public key that the answered user JWT must have as its subject. New for each request.
    pub user_nkey: String,
    /// The client.
    #[serde(rename = "client_info")]
    pub client_information: ClientInformation,
    /// What the client said when it connected.
    #[serde(rename = "connect_opts")]
    pub connect_options: ConnectOptions,
    /// TLS of the connection.
    #[serde(rename = "client_tls", skip_serializing_if = "unset")]
    pub tls: Option<ClientTls>,
    /// A nonce.
    #[serde(skip_serializing_if = "unset")]
    pub request_nonce: String,
    /// Labels.
    #[serde(skip_serializing_if = "unset")]
    pub tags: Vec<String>,
    /// Filled in by signing.
    #[serde(rename = "type", skip_serializing_if = "unset")]
    pub kind: String,
    /// Filled in by signing.
    #[serde(skip_serializing_if = "unset")]
    pub version: u32,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

body!(AuthorizationRequest);

/// A server, as it describes itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerId {
    /// `server_name`.
    pub name: String,
    /// Host on which it listens.
    pub host: String,
    /// Public server key.
    pub id: String,
    /// Version.
    #[serde(skip_serializing_if = "unset")]
    pub version: String,
    /// Name of its cluster.
    #[serde(skip_serializing_if = "unset")]
    pub cluster: String,
    /// `server_tags`.
    #[serde(skip_serializing_if = "unset")]
    pub tags: Vec<String>,
    /// Public curve key for which responses may be encrypted.
    #[serde(skip_serializing_if = "unset")]
    pub xkey: String,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

/// A client, as the server sees it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientInformation {
    /// Address.
    #[serde(skip_serializing_if = "unset")]
    pub host: String,
    /// Number of the connection.
    #[serde(skip_serializing_if = "unset")]
    pub id: u64,
    /// User.
    #[serde(skip_serializing_if = "unset")]
    pub user: String,
    /// Name that the client gave itself.
    #[serde(skip_serializing_if = "unset")]
    pub name: String,
    /// Labels of the user.
    #[serde(skip_serializing_if = "unset")]
    pub tags: Vec<String>,
    /// Name of the user.
    #[serde(skip_serializing_if = "unset")]
    pub name_tag: String,
    /// `Client`, `Leafnode`, ….
    #[serde(skip_serializing_if = "unset")]
    pub kind: String,
    /// `nats`, `mqtt` or `websocket`.
    #[serde(rename = "type", skip_serializing_if = "unset")]
    pub connection_type: String,
    /// Client id of MQTT.
    #[serde(rename = "mqtt_id", skip_serializing_if = "unset")]
    pub mqtt: String,
    /// Nonce that the client signed.
    #[serde(skip_serializing_if = "unset")]
    pub nonce: String,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

/// What a client said when it connected.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConnectOptions {
    /// User JWT.
    #[serde(skip_serializing_if = "unset")]
    pub jwt: String,
    /// Public user key.
    #[serde(skip_serializing_if = "unset")]
    pub nkey: String,
    /// Signature of the nonce.
    #[serde(rename = "sig", skip_serializing_if = "unset")]
    pub signed_nonce: String,
    /// Token.
    #[serde(rename = "auth_token", skip_serializing_if = "unset")]
    pub token: Secret,
    /// User name.
    #[serde(rename = "user", skip_serializing_if = "unset")]
    pub username: String,
    /// Password.
    #[serde(rename = "pass", skip_serializing_if = "unset")]
    pub password: Secret,
    /// Name that the client gave itself.
    #[serde(skip_serializing_if = "unset")]
    pub name: String,
    /// Language of the client library.
    #[serde(skip_serializing_if = "unset")]
    pub lang: String,
    /// Version of the client library.
    #[serde(skip_serializing_if = "unset")]
    pub version: String,
    /// Version of the protocol.
    pub protocol: i64,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

/// TLS of a client's connection. Certificates are PEM.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientTls {
    /// Version.
    #[serde(skip_serializing_if = "unset")]
    pub version: String,
    /// Cipher suite.
    #[serde(skip_serializing_if = "unset")]
    pub cipher: String,
    /// Certificates of the client that the server did not verify.
    #[serde(rename = "certs", skip_serializing_if = "unset")]
    pub certificates: Vec<String>,
    /// Verified chains, the client's certificate first.
    #[serde(skip_serializing_if = "unset")]
    pub verified_chains: Vec<Vec<String>>,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

/// What the service answers: a user JWT, or why not.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthorizationResponse {
    /// JWT of the user as whom the client connects.
    #[serde(skip_serializing_if = "unset")]
    pub jwt: String,
    /// Why the client may not connect.
    #[serde(skip_serializing_if = "unset")]
    pub error: String,
    /// The account, when one of its signing keys signs.
    #[serde(skip_serializing_if = "unset")]
    pub issuer_account: String,
    /// Labels.
    #[serde(skip_serializing_if = "unset")]
    pub tags: Vec<String>,
    /// Filled in by signing.
    #[serde(rename = "type", skip_serializing_if = "unset")]
    pub kind: String,
    /// Filled in by signing.
    #[serde(skip_serializing_if = "unset")]
    pub version: u32,
    /// Claims not known here.
    #[serde(flatten)]
    pub other: Other,
}

body!(
    AuthorizationResponse,
    fn issuer_account(&self) -> Option<&str> {
        Some(self.issuer_account.as_str()).filter(|key| !key.is_empty())
    }
);

impl AuthorizationRequestClaims {
    /// A request about the account or callout issuer `subject`.
    pub fn new(subject: &PublicKey) -> Self {
        let data = ClaimsData { subject: subject.to_string(), ..ClaimsData::default() };
        AuthorizationRequestClaims { data, ..AuthorizationRequestClaims::default() }
    }
}

impl AuthorizationResponseClaims {
    /// The answer to a request that lets the client in with this user JWT.
    pub fn accept(request: &AuthorizationRequestClaims, user_jwt: impl Into<String>) -> Self {
        let body = AuthorizationResponse { jwt: user_jwt.into(), ..AuthorizationResponse::default() };
        AuthorizationResponseClaims { body, ..answer(request) }
    }

    /// The answer to a request that keeps the client out; the server logs the reason and does not tell the client.
    pub fn refuse(request: &AuthorizationRequestClaims, reason: impl Into<String>) -> Self {
        let body = AuthorizationResponse { error: reason.into(), ..AuthorizationResponse::default() };
        AuthorizationResponseClaims { body, ..answer(request) }
    }
}

fn answer(request: &AuthorizationRequestClaims) -> AuthorizationResponseClaims {
    let (audience, subject) = (request.body.server.id.clone(), request.body.user_nkey.clone());
    let data = ClaimsData { audience, subject, ..ClaimsData::default() };
    AuthorizationResponseClaims { data, ..AuthorizationResponseClaims::default() }
}
