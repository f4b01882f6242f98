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
    let mut accounts: Vec<&str> = trial.users.iter().map(|user| user.account.as_str()).collect();
    accounts.dedup();
    for account in accounts {
        let check = format!("users of {}", called(account));
        let (tried, others) = chosen(trial, account);
        if tried.is_empty() && !others.is_empty() {
            rows.skip(check, format!("not tried here: {}", names(&others)));
        } else {
            rows.check(check, users(trial, tried, others)).await;
        }
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

/// The users of an account that are tried one by one, and the others.
fn chosen<'t>(trial: &'t Trial<'_>, account: &str) -> (Vec<&'t KnownUser>, Vec<&'t KnownUser>) {
    let own = |user: &&KnownUser| user.account == account && user.name != TRIAL_USER;
    let known = |user: &&KnownUser| trial.is_usual(user) && !matches!(user.login, Login::Password(None));
    let (mut tried, mut others): (Vec<_>, Vec<_>) = trial.users.iter().filter(own).partition(known);
    others.extend(tried.split_off(tried.len().min(TRIED)));
    (tried, others)
}

fn names(users: &[&KnownUser]) -> String {
    users.iter().map(|user| user.name.as_str()).collect::<Vec<_>>().join(", ")
}

async fn users(trial: &Trial<'_>, tried: Vec<&KnownUser>, others: Vec<&KnownUser>) -> Found {
    // All servers are asked, not one alone.
    let servers: Vec<_> = trial.clients.hubs().collect();
    for (number, user) in tried.iter().enumerate() {
        let server = servers[number % servers.len()];
        let connected = trial.clients.connect(server, user).await;
        let connected = connected.map_err(|words| format!("`{}` on `{}`: {words}", user.name, server.name))?;
        connected.client.flush().await.map_err(|error| format!("`{}`: {error}", user.name))?;
    }
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
