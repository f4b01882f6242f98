//! The README of the output: what is where, and the commands that use it.

use std::fmt::Write as _;

use super::{config_file, creds_file};
use crate::deployment::plan::Plan;
use crate::deployment::spec::TlsFiles;
use crate::deployment::trust::Trust;
use crate::option::Spanned;

/// More users than this are not listed one by one.
const LISTED: usize = 50;

/// The text. Writing to a string cannot fail.
pub(super) fn text(plan: &Plan, trust: &Trust) -> String {
    let mut text = format!(
        "# {}\n\nRendered by natsconf for nats-server {}. Change the description and render again: changes here are lost.\n",
        plan.name, plan.version
    );
    servers(plan, &mut text);
    users(plan, trust, &mut text);
    certificates(plan, &mut text);
    text
}

fn servers(plan: &Plan, text: &mut String) {
    let scheme = if plan.clients_have_tls() { "tls" } else { "nats" };
    let _ = writeln!(text, "\n## Servers\n\nRun in this folder:\n\n```sh");
    for server in &plan.servers {
        let _ = writeln!(text, "nats-server -c {}", config_file(&server.name));
    }
    let _ = writeln!(text, "```\n\n| server | clients | health |\n|---|---|---|");
    for server in &plan.servers {
        let (clients, health) = (server.url(scheme, server.ports.client), server.url("http", server.ports.monitoring));
        let _ = writeln!(text, "| {} | `{clients}` | `{health}/healthz` |", server.name);
    }
}

fn users(plan: &Plan, trust: &Trust, text: &mut String) {
    let _ = writeln!(text, "\n## Users\n\n| account | user | credentials |\n|---|---|---|");
    for user in trust.users.iter().take(LISTED) {
        let file = creds_file(&user.account, &user.name);
        let _ = writeln!(text, "| {} | {} | `{file}` |", user.account, user.name);
    }
    if trust.users.len() > LISTED {
        let _ = writeln!(text, "\nThat is {LISTED} of {}; the others lie beside them.", trust.users.len());
    }
    let Some(user) = trust.users.iter().find(|user| user.account != plan.system_account) else { return };
    let _ = writeln!(
        text,
        "\nWith the nats CLI, in this folder:\n\n```sh\nexport XDG_CONFIG_HOME=\"$PWD/contexts\"\nnats --context {}-{} account info\n```",
        user.account, user.name
    );
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
    let Some(vault) = vault else { return };
    let mount = super::super::super::plan::text(vault.mount.as_ref()).unwrap_or("pki");
    let role = super::super::super::plan::text(vault.role.as_ref()).unwrap_or_default();
    let _ = writeln!(text, "\n```sh");
    for request in plan.certificates() {
        let (ips, names): (Vec<&str>, Vec<&str>) =
            request.names.iter().map(String::as_str).partition(|name| name.parse::<std::net::IpAddr>().is_ok());
        let _ = writeln!(
            text,
            "vault write -format=json {mount}/issue/{role} common_name={} alt_names={} ip_sans={}",
            request.common_name,
            names.join(","),
            ips.join(",")
        );
    }
    let _ = writeln!(text, "```");
}
