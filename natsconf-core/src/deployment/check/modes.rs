//! Options that the chosen mode has no use for: what they say would be lost without a word.

use super::{Report, codes::OTHER_MODE};
use crate::deployment::spec::{Account, Mode, User};
use crate::option::Spanned;
use crate::source::Span;

pub(super) fn check(report: &mut Report<'_>) {
    let deployment = report.deployment;
    let mode = report.mode();
    if mode != Mode::Operator {
        let only = "only the mode `operator` has it";
        refuse(report, deployment.operator.as_ref(), "operator", only);
        refuse(report, deployment.resolver.as_ref(), "resolver", only);
    }
    if mode != Mode::Single {
        refuse(report, deployment.login.as_ref(), "login", "only the mode `single` has it: users belong to `accounts`");
    }
    if mode == Mode::Single {
        let accounts = "the mode `single` has one user and no accounts: use the mode `accounts`";
        refuse(report, deployment.accounts.as_ref(), "accounts", accounts);
        refuse(report, deployment.system_account.as_ref(), "system_account", accounts);
        refuse(report, deployment.leafs.as_ref(), "leafs", "leaf nodes join an account: use the mode `accounts`");
    }
    for account in deployment.accounts.iter().flat_map(|accounts| accounts.iter()) {
        match mode {
            Mode::Operator => of_operator(report, &account.value),
            Mode::Accounts => of_accounts(report, &account.value),
            Mode::Single => {}
        }
    }
}

fn refuse<T>(report: &mut Report<'_>, option: Option<&Spanned<T>>, name: &str, help: &'static str) {
    let Some(option) = option else { return };
    refuse_at(report, option.span(), name, help);
}

fn refuse_at(report: &mut Report<'_>, span: Span, name: &str, help: &'static str) {
    let mode = report.mode().name();
    report.add(&OTHER_MODE, span, format!("`{name}` has no meaning in the mode `{mode}`"), help);
}

/// With an operator, users have credentials.
fn of_operator(report: &mut Report<'_>, account: &Account) {
    for user in account.users.iter().flat_map(|users| users.iter()) {
        let help = "with an operator, users connect with credentials, which natsconf makes; passwords belong to the \
                    mode `accounts`, or to what the service of an auth callout knows";
        refuse(report, user.value.password.as_ref(), "password", help);
    }
}

/// What only JWTs can say.
fn of_accounts(report: &mut Report<'_>, account: &Account) {
    let help = "only the JWTs of the mode `operator` say this; a configuration cannot";
    refuse(report, account.tiers.as_ref(), "tiers", help);
    refuse(report, account.signing_keys.as_ref(), "signing_keys", help);
    refuse(report, account.revocations.as_ref(), "revocations", help);
    refuse(report, account.expires.as_ref(), "expires", help);
    refuse(report, account.description.as_ref(), "description", help);
    refuse(report, account.tags.as_ref(), "tags", help);
    if let Some(limits) = &account.limits {
        refuse(report, limits.data.as_ref(), "data", help);
        refuse(report, limits.exports.as_ref(), "exports", help);
        refuse(report, limits.imports.as_ref(), "imports", help);
        refuse(report, limits.wildcard_exports.as_ref(), "wildcard_exports", help);
        refuse(report, limits.disallow_bearer.as_ref(), "disallow_bearer", help);
    }
    for export in account.exports.iter().flat_map(|exports| exports.iter()) {
        refuse(report, export.description.as_ref(), "description", help);
    }
    for import in account.imports.iter().flat_map(|imports| imports.iter()) {
        refuse(report, import.account_key.as_ref(), "account_key", help);
        refuse(report, import.token.as_ref(), "token", help);
    }
    if let Some(callout) = &account.auth_callout {
        refuse(
            report,
            callout.sentinel.as_ref(),
            "sentinel",
            "without an operator, the service is asked about everyone",
        );
    }
    for user in account.users.iter().flat_map(|users| users.iter()) {
        user_of_accounts(report, &user.value, help);
    }
}

fn user_of_accounts(report: &mut Report<'_>, user: &User, help: &'static str) {
    refuse(report, user.signing_key.as_ref(), "signing_key", help);
    refuse(report, user.bearer.as_ref(), "bearer", help);
    refuse(report, user.sentinel.as_ref(), "sentinel", help);
    refuse(report, user.sources.as_ref(), "sources", help);
    refuse(report, user.subscriptions.as_ref(), "subscriptions", help);
    refuse(report, user.payload.as_ref(), "payload", help);
    refuse(report, user.expires.as_ref(), "expires", help);
    refuse(report, user.tags.as_ref(), "tags", help);
}
