//! What users may not do is refused.

use natsconf_core::deployment::KnownUser;
use natsconf_core::model::Permissions;

use super::Trial;
use crate::verify::clients::{ANSWER, Connected};
use crate::verify::rows::{Found, Rows};

/// A subject that no permission allows unless it allows everything.
const ANY: &str = "natsconf.verify.denied";

pub(super) async fn check(trial: &Trial<'_>, rows: &mut Rows) {
    for user in trial.users {
        let Some(permissions) = permissions(trial, user).filter(|_| trial.is_usual(user)) else { continue };
        let publish = permissions.publish.as_deref();
        let publish =
            publish.and_then(|given| denied(&subjects(given.allow.as_deref()), &subjects(given.deny.as_deref())));
        let subscribe = permissions.subscribe.as_deref();
        let subscribe =
            subscribe.and_then(|given| denied(&subjects(given.allow.as_deref()), &subjects(given.deny.as_deref())));
        if publish.is_some() || subscribe.is_some() {
            rows.check(format!("permissions of {}", user.label()), refused(trial, user, publish, subscribe)).await;
        }
    }
}

/// What a user may do: by itself, or by its signing key.
fn permissions<'t>(trial: &'t Trial<'_>, user: &KnownUser) -> Option<&'t Permissions> {
    let account = trial.account(&user.account)?;
    let described = trial.described(user)?;
    let key = described.signing_key.as_ref().and_then(|name| {
        let keys = account.signing_keys.as_ref()?;
        keys.iter().find(|key| *key.name.value == *name.value)?.value.permissions.as_ref()
    });
    described.permissions.as_ref().or(key).map(|permissions| &*permissions.value)
}

fn subjects<S: std::fmt::Display>(subjects: Option<&natsconf_core::option::types::OneOrMany<S>>) -> Vec<String> {
    // A queue group may follow a subject.
    let text = |subject: String| subject.split_whitespace().next().unwrap_or_default().to_owned();
    subjects.into_iter().flat_map(|subjects| subjects.iter()).map(|subject| text(subject.value.to_string())).collect()
}

/// A subject that is denied, if any is.
fn denied(allow: &[String], deny: &[String]) -> Option<String> {
    let literal = |subject: &String| subject.replace(['*', '>'], "natsconf");
    match deny.first() {
        Some(subject) => Some(literal(subject)),
        None if !allow.is_empty() && !allow.iter().any(|allowed| matches!(allowed.as_str(), ">" | "*.>" | "*.*.*")) => {
            Some(ANY.to_owned())
        }
        None => None,
    }
}

async fn refused(trial: &Trial<'_>, user: &KnownUser, publish: Option<String>, subscribe: Option<String>) -> Found {
    let server = trial.clients.hubs().next().ok_or("there is no server")?;
    let mut connected = trial.clients.connect(server, user).await?;
    let mut done = Vec::new();
    if let Some(subject) = publish {
        let sent = connected.client.publish(subject.clone(), "1".into()).await;
        sent.map_err(|error| error.to_string())?;
        expect(&mut connected, "Publish", &subject).await?;
        done.push(format!("may not publish to {subject}"));
    }
    if let Some(subject) = subscribe {
        let subscription = connected.client.subscribe(subject.clone()).await;
        let _subscription = subscription.map_err(|error| error.to_string())?;
        expect(&mut connected, "Subscription", &subject).await?;
        done.push(format!("may not subscribe to {subject}"));
    }
    Ok(done.join(", "))
}

/// Waits for the server's word against it.
async fn expect(connected: &mut Connected, what: &str, subject: &str) -> Result<(), String> {
    connected.client.flush().await.map_err(|error| error.to_string())?;
    let violation = async {
        while let Some(words) = connected.refusals.recv().await {
            let words = words.to_lowercase();
            if words.contains("violation") && words.contains(&what.to_lowercase()) && words.contains(subject) {
                return true;
            }
        }
        false
    };
    match tokio::time::timeout(ANSWER, violation).await {
        Ok(true) => Ok(()),
        _ => Err(format!("the server does not refuse `{subject}`")),
    }
}
