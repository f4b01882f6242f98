//! What the monitoring of a server answers.

use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long to wait before looking again.
pub(crate) const PAUSE: Duration = Duration::from_millis(50);
/// How long one answer may take.
const ANSWER: Duration = Duration::from_secs(10);

/// What an attempt gives once it succeeds, or its error when it still fails after this long.
pub(crate) async fn persist<T, E>(patience: Duration, mut attempt: impl AsyncFnMut() -> Result<T, E>) -> Result<T, E> {
    let begin = Instant::now();
    loop {
        match attempt().await {
            Err(_) if begin.elapsed() <= patience => tokio::time::sleep(PAUSE).await,
            outcome => return outcome,
        }
    }
}

/// What a server answers, once `wanted` finds in it what is waited for; otherwise what it last said.
pub(crate) async fn wait<T>(
    port: u16,
    path: &str,
    patience: Duration,
    wanted: impl Fn(&Value) -> Option<T>,
) -> Result<T, Option<Value>> {
    persist(patience, async || {
        let answer = get(port, path).await;
        answer.as_ref().and_then(&wanted).ok_or(answer)
    })
    .await
}

/// What a server answers; nothing while it does not.
async fn get(port: u16, path: &str) -> Option<Value> {
    let request = format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
    let answer = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.ok()?;
        serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()
    };
    tokio::time::timeout(ANSWER, answer).await.ok().flatten()
}
