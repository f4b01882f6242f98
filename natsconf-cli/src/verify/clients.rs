//! Clients of the servers, as the users of the deployment.

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_nats::{Auth, Client, ConnectErrorKind, ConnectOptions, Event};
use natsconf_core::deployment::plan::{CLIENT_CERTIFICATE, Plan, Server};
use natsconf_core::deployment::{KnownUser, Login};
use natsconf_core::identity::creds::Creds;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// How long a client waits for an answer.
pub(crate) const ANSWER: Duration = Duration::from_secs(10);

/// How clients reach the servers of a trial.
pub(crate) struct Clients<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) folder: &'p Path,
    /// How long anything may take until it is as it should be.
    pub(crate) patience: Duration,
}

/// A connected client, and what servers said against it.
pub(crate) struct Connected {
    pub(crate) client: Client,
    pub(crate) refusals: UnboundedReceiver<String>,
}

/// Why a client is not connected.
pub(crate) enum NotConnected {
    /// The server refused it: login or certificate.
    Refused(String),
    /// Something else is wrong.
    Failed(String),
}

impl NotConnected {
    pub(crate) fn words(self) -> String {
        match self {
            NotConnected::Refused(words) => format!("refused: {words}"),
            NotConnected::Failed(words) => words,
        }
    }
}

impl Clients<'_> {
    /// Connects as a user.
    pub(crate) async fn connect(&self, server: &Server, user: &KnownUser) -> Result<Connected, String> {
        let options = login(user)?;
        self.connect_with(server, options).await.map_err(NotConnected::words)
    }

    /// Connects with a login that is prepared, and the client's certificate.
    pub(crate) async fn connect_with(
        &self,
        server: &Server,
        options: ConnectOptions,
    ) -> Result<Connected, NotConnected> {
        let [certificate, key] = ["pem", "key"].map(|end| self.certificate(CLIENT_CERTIFICATE, end));
        let options =
            if self.plan.clients_have_tls() { options.add_client_certificate(certificate, key) } else { options };
        self.connect_bare(server, options).await
    }

    /// Connects without a certificate of the client's own.
    pub(crate) async fn connect_bare(
        &self,
        server: &Server,
        options: ConnectOptions,
    ) -> Result<Connected, NotConnected> {
        let tls = self.plan.clients_have_tls();
        let options =
            if tls { options.add_root_certificates(self.certificate("ca", "pem")).require_tls(true) } else { options };
        let options = if self.plan.clients_shake_hands_first() { options.tls_first() } else { options };
        let (sender, refusals) = unbounded_channel();
        let options = options
            .event_callback(move |event| {
                if let Event::ServerError(error) = event {
                    // Nobody listens when the client is gone.
                    let _ = sender.send(error.to_string());
                }
                std::future::ready(())
            })
            .connection_timeout(ANSWER)
            .max_reconnects(1)
            .ignore_discovered_servers();
        let url = server.url(if tls { "tls" } else { "nats" }, server.ports.client);
        // Boxed: connecting takes sixteen kilobytes, which every caller would have to hold.
        match Box::pin(options.connect(url)).await {
            Ok(client) => Ok(Connected { client, refusals }),
            Err(error) => Err(match error.kind() {
                ConnectErrorKind::AuthorizationViolation | ConnectErrorKind::Authentication | ConnectErrorKind::Tls => {
                    NotConnected::Refused(error.to_string())
                }
                ConnectErrorKind::Io => NotConnected::Refused(error.to_string()),
                _ => NotConnected::Failed(error.to_string()),
            }),
        }
    }

    /// A certificate, or its key, of the trial.
    pub(crate) fn certificate(&self, name: &str, end: &str) -> PathBuf {
        self.folder.join(format!("certs/{name}.{end}"))
    }

    /// The servers of clusters: those that are not leaf nodes.
    pub(crate) fn hubs(&self) -> impl Iterator<Item = &Server> {
        self.plan.servers.iter().filter(|server| server.leaf.is_none())
    }
}

/// How a user logs in.
pub(crate) fn login(user: &KnownUser) -> Result<ConnectOptions, String> {
    let options = ConnectOptions::new();
    match &user.login {
        Login::Creds(creds) => options.credentials(creds.expose()).map_err(|error| error.to_string()),
        Login::Nkey(seed) => Ok(options.nkey(seed.expose().to_owned())),
        Login::Token(token) => Ok(options.token(token.expose().to_owned())),
        Login::Password(Some(password)) => {
            Ok(options.user_and_password(user.name.clone(), password.expose().to_owned()))
        }
        Login::Password(None) => Err("the description has only the hash of the password".to_owned()),
    }
}

/// As someone with name and password, who shows the JWT of a user as well.
pub(crate) fn login_with_jwt(user: &KnownUser, name: &str, password: &str) -> Result<ConnectOptions, String> {
    let Login::Creds(creds) = &user.login else { return Err("the user has no JWT".to_owned()) };
    let creds = Creds::parse(creds.expose()).map_err(|error| error.to_string())?;
    let mut auth = Auth::new();
    auth.jwt = Some(creds.jwt().token().to_owned());
    (auth.username, auth.password) = (Some(name.to_owned()), Some(password.to_owned()));
    Ok(ConnectOptions::with_auth_callback(move |_| std::future::ready(Ok(auth.clone()))))
}
