//! What servers share: the operator, and the accounts that they begin with.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Writer, print_error};
use crate::deployment::access::Access;
use crate::deployment::logins::Logins;
use crate::deployment::plan::{Plan, Server, text};
use crate::deployment::trust::{Trust, TrustedAccount};
use crate::deployment::{RenderError, Rendered, RenderedFile};
use crate::model::Config;
use crate::option::types::{OneOrMany, OperatorJwt, UserJwt};
use crate::value::PrintError;

/// The names of the files that servers share, without their ends: no server can be called so.
pub(in crate::deployment) const SHARED: [&str; 6] =
    ["operator", "leaf-operator", "accounts", "leaf-accounts", "resolver-preload", "leaf-resolver-preload"];

/// Account JWTs of the servers of clusters.
const PRELOAD: &str = "resolver-preload.conf";
/// Account JWTs of leaf nodes.
const LEAF_PRELOAD: &str = "leaf-resolver-preload.conf";

/// What a server includes.
pub(super) fn included(access: &Access, server: &Server) -> &'static str {
    match (access, server.leaf.is_some()) {
        (Access::Trust(_), false) => "operator.conf",
        (Access::Trust(_), true) => "leaf-operator.conf",
        (Access::Logins(_), false) => "accounts.conf",
        (Access::Logins(_), true) => "leaf-accounts.conf",
    }
}

/// Adds the includes.
pub(super) fn add(plan: &Plan, access: &Access, rendered: &mut Rendered) -> Result<(), RenderError> {
    let of_cluster = plan.servers.iter().find(|server| server.leaf.is_none());
    let of_leaf = plan.servers.iter().find(|server| server.leaf.is_some());
    for server in [of_cluster, of_leaf].into_iter().flatten() {
        let file = included(access, server);
        let files = match access {
            Access::Trust(trust) => by_operator(plan, trust, server, file),
            Access::Logins(logins) => by_configuration(logins, server).map(|config| vec![(file, config)]),
        };
        let files = files.map_err(print_error(file))?;
        rendered.files.extend(files.into_iter().map(|(file, text)| (format!("config/{file}"), text)));
    }
    Ok(())
}

/// The operator, and the accounts to begin with, in a file of their own.
fn by_operator(
    plan: &Plan,
    trust: &Trust,
    server: &Server,
    file: &'static str,
) -> Result<Vec<(&'static str, RenderedFile)>, PrintError> {
    let joined: BTreeSet<&str> =
        plan.servers.iter().filter_map(|server| text(server.leaf.as_ref()?.account.as_ref())).collect();
    let is_leaf = server.leaf.is_some();
    let needed = |account: &&TrustedAccount| {
        !is_leaf || account.name == plan.system_account || joined.contains(account.name.as_str())
    };
    let accounts: Vec<_> = trust.accounts.iter().filter(needed).collect();
    let preload = if is_leaf { LEAF_PRELOAD } else { PRELOAD };
    let operator = RenderedFile::public(operator(plan, trust, preload)?);
    Ok(vec![(file, operator), (preload, RenderedFile::public(self::preload(&accounts)))])
}

/// Accounts and users. The hashes of their passwords are for the servers alone.
fn by_configuration(logins: &Logins, server: &Server) -> Result<RenderedFile, PrintError> {
    let config = if server.leaf.is_some() { &logins.leafs } else { &logins.shared };
    let mut writer = Writer::new(ABOUT);
    writer.section("Who may connect, and what they may do.", config)?;
    Ok(RenderedFile::secret(writer.finish()))
}

/// The first line of shared files.
const ABOUT: &str = "Shared by several servers. Rendered by natsconf: change the description, not this file.";

fn operator(plan: &Plan, trust: &Trust, preload: &str) -> Result<String, PrintError> {
    let mut writer = Writer::new(ABOUT);
    let mut config =
        Config::default().operator([OperatorJwt::from(trust.operator.as_str())].into_iter().collect::<OneOrMany<_>>());
    if let Some(system) = trust.account(&plan.system_account) {
        config = config.system_account(system.key.as_str());
    }
    writer.section(
        "The operator, whose signature the servers trust, and the account for the servers themselves.",
        &config,
    )?;
    if let Some(sentinel) = trust.sentinel.as_deref().filter(|_| plan.has_default_sentinel()) {
        let config = Config::default().default_sentinel(UserJwt::from(sentinel));
        writer.section("As whom clients without a JWT act, so that the auth callout is asked about them.", &config)?;
    }
    writer.lines("The accounts.", &format!("include ./{preload}\n"));
    Ok(writer.finish())
}

/// Account JWTs by public key. A JWT has no character that needs quotes.
fn preload(accounts: &[&TrustedAccount]) -> String {
    let mut text = String::from(
        "# Account JWTs. Rendered by natsconf: change the description, not this file.\nresolver_preload {\n",
    );
    for account in accounts {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  # {}\n  {}: {}", account.name, account.key, account.token);
    }
    text.push_str("}\n");
    text
}
