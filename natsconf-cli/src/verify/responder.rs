//! A service for auth callouts: it knows one name and one password.

use async_nats::{Client, Message};
use futures_util::StreamExt;
use natsconf_core::identity::claims::{AuthorizationRequest, AuthorizationResponseClaims, UserClaims};
use natsconf_core::identity::{KeyPair, PublicKey, Seed, jwt};
use nkeys::XKey;
use tokio::task::JoinHandle;

use crate::surroundings;

/// Whom the service knows.
pub(crate) const NAME: &str = "natsconf-verify";
/// The password. It opens nothing but a trial, and only while this service answers.
pub(crate) const PASSWORD: &str = "natsconf-verify";
/// Where servers ask.
const SUBJECT: &str = "$SYS.REQ.USER.AUTH";
/// Where a server says which curve key its request is encrypted with.
const SERVER_KEY: &str = "Nats-Server-Xkey";

/// The keys of the service.
pub(crate) struct Responder {
    /// Signs the answers.
    issuer: KeyPair,
    /// Signs the users that it lets in.
    users: KeyPair,
    /// The account that users are let into, where it is not the one whose key signs them.
    audience: String,
    /// Decrypts requests and encrypts answers.
    curve: Option<XKey>,
}

impl Responder {
    /// None when one of the seeds is not fit for it.
    pub(crate) fn new(issuer: Seed, users: Seed, audience: String, curve: Option<Seed>) -> Option<Self> {
        let pair = |seed| KeyPair::from_seed(seed).ok();
        let curve = match curve {
            Some(seed) => Some(XKey::from_seed(seed.expose()).ok()?),
            None => None,
        };
        Some(Responder { issuer: pair(issuer)?, users: pair(users)?, audience, curve })
    }

    /// Answers until the task is aborted.
    pub(crate) async fn answer(self, client: Client) -> Result<JoinHandle<()>, String> {
        let mut requests = client.subscribe(SUBJECT).await.map_err(|error| error.to_string())?;
        client.flush().await.map_err(|error| error.to_string())?;
        Ok(tokio::spawn(async move {
            while let Some(request) = requests.next().await {
                if let (Some(reply), Some(answer)) = (request.reply.clone(), self.decide(&request)) {
                    // When it does not arrive the server says so to the client.
                    let _ = client.publish(reply, answer.into()).await;
                }
            }
        }))
    }

    /// The answer to a request; none to what cannot be read.
    fn decide(&self, message: &Message) -> Option<Vec<u8>> {
        let sender = message.headers.as_ref().and_then(|headers| headers.get(SERVER_KEY));
        let sender = sender.and_then(|key| XKey::from_public_key(key.as_str()).ok());
        let token = match (&self.curve, &sender) {
            (Some(curve), Some(sender)) => curve.open(&message.payload, sender).ok()?,
            _ => message.payload.to_vec(),
        };
        let request = jwt::decode::<AuthorizationRequest>(std::str::from_utf8(&token).ok()?).ok()?;
        let asked = &request.claims().body;
        let options = &asked.connect_options;
        let now = surroundings::now();
        let answer = if options.username == NAME && options.password.expose() == PASSWORD {
            let mut user = UserClaims::new(&PublicKey::parse(&asked.user_nkey).ok()?, NAME);
            user.data.audience.clone_from(&self.audience);
            let user = user.sign(&self.users, now).ok()?;
            AuthorizationResponseClaims::accept(request.claims(), user.token())
        } else {
            AuthorizationResponseClaims::refuse(request.claims(), "wrong name or password")
        };
        let answer = answer.sign(&self.issuer, now).ok()?;
        match (&self.curve, &sender) {
            (Some(curve), Some(sender)) => curve.seal(answer.token().as_bytes(), sender).ok(),
            _ => Some(answer.token().as_bytes().to_vec()),
        }
    }
}
