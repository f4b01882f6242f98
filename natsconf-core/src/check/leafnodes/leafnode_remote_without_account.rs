//! A leaf node that joins an account that nobody is in.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("leafnode-remote-without-account", Warning, "leafnode_remote_without_account.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `parseRemoteLeafNodes` takes `$G`. With users in accounts alone, nobody but another remote can be in it.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(remotes) = config.leafnodes.as_ref().and_then(|leafnodes| leafnodes.remotes.as_ref()) else { return };
    let of_accounts = config.accounts.iter().flat_map(|accounts| accounts.blocks());
    let users = of_accounts.filter(|account| account.value.users.as_ref().is_some_and(|users| !users.is_empty()));
    let named: Vec<&str> = users.map(|account| &**account.name).collect();
    let system = config.system_account.as_ref().map(|account| &***account);
    let others = config.authorization.is_some() || config.has_operator() || config.mappings.is_some();
    if others || report.is_incomplete() || named.iter().all(|name| Some(*name) == system) {
        return;
    }
    let mut without = remotes.iter().filter(|remote| remote.account.as_ref().is_none_or(|account| account.is_empty()));
    if let (Some(remote), None) = (without.next(), without.next()) {
        let found =
            CODE.at(remote.span(), "this leaf node joins the account `$G`, and all users are in other accounts");
        report.add(found.help("name one of your accounts with `account`"));
    }
}
