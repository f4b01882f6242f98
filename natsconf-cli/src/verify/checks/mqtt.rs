//! The MQTT listener answers, and lets a user in where one can log in by MQTT.

use natsconf_core::deployment::{KnownUser, Login};
use natsconf_core::identity::creds::Creds;
use natsconf_core::option::types::ConnectionType;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::Trial;
use crate::verify::clients::ANSWER;
use crate::verify::rows::{Found, Rows};
use crate::verify::stream;

/// The kind of the packet that answers a CONNECT.
const CONNACK: u8 = 0x20;

pub(super) async fn check(trial: &Trial<'_>, rows: &mut Rows) {
    let login = trial.users.iter().find_map(|user| login(trial, user));
    let listening: Vec<_> = trial.clients.hubs().filter_map(|server| Some((server, server.ports.mqtt?))).collect();
    for (server, port) in listening {
        let check = format!("MQTT on {}", server.name);
        rows.check(check, connects(trial, port, login.as_ref())).await;
    }
}

/// Name and password of a user, as MQTT has them: with an operator the password is the JWT of a bearer.
fn login(trial: &Trial<'_>, user: &KnownUser) -> Option<(String, String)> {
    let described = trial.described(user)?;
    let types = described.connection_types.as_ref();
    if !types.is_none_or(|types| types.iter().any(|kind| kind.value == ConnectionType::Mqtt)) {
        return None;
    }
    let password = match &user.login {
        Login::Creds(creds) if described.bearer.as_ref().is_some_and(|bearer| bearer.value) => {
            Creds::parse(creds.expose()).ok()?.jwt().token().to_owned()
        }
        Login::Password(Some(password)) => password.expose().to_owned(),
        _ => return None,
    };
    Some((user.name.clone(), password))
}

async fn connects(trial: &Trial<'_>, port: u16, login: Option<&(String, String)>) -> Found {
    let tls = trial.clients.plan.mqtt_has_tls();
    let mut stream = stream::open(&trial.clients, port, tls).await?;
    let nobody = ("natsconf-verify".to_owned(), "wrong".to_owned());
    let code = tokio::time::timeout(ANSWER, hello(&mut *stream, login.unwrap_or(&nobody)));
    match (code.await.map_err(|_| "no answer".to_owned())??, login) {
        (0, Some((name, _))) => Ok(format!("`{name}` connected")),
        (code, Some((name, _))) => Err(format!("`{name}` is refused with code {code}")),
        // Nobody can log in by MQTT, and nobody gets in.
        (0, None) => Err("the server takes a wrong password".to_owned()),
        (_, None) => Ok("the server answers; no user of the deployment can log in by MQTT".to_owned()),
    }
}

/// Sends CONNECT (MQTT 3.1.1) and reads the code of the answer: 0 for a client that is let in.
async fn hello(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin + ?Sized),
    (name, password): &(String, String),
) -> Result<u8, String> {
    let mut body = Vec::new();
    text(&mut body, "MQTT");
    // Level 4; clean session, password, name; keep alive.
    body.extend([4, 0b1100_0010, 0, 60]);
    text(&mut body, "natsconf-verify");
    text(&mut body, name);
    text(&mut body, password);
    let mut packet = vec![0x10];
    let mut left = body.len();
    loop {
        let (low, rest) = (left % 128, left / 128);
        packet.push(u8::try_from(low).unwrap_or_default() | if rest > 0 { 0x80 } else { 0 });
        left = rest;
        if left == 0 {
            break;
        }
    }
    packet.extend(body);
    stream.write_all(&packet).await.map_err(|error| error.to_string())?;
    let mut answer = [0; 4];
    stream.read_exact(&mut answer).await.map_err(|error| format!("the server ends the connection: {error}"))?;
    if answer[0] == CONNACK { Ok(answer[3]) } else { Err("the server does not speak MQTT".to_owned()) }
}

/// A text behind its length.
fn text(packet: &mut Vec<u8>, text: &str) {
    packet.extend(u16::try_from(text.len()).unwrap_or(u16::MAX).to_be_bytes());
    packet.extend(text.as_bytes());
}
