//! Every user connects, and accounts do not hear each other.

use futures_util::StreamExt;
use natsconf_core::deployment::plan::TRIAL_USER;
use natsconf_core::deployment::{KnownUser, Login};

use super::{Trial, called};
use crate::verify::clients::ANSWER;
use crate::verify::rows::{Found, Rows};

/// More users of an account than this are not tried one by one.
const TRIED: usize = 25;
/// What no deployment has streams or mappings for.
const SUBJECT: &str = "natsconf.verify.isolation";

pub(super) async fn check(trial: &Trial<'_>, rows: &mut Rows) {
    let mut names: Vec<&str> = trial.users.iter().map(|user| user.account.as_str()).collect();
    names.dedup();
    for account in names {
        rows.check(format!("users of {}", called(account)), users(trial, account)).await;
    }
    let accounts = trial.working_accounts();
    for pair in accounts.windows(2) {
        let (one, other) = (pair[0], pair[1]);
        match (trial.free_user(one), trial.free_user(other)) {
            (Some(from), Some(to)) => {
                rows.check(format!("{one} and {other} apart"), apart(trial, from, to)).await;
            }
            _ => rows.skip(format!("{one} and {other} apart"), "nothing here signs for one of them"),
        }
    }
}

async fn users(trial: &Trial<'_>, account: &str) -> Found {
    let own = |user: &&KnownUser| user.account == account && user.name != TRIAL_USER;
    let all: Vec<_> = trial.users.iter().filter(own).collect();
    let known = |user: &&&KnownUser| trial.is_usual(user) && !matches!(user.login, Login::Password(None));
    let tried: Vec<_> = all.iter().filter(known).take(TRIED).collect();
    // All servers are asked, not one alone.
    let servers: Vec<_> = trial.clients.hubs().collect();
    for (number, user) in tried.iter().enumerate() {
        let server = servers[number % servers.len()];
        let connected = trial.clients.connect(server, user).await;
        let connected = connected.map_err(|words| format!("`{}` on `{}`: {words}", user.name, server.name))?;
        connected.client.flush().await.map_err(|error| format!("`{}`: {error}", user.name))?;
    }
    let names = |users: &[&KnownUser]| users.iter().map(|user| user.name.as_str()).collect::<Vec<_>>().join(", ");
    let others: Vec<_> =
        all.iter().filter(|user| !tried.iter().any(|tried| tried.name == user.name)).copied().collect();
    let tried: Vec<_> = tried.into_iter().copied().collect();
    Ok(match others.len() {
        0 => format!("{} connected", names(&tried)),
        1..=TRIED => format!("{} connected; not tried here: {}", names(&tried), names(&others)),
        left => format!("{} connected; {left} others were not tried", names(&tried)),
    })
}

/// What one publishes the other does not hear, on the same server. The other's own message, sent after the server had
/// the first, is the first that arrives.
async fn apart(trial: &Trial<'_>, from: &KnownUser, to: &KnownUser) -> Found {
    let server = trial.clients.hubs().next().ok_or("there is no server")?;
    let words = |error: &dyn std::fmt::Display| error.to_string();
    let (one, other) =
        (trial.clients.connect(server, from).await?.client, trial.clients.connect(server, to).await?.client);
    let mut heard = other.subscribe(SUBJECT).await.map_err(|error| words(&error))?;
    other.flush().await.map_err(|error| words(&error))?;
    one.publish(SUBJECT, "theirs".into()).await.map_err(|error| words(&error))?;
    one.flush().await.map_err(|error| words(&error))?;
    other.publish(SUBJECT, "own".into()).await.map_err(|error| words(&error))?;
    let first = tokio::time::timeout(ANSWER, heard.next()).await.map_err(|_| "no message arrived".to_owned())?;
    match first {
        Some(message) if &message.payload[..] == b"own" => Ok("a message of one is not heard in the other".to_owned()),
        Some(_) => Err(format!("`{}` hears what `{}` publishes", to.account, from.account)),
        None => Err("the subscription has ended".to_owned()),
    }
}
