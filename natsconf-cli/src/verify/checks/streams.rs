//! Streams are kept, in as many copies as the cluster has room for.

use async_nats::jetstream::{self, stream};
use natsconf_core::deployment::KnownUser;
use natsconf_core::deployment::plan::Server;
use natsconf_core::deployment::spec::Mode;
use natsconf_core::option::types::Toggle;

use super::{Trial, called};
use crate::verify::clients::ANSWER;
use crate::verify::http::persist;
use crate::verify::rows::{Found, Rows};

/// The copies of a stream that survives the loss of a server.
const COPIES: usize = 3;

pub(super) async fn check(trial: &Trial<'_>, rows: &mut Rows) {
    let plan = trial.clients.plan;
    for account in trial.working_accounts().into_iter().filter(|account| keeps_streams(trial, account)) {
        let check = format!("streams of {}", called(account));
        let Some(user) = trial.free_user(account) else {
            rows.skip(check, "there is no user whose login is known here");
            continue;
        };
        for (index, cluster) in plan.clusters.iter().enumerate() {
            let members = plan.members(index);
            let Some(server) = members.first().filter(|server| server.jetstream(&plan.deployment).is_some()) else {
                continue;
            };
            let copies = if members.len() >= COPIES { COPIES } else { 1 };
            let place = if plan.clusters.len() > 1 { format!("{check} in {}", cluster.name) } else { check.clone() };
            rows.check(place, stream(trial, server, user, copies, &cluster.name)).await;
        }
    }
}

fn keeps_streams(trial: &Trial<'_>, account: &str) -> bool {
    if trial.mode() == Mode::Single {
        return true;
    }
    let described = trial.account(account);
    described.is_some_and(|account| {
        account.tiers.is_some() || account.jetstream.as_ref().is_some_and(|given| !matches!(given.value, Toggle::Off))
    })
}

/// Writes a message into a stream of its own, reads it, and takes the stream away.
async fn stream(trial: &Trial<'_>, server: &Server, user: &KnownUser, copies: usize, cluster: &str) -> Found {
    let client = trial.clients.connect(server, user).await?.client;
    let mut context = jetstream::new(client);
    context.set_timeout(ANSWER);
    let name = format!("NATSCONF_VERIFY_{}", user.account);
    let subject = format!("natsconf.verify.stream.{}", user.label());
    let several = trial.clients.plan.clusters.len() > 1;
    let placement = several.then(|| stream::Placement { cluster: Some(cluster.to_owned()), tags: Vec::new() });
    let config = stream::Config {
        name: name.clone(),
        subjects: vec![subject.clone()],
        num_replicas: copies,
        max_bytes: 1 << 20,
        placement,
        ..stream::Config::default()
    };
    // A cluster that has just started may not know all of its servers yet.
    let words = |error: &dyn std::fmt::Display| error.to_string();
    let patience = trial.clients.patience;
    let stream =
        persist(patience, async || context.create_stream(config.clone()).await.map_err(|error| words(&error))).await?;
    // Nor does the server of this client know at once that the stream takes the subject.
    let sequence = persist(patience, async || {
        let sent = context.publish(subject.clone(), "kept".into()).await.map_err(|error| words(&error))?;
        sent.await.map(|kept| kept.sequence).map_err(|error| words(&error))
    })
    .await?;
    let message = stream.get_raw_message(sequence).await.map_err(|error| words(&error))?;
    let intact = &message.payload[..] == b"kept";
    context.delete_stream(&name).await.map_err(|error| words(&error))?;
    if !intact {
        return Err("the message came back changed".to_owned());
    }
    Ok(format!("written and read as `{}`, {copies} {}", user.name, if copies == 1 { "copy" } else { "copies" }))
}
