//! Mode `accounts`: described accounts → `accounts`, and the auth callout.

use super::Logins;
use crate::deployment::RenderError;
use crate::deployment::access::{KnownUser, Login};
use crate::deployment::keyring::Keyring;
use crate::deployment::plan::{Plan, get, text};
use crate::deployment::spec;
use crate::deployment::trust::{account_key, user_key};
use crate::identity::Role;
use crate::model::{self, Authorization, Config};
use crate::option::types::{AccountName, List, Named, Toggle, UserName};

/// The accounts of a description, and who is in them.
pub(super) fn accounts(plan: &Plan, keyring: &mut Keyring<'_>) -> Result<Logins, RenderError> {
    let mut users = Vec::new();
    let mut logged_in_by = Vec::new();
    let mut accounts = Vec::new();
    for account in plan.deployment.accounts.iter().flat_map(|accounts| accounts.iter()) {
        let name = &*account.name.value;
        let mut block = self::account(&account.value);
        let mut members = Vec::new();
        for user in account.value.users.iter().flat_map(|users| users.iter()) {
            let (member, login) = member(name, &user.name, &user.value, keyring)?;
            logged_in_by.extend(member.nkey.as_ref().map(|nkey| nkey.to_string()));
            logged_in_by.extend(member.user.as_ref().map(|user| user.to_string()));
            users.push(KnownUser { account: name.to_owned(), name: user.name.to_string(), login });
            members.push(member);
        }
        block = block.users(members.into_iter().collect::<List<_>>());
        accounts.push((name.to_owned(), block));
    }
    let accounts: Named<AccountName, model::Account> = accounts.into_iter().collect();
    let leafs =
        Config::default().accounts(model::Accounts::Blocks(accounts)).system_account(plan.system_account.as_str());
    let shared = match callout(plan, logged_in_by, keyring)? {
        Some(callout) => leafs.clone().authorization(Authorization::default().auth_callout(callout)),
        None => leafs.clone(),
    };
    Ok(Logins { shared, leafs, users })
}

fn account(given: &spec::Account) -> model::Account {
    let mut account = model::Account::default();
    match given.jetstream.as_deref() {
        Some(Toggle::On) => account = account.jetstream(true),
        Some(Toggle::With(limits)) => account = account.jetstream(jetstream(limits)),
        Some(Toggle::Off) | None => {}
    }
    if let Some(limits) = &given.limits {
        account = account.limits(self::limits(limits));
    }
    if let Some(exports) = &given.exports {
        account = account.exports(exports.iter().map(|given| export(given)).collect::<List<_>>());
    }
    if let Some(imports) = &given.imports {
        account = account.imports(imports.iter().map(|given| import(given)).collect::<List<_>>());
    }
    account.mappings.clone_from(&given.mappings);
    account.default_permissions.clone_from(&given.default_permissions);
    account
}

fn limits(given: &spec::Limits) -> model::AccountLimits {
    model::AccountLimits {
        max_connections: given.connections,
        max_subscriptions: given.subscriptions,
        max_payload: given.payload,
        max_leafnodes: given.leaf_nodes,
    }
}

fn jetstream(given: &spec::JetStreamLimits) -> model::AccountJetStream {
    model::AccountJetStream {
        max_memory: given.max_memory,
        max_file: given.max_file,
        max_streams: given.max_streams,
        max_consumers: given.max_consumers,
        max_bytes_required: given.max_bytes_required,
        mem_max_stream_bytes: given.memory_max_stream,
        disk_max_stream_bytes: given.file_max_stream,
        max_ack_pending: given.max_ack_pending,
        cluster_traffic: None,
    }
}

fn export(given: &spec::Export) -> model::Export {
    let subject =
        |subject: Option<&str>| subject.map(|subject| crate::option::types::ExportSubject::from(subject).into());
    let mut export = model::Export {
        stream: subject(text(given.stream.as_ref())),
        service: subject(text(given.service.as_ref())),
        response: given.response,
        threshold: given.threshold,
        account_token_position: given.account_token_position,
        allow_trace: given.allow_trace,
        ..model::Export::default()
    };
    if let Some(accounts) = &given.accounts {
        export = export.accounts(accounts.iter().map(|name| AccountName::from(&*name.value)).collect::<List<_>>());
    }
    if let Some(subject) = &given.latency {
        let mut latency = model::ServiceLatency::default().subject(subject.value.clone());
        latency.sampling = given.sampling;
        export = export.latency(latency);
    }
    export
}

fn import(given: &spec::Import) -> model::Import {
    let account = text(given.account.as_ref()).unwrap_or_default();
    let source = |subject: &str| model::ImportSource::default().account(account).subject(subject);
    let mut import = model::Import::default();
    if let Some(subject) = &given.stream {
        import = import.stream(source(subject));
    }
    if let Some(subject) = &given.service {
        import = import.service(source(subject));
    }
    import.to.clone_from(&given.to);
    import.share = given.share;
    import.allow_trace = given.allow_trace;
    import
}

/// A user: known by a password where it has one, by an nkey otherwise.
fn member(
    account: &str,
    name: &str,
    given: &spec::User,
    keyring: &mut Keyring<'_>,
) -> Result<(model::User, Login), RenderError> {
    let key = user_key(account, name);
    let (mut user, login) = if let Some(password) = &given.password {
        let (hashed, plain) = keyring.password(&key, password)?;
        (model::User::default().user(name).password(hashed), Login::Password(plain))
    } else {
        let seed = keyring.seed(Role::User, &key)?;
        (model::User::default().nkey(seed.public_key().as_str()), Login::Nkey(seed))
    };
    user.permissions.clone_from(&given.permissions);
    user.allowed_connection_types.clone_from(&given.connection_types);
    Ok((user, login))
}

/// The auth callout of the account that has one. All users of the description are known without asking its service.
fn callout(
    plan: &Plan,
    users: Vec<String>,
    keyring: &mut Keyring<'_>,
) -> Result<Option<model::AuthCallout>, RenderError> {
    let mut accounts = plan.deployment.accounts.iter().flat_map(|accounts| accounts.iter());
    let Some((name, given)) = accounts.find_map(|account| Some((&account.name, account.value.auth_callout.as_ref()?)))
    else {
        return Ok(None);
    };
    let issuer = keyring.seed(Role::Account, &account_key(name))?;
    let mut callout = model::AuthCallout::default()
        .issuer(issuer.public_key().as_str())
        .account(AccountName::from(&*name.value))
        .auth_users(users.into_iter().map(UserName::from).collect::<List<_>>());
    let allowed: Vec<_> = given.allowed_accounts.iter().flat_map(|allowed| allowed.iter()).collect();
    if !allowed.is_empty() && !allowed.iter().any(|account| *account.value == *"*") {
        let allowed = allowed.into_iter().map(|name| AccountName::from(&*name.value));
        callout = callout.allowed_accounts(allowed.collect::<List<_>>());
    }
    if get(given.encrypted.as_ref()).unwrap_or(false) {
        let xkey = keyring.seed(Role::Curve, &format!("{}/xkey", account_key(name)))?;
        callout = callout.xkey(xkey.public_key().as_str());
    }
    Ok(Some(callout))
}
