//! Servers, and what joins them.

use std::collections::BTreeSet;
use std::time::Duration;

use natsconf_core::deployment::plan::Server;
use serde_json::Value;

use super::Trial;
use crate::verify::http::{PAUSE, wait};
use crate::verify::rows::{Found, Rows};
use crate::verify::servers::Servers;

pub(super) async fn check(trial: &Trial<'_>, servers: &mut Servers, rows: &mut Rows) {
    let (plan, patience) = (trial.clients.plan, trial.clients.patience);
    for server in &plan.servers {
        rows.check(format!("server {}", server.name), healthy(server, servers, patience)).await;
    }
    if rows.has_failures() {
        return;
    }
    for (index, cluster) in plan.clusters.iter().enumerate().filter(|(_, cluster)| cluster.servers.len() > 1) {
        rows.check(format!("routes of {}", cluster.name), routes(plan.members(index), patience)).await;
    }
    if plan.clusters.len() > 1 {
        for (index, cluster) in plan.clusters.iter().enumerate() {
            let others = plan.clusters.iter().map(|other| other.name.as_str()).filter(|other| *other != cluster.name);
            rows.check(
                format!("gateways of {}", cluster.name),
                gateways(plan.members(index), others.collect(), patience),
            )
            .await;
        }
    }
    let hubs: Vec<&Server> = trial.clients.hubs().collect();
    let jetstream = hubs.first().is_some_and(|server| server.jetstream(&plan.deployment).is_some());
    if jetstream && hubs.len() > 1 {
        rows.check("JetStream meta leader", leader(&hubs, patience)).await;
    }
}

/// A server answers that it is healthy, or has ended.
async fn healthy(server: &Server, servers: &mut Servers, patience: Duration) -> Found {
    let ended = async {
        while !servers.has_ended(&server.name) {
            tokio::time::sleep(PAUSE).await;
        }
    };
    let health = wait(server.ports.monitoring, "/healthz", patience, |health| (health["status"] == "ok").then_some(()));
    tokio::select! {
        () = ended => Err("it has ended".to_owned()),
        found = health => found.map(|()| "healthy".to_owned()).map_err(|last| last_words("it is not healthy", last)),
    }
}

/// Each server has a route to each other one.
async fn routes(members: &[Server], patience: Duration) -> Found {
    for server in members {
        let others: BTreeSet<&str> =
            members.iter().map(|member| member.name.as_str()).filter(|name| *name != server.name).collect();
        let complete = |answer: &Value| {
            let names: BTreeSet<&str> =
                answer["routes"].as_array()?.iter().filter_map(|route| route["remote_name"].as_str()).collect();
            (names == others).then_some(())
        };
        let found = wait(server.ports.monitoring, "/routez", patience, complete).await;
        found.map_err(|_| format!("`{}` has no route to some of {others:?}", server.name))?;
    }
    Ok(format!("each of {} has a route to all others", members.len()))
}

/// Each server reaches each other cluster.
async fn gateways(members: &[Server], others: Vec<&str>, patience: Duration) -> Found {
    for server in members {
        let complete = |answer: &Value| {
            let known = answer["outbound_gateways"].as_object()?;
            others.iter().all(|name| known.contains_key(*name)).then_some(())
        };
        let found = wait(server.ports.monitoring, "/gatewayz", patience, complete).await;
        found.map_err(|_| format!("`{}` does not reach some of {others:?}", server.name))?;
    }
    Ok(format!("each server reaches {}", others.join(", ")))
}

/// All servers know the same leader.
async fn leader(servers: &[&Server], patience: Duration) -> Found {
    let mut leaders = BTreeSet::new();
    for server in servers {
        let known = |answer: &Value| {
            let meta = &answer["meta_cluster"];
            let complete = meta["cluster_size"].as_u64()? >= u64::try_from(servers.len()).ok()?;
            meta["leader"].as_str().filter(|name| complete && !name.is_empty()).map(str::to_owned)
        };
        let found = wait(server.ports.monitoring, "/jsz", patience, known).await;
        leaders.insert(found.map_err(|last| last_words(&format!("`{}` knows none", server.name), last))?);
    }
    Ok(format!("{} of {} servers", leaders.into_iter().collect::<Vec<_>>().join(", "), servers.len()))
}

fn last_words(what: &str, last: Option<Value>) -> String {
    match last {
        Some(answer) => {
            let answer = answer.to_string();
            format!("{what}: {}", answer.chars().take(200).collect::<String>())
        }
        None => format!("{what}: monitoring does not answer"),
    }
}
