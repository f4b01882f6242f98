//! Auth callouts: a responder that is built in stands for the service.

use natsconf_core::deployment::plan::{Server, sentinel_name};
use natsconf_core::deployment::spec::Mode;
use natsconf_core::deployment::{Kept, KnownUser};

use super::Trial;
use crate::verify::clients::{ANSWER, NotConnected, login_with_jwt};
use crate::verify::http::persist;
use crate::verify::responder::{NAME, PASSWORD, Responder};
use crate::verify::rows::{Found, Rows};

pub(super) async fn check(trial: &Trial<'_>, rows: &mut Rows) {
    let callouts: Vec<_> =
        trial.accounts().filter_map(|(name, account)| Some((name, account.auth_callout.as_ref()?))).collect();
    for (account, callout) in callouts {
        let check = format!("auth callout of {account}");
        let service = callout.users.iter().flat_map(|users| users.iter()).next();
        let service = service
            .and_then(|name| trial.users.iter().find(|user| user.account == account && *user.name == *name.value));
        let Some(service) = service else {
            rows.skip(check, "nobody here can answer it");
            continue;
        };
        let Some(target) = target(trial, account) else {
            rows.skip(check, "there is no account to let users into");
            continue;
        };
        let Some(responder) = responder(trial.keys, trial.mode(), account, target) else {
            rows.skip(check, "the keys that sign its answers are not here");
            continue;
        };
        one(trial, rows, account, service, responder).await;
    }
}

/// The account into which the responder lets users.
fn target<'t>(trial: &'t Trial<'_>, account: &str) -> Option<&'t str> {
    let callout = trial.account(account)?.auth_callout.as_ref()?;
    let allowed = callout.allowed_accounts.iter().flat_map(|accounts| accounts.iter()).map(|name| &*name.value);
    let named: Vec<&str> = allowed.filter(|name| *name != "*").collect();
    let fits = |name: &&str| if named.is_empty() { *name != account } else { named.contains(name) };
    trial.working_accounts().into_iter().find(fits)
}

fn responder(keys: &Kept, mode: Mode, account: &str, target: &str) -> Option<Responder> {
    let seed = |name: &str| keys.seeds.get(name).cloned();
    let issuer = seed(&format!("account/{account}"))?;
    let users = match mode {
        Mode::Operator => seed(&format!("account/{target}"))?,
        _ => issuer.clone(),
    };
    let audience = if mode == Mode::Operator { String::new() } else { target.to_owned() };
    Responder::new(issuer, users, audience, seed(&format!("account/{account}/xkey")))
}

async fn one(trial: &Trial<'_>, rows: &mut Rows, account: &str, service: &KnownUser, responder: Responder) {
    let check = |words: &str| format!("auth callout of {account}: {words}");
    let servers: Vec<&Server> = trial.clients.hubs().collect();
    let (Some(first), Some(last)) = (servers.first(), servers.last()) else { return };
    let connected = match trial.clients.connect(first, service).await {
        Ok(connected) => connected,
        Err(words) => return rows.check(check("service"), async { Err(words) }).await,
    };
    let answering = match responder.answer(connected.client).await {
        Ok(answering) => answering,
        Err(words) => return rows.check(check("service"), async { Err(words) }).await,
    };
    let sentinel = trial.users.iter().find(|user| user.account == account && user.name == sentinel_name());
    let by_default = trial.mode() != Mode::Operator || trial.clients.plan.has_default_sentinel();
    if by_default {
        rows.check(check("right password"), lets_in(trial, last, None)).await;
        rows.check(check("wrong password"), keeps_out(trial, last, None)).await;
    }
    if let Some(sentinel) = sentinel {
        rows.check(check("sentinel, right password"), lets_in(trial, last, Some(sentinel))).await;
        rows.check(check("sentinel, wrong password"), keeps_out(trial, last, Some(sentinel))).await;
    }
    answering.abort();
}

/// How someone with a password logs in, with a sentinel's JWT or without any.
fn options(sentinel: Option<&KnownUser>, password: &str) -> Result<async_nats::ConnectOptions, String> {
    match sentinel {
        Some(sentinel) => login_with_jwt(sentinel, NAME, password),
        None => Ok(async_nats::ConnectOptions::new().user_and_password(NAME.to_owned(), password.to_owned())),
    }
}

async fn lets_in(trial: &Trial<'_>, server: &Server, sentinel: Option<&KnownUser>) -> Found {
    // It takes a moment until all servers know that somebody answers.
    let connected = persist(ANSWER, async || {
        let login = options(sentinel, PASSWORD)?;
        trial.clients.connect_with(server, login).await.map_err(NotConnected::words)
    })
    .await?;
    connected.client.flush().await.map_err(|error| error.to_string())?;
    Ok("connected".to_owned())
}

async fn keeps_out(trial: &Trial<'_>, server: &Server, sentinel: Option<&KnownUser>) -> Found {
    match trial.clients.connect_with(server, options(sentinel, "wrong")?).await {
        Ok(_) => Err("connected all the same".to_owned()),
        Err(NotConnected::Refused(_)) => Ok("refused".to_owned()),
        Err(NotConnected::Failed(words)) => Err(words),
    }
}
