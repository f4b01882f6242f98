//! The README of the output: what is where, and the commands that use it.

use std::fmt::Write as _;

use super::{config_file, login_file};
use crate::deployment::access::{Access, KnownUser, Login};
use crate::deployment::plan::{Plan, get, text as option_text};
use crate::deployment::spec::{self, TlsFiles};
use crate::option::Spanned;

/// More users than this are not listed one by one.
const LISTED: usize = 50;

/// The text. Writing to a string cannot fail.
pub(super) fn text(plan: &Plan, access: &Access) -> String {
    let mut text = format!(
        "# {}\n\nRendered by natsconf for nats-server {}. Change the description and render again: changes here are lost.\n",
        plan.name, plan.version
    );
    servers(plan, &mut text);
    users(plan, access, &mut text);
    unsigned(access, &mut text);
    callouts(plan, &mut text);
    certificates(plan, &mut text);
    text
}

fn servers(plan: &Plan, text: &mut String) {
    let scheme = if plan.clients_have_tls() { "tls" } else { "nats" };
    let _ = writeln!(text, "\n## Servers\n\nRun in this folder:\n\n```sh");
    for server in &plan.servers {
        if let Some(variable) = plan.name_variable(server) {
            let _ = write!(text, "{variable}={} ", server.name);
        }
        let _ = writeln!(text, "nats-server -c {}", config_file(plan, server));
    }
    let _ = writeln!(text, "```\n\n| server | clients | health |\n|---|---|---|");
    for server in &plan.servers {
        let (clients, health) = (server.url(scheme, server.ports.client), server.url("http", server.ports.monitoring));
        let _ = writeln!(text, "| {} | `{clients}` | `{health}/healthz` |", server.name);
    }
    let more = |server: &crate::deployment::plan::Server| {
        let ports = server.ports;
        [("WebSocket", ports.websocket), ("MQTT", ports.mqtt), ("leaf nodes", ports.leafnodes)]
    };
    let mut first = true;
    for server in &plan.servers {
        for (what, port) in more(server).into_iter().filter_map(|(what, port)| Some((what, port?))) {
            if std::mem::take(&mut first) {
                let _ = writeln!(text, "\n| server | also listens for | at |\n|---|---|---|");
            }
            let _ = writeln!(text, "| {} | {what} | `{}` |", server.name, server.authority(port));
        }
    }
    if plan.clusters.iter().any(|cluster| cluster.spec.name_variable.is_some()) {
        let _ = writeln!(
            text,
            "\nThe server's name comes from its environment. A name that looks like a number is one to the server, which \
             then refuses to start."
        );
    }
}

fn users(plan: &Plan, access: &Access, text: &mut String) {
    let _ = writeln!(text, "\n## Users\n\n| account | user | connects with |\n|---|---|---|");
    for user in access.users().iter().take(LISTED) {
        let account = if user.account.is_empty() { "the only one" } else { &user.account };
        let _ = writeln!(text, "| {account} | {} | {} |", user.name, login(user));
    }
    if access.users().len() > LISTED {
        let _ = writeln!(text, "\nThat is {LISTED} of {}; the others lie beside them.", access.users().len());
    }
    let Some(user) = access.users().iter().find(|user| is_usual(plan, &user.account)) else { return };
    let _ = writeln!(
        text,
        "\nWith the nats CLI, in this folder:\n\n```sh\nexport XDG_CONFIG_HOME=\"$PWD/contexts\"\nnats --context {} account info\n```",
        user.label()
    );
}

/// Whether an account is for the clients of a deployment, not for its servers or those who decide about others.
fn is_usual(plan: &Plan, account: &str) -> bool {
    let mut accounts = plan.deployment.accounts.iter().flat_map(|accounts| accounts.iter());
    let decides = accounts.any(|known| *known.name.value == *account && known.value.auth_callout.is_some());
    account != plan.system_account && !decides
}

fn login(user: &KnownUser) -> String {
    match (&user.login, login_file(user)) {
        (_, Some(file)) => format!("`{file}`"),
        (Login::Token(_), None) => "the token in its context".to_owned(),
        (Login::Password(None), None) => "the password that belongs to the hash in the description".to_owned(),
        _ => "the password in its context".to_owned(),
    }
}

/// Of what was imported, that for which nothing here signs.
fn unsigned(access: &Access, text: &mut String) {
    let Access::Trust(trust) = access else { return };
    if trust.unsignable.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n## What cannot be signed here\n");
    for unsignable in &trust.unsignable {
        let _ = writeln!(text, "- {unsignable}");
    }
}

/// What the services of auth callouts need.
fn callouts(plan: &Plan, text: &mut String) {
    let accounts = plan.deployment.accounts.iter().flat_map(|accounts| accounts.iter());
    for (name, callout) in accounts.filter_map(|account| Some((&account.name, account.value.auth_callout.as_ref()?))) {
        let users: Vec<_> =
            callout.users.iter().flat_map(|users| users.iter()).map(|user| format!("`{}`", user.value)).collect();
        let _ = writeln!(
            text,
            "\n## Auth callout\n\nThe service connects as {} of `{}` and answers on `$SYS.REQ.USER.AUTH`. It signs with the \
             key `account/{}` of the key folder{}.",
            users.join(" or "),
            name.value,
            name.value,
            encrypted(&name.value, callout)
        );
        if plan.mode() == spec::Mode::Operator {
            let _ = writeln!(text, "Users that it lets into an account are signed with a key of that account.");
        }
    }
}

fn encrypted(account: &str, callout: &spec::AuthCallout) -> String {
    if get(callout.encrypted.as_ref()).unwrap_or(false) {
        format!(", and decrypts what it is asked with `account/{account}/xkey`")
    } else {
        String::new()
    }
}

fn certificates(plan: &Plan, text: &mut String) {
    let Some(tls) = plan.deployment.tls.as_ref() else { return };
    let _ = writeln!(text, "\n## Certificates\n");
    let (files, vault): (Option<&Spanned<TlsFiles>>, _) = (tls.files.as_ref(), tls.vault.as_ref());
    let words = match (files, vault) {
        (Some(_), _) => {
            "The certificates must be where the configuration names them before the servers start, and cover these names:"
        }
        (None, Some(_)) => "Ask Vault for these, and put them where the configuration names them:",
        (None, None) => "Made by natsconf, for development:",
    };
    let _ = writeln!(text, "{words}\n\n| certificate | names | usages |\n|---|---|---|");
    for request in plan.certificates() {
        let names = request.names.join(", ");
        let usages = if request.server { "server and client" } else { "client" };
        let _ = writeln!(text, "| {} | {names} | {usages} |", request.common_name);
    }
    if let Some(vault) = vault {
        ask_vault(plan, vault, text);
    }
}

/// How long a certificate of Vault holds where the description says nothing, in seconds.
const VAULT_TTL: i64 = 720 * 60 * 60;

fn ask_vault(plan: &Plan, vault: &spec::Vault, text: &mut String) {
    let mount = option_text(vault.mount.as_ref()).unwrap_or("pki");
    let role = option_text(vault.role.as_ref()).unwrap_or_default();
    let ttl = vault.ttl.as_ref().map_or(VAULT_TTL, |ttl| ttl.nanoseconds() / 1_000_000_000);
    let _ = writeln!(text, "\n```sh");
    if let Some(address) = &vault.address {
        let _ = writeln!(text, "export VAULT_ADDR={}", address.as_str());
    }
    for request in plan.certificates() {
        let (ips, names): (Vec<&str>, Vec<&str>) =
            request.names.iter().map(String::as_str).partition(|name| name.parse::<std::net::IpAddr>().is_ok());
        let list = |option: &str, names: &[&str]| match names {
            [] => String::new(),
            names => format!(" {option}={}", names.join(",")),
        };
        let _ = writeln!(
            text,
            "vault write -format=json {mount}/issue/{role} common_name={}{}{} ttl={ttl}s",
            request.common_name,
            list("alt_names", &names),
            list("ip_sans", &ips)
        );
    }
    let _ = writeln!(text, "```");
}
