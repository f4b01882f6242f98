//! Leaf nodes are connected, and messages pass.

use std::time::Duration;

use async_nats::Client;
use futures_util::StreamExt;
use natsconf_core::deployment::plan::Server;
use serde_json::Value;

use super::Trial;
use crate::verify::http::{PAUSE, wait};
use crate::verify::rows::{Found, Rows};

pub(super) async fn check(trial: &Trial<'_>, rows: &mut Rows) {
    let patience = trial.clients.patience;
    for server in &trial.clients.plan.servers {
        let Some(leaf) = &server.leaf else { continue };
        let account = leaf.account.as_ref().map(|account| &*account.value).unwrap_or_default();
        rows.check(format!("leaf node {}", server.name), connected(trial, server)).await;
        match trial.free_user(account) {
            Some(user) => {
                let subject = format!("natsconf.verify.leaf.{}", server.name);
                rows.check(format!("messages with {}", server.name), async {
                    let hub = trial.clients.hubs().next().ok_or("there is no server")?;
                    let hub = trial.clients.connect(hub, user).await?.client;
                    let edge = trial.clients.connect(server, user).await?.client;
                    passes(&hub, &edge, &format!("{subject}.down"), patience)
                        .await
                        .map_err(|words| format!("to the leaf node: {words}"))?;
                    passes(&edge, &hub, &format!("{subject}.up"), patience)
                        .await
                        .map_err(|words| format!("from the leaf node: {words}"))?;
                    Ok("in both directions".to_owned())
                })
                .await;
            }
            None => rows.skip(format!("messages with {}", server.name), format!("nothing here signs for {account}")),
        }
    }
}

/// One of the servers that it dials knows the leaf node.
async fn connected(trial: &Trial<'_>, leaf: &Server) -> Found {
    let (members, patience) = (trial.clients.plan.members(leaf.cluster), trial.clients.patience);
    let begin = tokio::time::Instant::now();
    while begin.elapsed() < patience {
        for hub in members {
            let knows = |answer: &Value| {
                Some(answer["leafs"].as_array()?.iter().any(|known| known["name"] == leaf.name.as_str()))
            };
            if let Ok(true) =
                wait(hub.ports.monitoring, "/leafz", patience, |answer| knows(answer).or(Some(false))).await
            {
                return Ok(format!("connected to `{}`", hub.name));
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err("no server knows it".to_owned())
}

/// A message arrives. Interest takes a moment to be known, so it is sent until it does.
async fn passes(from: &Client, to: &Client, subject: &str, patience: Duration) -> Result<(), String> {
    let mut heard = to.subscribe(subject.to_owned()).await.map_err(|error| error.to_string())?;
    to.flush().await.map_err(|error| error.to_string())?;
    let begin = tokio::time::Instant::now();
    while begin.elapsed() < patience {
        from.publish(subject.to_owned(), "1".into()).await.map_err(|error| error.to_string())?;
        from.flush().await.map_err(|error| error.to_string())?;
        if tokio::time::timeout(PAUSE, heard.next()).await.is_ok() {
            return Ok(());
        }
    }
    Err("no message arrives".to_owned())
}
