//! Where TLS is asked for, nobody gets in without.

use std::time::Duration;

use natsconf_core::deployment::KnownUser;
use natsconf_core::deployment::plan::Server;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::Trial;
use crate::verify::clients::{ANSWER, NotConnected, login};
use crate::verify::rows::{Found, Rows};

pub(super) async fn check(trial: &Trial<'_>, rows: &mut Rows) {
    let plan = trial.clients.plan;
    let Some(server) = trial.clients.hubs().next().filter(|_| plan.clients_have_tls()) else { return };
    rows.check("clients without TLS", plain(server)).await;
    if !plan.clients_are_verified() {
        return;
    }
    let Some(user) = trial.users.iter().find(|user| trial.is_usual(user)) else { return };
    rows.check("clients without a certificate", bare(trial, server, user)).await;
}

/// A client that goes on without TLS is cut off.
async fn plain(server: &Server) -> Found {
    let words = |error: std::io::Error| error.to_string();
    let stream = TcpStream::connect(("127.0.0.1", server.ports.client)).await.map_err(words)?;
    let mut stream = BufReader::new(stream);
    let mut greeting = String::new();
    // With the handshake first there is no greeting.
    let _ = tokio::time::timeout(Duration::from_millis(500), stream.read_line(&mut greeting)).await;
    stream.write_all(b"CONNECT {\"verbose\":false}\r\nPING\r\n").await.map_err(words)?;
    let mut answer = Vec::new();
    let read = tokio::time::timeout(ANSWER, stream.read_to_end(&mut answer)).await;
    match read {
        Err(_) => Err("the server keeps the connection".to_owned()),
        Ok(_) if answer.windows(4).any(|bytes| bytes == b"PONG") => Err("the server answers".to_owned()),
        Ok(_) => Ok("refused".to_owned()),
    }
}

async fn bare(trial: &Trial<'_>, server: &Server, user: &KnownUser) -> Found {
    match trial.clients.connect_bare(server, login(user)?).await {
        Ok(_) => Err("the server takes them".to_owned()),
        Err(NotConnected::Refused(_)) => Ok("refused".to_owned()),
        Err(NotConnected::Failed(words)) => Err(words),
    }
}
