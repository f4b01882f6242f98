//! Accounts that were promised more than there is.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::{AccountJetStream, JetStream};
use crate::option::Spanned;
use crate::option::types::{Size, StorageSize, Switch};

static CODE: Code = code!("account-storage-above-server", Error, "account_storage_above_server.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

type OfServer = fn(&JetStream) -> Option<&Spanned<StorageSize>>;
type OfAccount = fn(&AccountJetStream) -> Option<&Spanned<Size>>;

const KINDS: [(&str, OfServer, OfAccount); 2] = [
    ("max_file_store", |server| server.max_file_store.as_ref(), |account| account.max_file.as_ref()),
    ("max_memory_store", |server| server.max_memory_store.as_ref(), |account| account.max_memory.as_ref()),
];

/// `jsAccount.sufficientResources` by way of `Server.enableJetStreamAccounts`: what accounts reserve, all together. The
/// servers of a cluster, and one that joins the system account of others, leave that to when streams are made.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let gateway = config.gateway.as_ref().is_some_and(|gateway| gateway.gateway_port() != 0);
    if !config.has_jetstream()
        || config.is_clustered()
        || gateway
        || config.leafnode_remotes().any(|remote| remote.account.is_some())
    {
        return;
    }
    let Some(Switch::With(server)) = config.jetstream.as_deref() else { return };
    for (option, of_server, of_account) in KINDS {
        // Below zero the server looks for itself how much there is.
        let Some(limit) = of_server(server).filter(|limit| limit.0 >= 0) else { continue };
        let accounts = config.accounts.iter().flat_map(|accounts| accounts.blocks());
        let limits = accounts.filter_map(|account| account.value.jetstream.as_ref()?.block().and_then(of_account));
        let mut sum = 0_i64;
        for reserved in limits.filter(|reserved| reserved.0 > 0) {
            sum = sum.saturating_add(reserved.0);
            if sum > limit.0 {
                let message =
                    format!("accounts reserve {} here and before, and `{option}` is {}", Size(sum), Size(limit.0));
                let found = CODE.at(reserved.span(), message).related(limit.span(), "what the server has");
                report.add(found.help(format!("lower the limits of accounts, or raise `{option}`")));
                break;
            }
        }
    }
}
