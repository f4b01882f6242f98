//! What servers share: the operator, and the accounts that they begin with.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Writer, print_error};
use crate::deployment::plan::{Plan, text};
use crate::deployment::trust::{Trust, TrustedAccount};
use crate::deployment::{RenderError, Rendered, RenderedFile};
use crate::model::Config;
use crate::option::types::{OneOrMany, OperatorJwt, UserJwt};
use crate::option::{Block, Version};

/// Included by the servers of clusters.
pub(super) const OPERATOR: &str = "operator.conf";
/// Included by leaf nodes.
pub(super) const LEAF: &str = "leaf-operator.conf";
/// The accounts of all servers.
const PRELOAD: &str = "resolver-preload.conf";
/// The accounts of leaf nodes.
const LEAF_PRELOAD: &str = "leaf-resolver-preload.conf";

/// Adds the includes.
pub(super) fn add(plan: &Plan, trust: &Trust, rendered: &mut Rendered) -> Result<(), RenderError> {
    let mut add = |file: &str, preload: &str, accounts: Vec<&TrustedAccount>| {
        let text = operator(plan, trust, preload).map_err(print_error(file))?;
        rendered.files.insert(format!("config/{file}"), RenderedFile::public(text));
        rendered.files.insert(format!("config/{preload}"), RenderedFile::public(self::preload(&accounts)));
        Ok(())
    };
    add(OPERATOR, PRELOAD, trust.accounts.iter().collect())?;
    let joined: BTreeSet<&str> =
        plan.servers.iter().filter_map(|server| text(server.leaf.as_ref()?.account.as_ref())).collect();
    if joined.is_empty() {
        return Ok(());
    }
    let needed = |account: &&TrustedAccount| account.name == plan.system_account || joined.contains(&*account.name);
    add(LEAF, LEAF_PRELOAD, trust.accounts.iter().filter(needed).collect())
}

fn operator(plan: &Plan, trust: &Trust, preload: &str) -> Result<String, crate::value::PrintError> {
    let mut writer =
        Writer::new("Shared by several servers. Rendered by natsconf: change the description, not this file.");
    let mut config =
        Config::default().operator([OperatorJwt::from(trust.operator.as_str())].into_iter().collect::<OneOrMany<_>>());
    if let Some(system) = trust.account(&plan.system_account) {
        config = config.system_account(system.key.as_str());
    }
    writer.section(
        "The operator, whose signature the servers trust, and the account for the servers themselves.",
        &config,
    )?;
    if let Some(sentinel) = trust.sentinel.as_deref().filter(|_| has_sentinel(plan.version)) {
        let config = Config::default().default_sentinel(UserJwt::from(sentinel));
        writer.section("As whom clients without a JWT act, so that the auth callout is asked about them.", &config)?;
    }
    writer.lines("The accounts.", &format!("include ./{preload}\n"));
    Ok(writer.finish())
}

/// Whether the servers know `default_sentinel`. With older ones, clients bring the sentinel's credentials.
pub(in crate::deployment) fn has_sentinel(version: Version) -> bool {
    Config::SPEC.get("default_sentinel").is_some_and(|option| option.exists_in(version))
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
