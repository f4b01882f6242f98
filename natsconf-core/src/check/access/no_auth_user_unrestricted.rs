//! Someone without a login who may do everything.

use super::clients;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Config;

static CODE: Code = code!("no-auth-user-unrestricted", Warning, "no_auth_user_unrestricted.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.processClientOrLeafAuthentication`, which takes the permissions of the user.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let Some(name) = config.no_auth_user.as_ref().filter(|_| !config.has_operator()) else { return };
    if clients::need_certificates(config) || !clients::come_from_elsewhere(config) || report.is_incomplete() {
        return;
    }
    let Some(unrestricted) = unrestricted(config, name) else { return };
    let message = match unrestricted {
        Rights::System => format!("whoever does not log in acts as `{}`, in the system account", &***name),
        Rights::Everything => format!("whoever does not log in acts as `{}`, who may do everything", &***name),
    };
    report.add(CODE.at(name.span(), message).help("give this user `permissions`, or listen on `127.0.0.1` alone"));
}

enum Rights {
    Everything,
    System,
}

/// What a user may do who has no permissions, nor default ones.
fn unrestricted(config: &Config, name: &str) -> Option<Rights> {
    let own = config.authorization.as_ref().filter(|own| own.default_permissions.is_none());
    let own = own.and_then(|own| own.users.as_ref()).map(|users| (Rights::Everything, users));
    let system = config.system_account.as_ref().map_or("$SYS", |account| account);
    let accounts = config.accounts.iter().flat_map(|accounts| accounts.blocks());
    let accounts = accounts.filter(|account| account.value.default_permissions.is_none()).filter_map(|account| {
        let rights = if &**account.name == system { Rights::System } else { Rights::Everything };
        Some((rights, account.value.users.as_ref()?))
    });
    let holds = |user: &crate::model::User| user.permissions.is_none() && user.is_called(name);
    let mut found = own.into_iter().chain(accounts).filter(|(_, users)| users.iter().any(|user| holds(user)));
    found.next().map(|(rights, _)| rights)
}
