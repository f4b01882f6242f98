//! The WebSocket listener answers.

use natsconf_core::deployment::plan::Server;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::Trial;
use crate::verify::clients::ANSWER;
use crate::verify::rows::{Found, Rows};
use crate::verify::stream;

pub(super) async fn check(trial: &Trial<'_>, rows: &mut Rows) {
    let listening: Vec<_> = trial.clients.hubs().filter_map(|server| Some((server, server.ports.websocket?))).collect();
    for (server, port) in listening {
        rows.check(format!("WebSocket on {}", server.name), greets(trial, server, port)).await;
    }
}

/// The server takes a connection, and greets as it does every client.
async fn greets(trial: &Trial<'_>, server: &Server, port: u16) -> Found {
    let tls = trial.clients.plan.websocket_has_tls();
    let mut stream = stream::open(&trial.clients, port, tls).await?;
    tokio::time::timeout(ANSWER, hello(&mut *stream, &server.authority(port)))
        .await
        .map_err(|_| "no answer".to_owned())?
}

async fn hello(stream: &mut (impl AsyncRead + AsyncWrite + Unpin + ?Sized), host: &str) -> Found {
    let request = format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: bmF0c2NvbmYtdmVyaWZ5IQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.map_err(|error| error.to_string())?;
    let mut answer = Vec::new();
    // The greeting begins behind two to four bytes of its frame.
    while !answer.windows(5).any(|bytes| bytes == b"INFO ") {
        let mut part = [0; 1024];
        let count = stream.read(&mut part).await.map_err(|error| error.to_string())?;
        if count == 0 {
            let first = String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned();
            return Err(format!("the server ends the connection: {first}"));
        }
        answer.extend_from_slice(&part[..count]);
    }
    Ok("the server greets".to_owned())
}
