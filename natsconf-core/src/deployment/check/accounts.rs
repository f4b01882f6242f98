//! Accounts, their users and signing keys, and the auth callout.

use super::codes::CONTRADICTION;
use super::{Report, codes::INCOMPLETE};
use crate::deployment::plan;
use crate::deployment::spec::{Account, AuthCallout, Mode, SpecName};
use crate::model;
use crate::option::types::{NamedEntry, Toggle};
use crate::option::{Block, Spanned, Version};

pub(super) fn check(report: &mut Report<'_>) {
    let deployment = report.deployment;
    let mut callout: Option<&Spanned<AuthCallout>> = None;
    for account in deployment.accounts.iter().flat_map(|accounts| accounts.iter()) {
        system_account(report, account);
        users(report, &account.value);
        if let (Some(_), Some(tiers)) = (&account.value.jetstream, &account.value.tiers) {
            let help = "say what may be kept by the number of copies, or over all of them";
            report.add(&CONTRADICTION, tiers.span(), "`jetstream` and `tiers` are both there", help);
        }
        tiers(report, &account.value);
        if let Some(given) = &account.value.auth_callout {
            self::callout(report, account, given);
            if let Some(first) = callout.replace(given).filter(|_| serves_all(report, given)) {
                let found = CONTRADICTION.at(given.span(), "two accounts have an auth callout");
                let help = "clients without a JWT are asked about in one account: set `sentinel: false` in the other, whose \
                            clients then bring credentials";
                report.found.push(found.related(first.span(), "the other one").help(help));
            }
        }
    }
}

/// A stream counts to the tier of its number of copies (`tierName`); what stands in others, no server ever looks at.
fn tiers(report: &mut Report<'_>, account: &Account) {
    for tier in account.tiers.iter().flat_map(|tiers| tiers.iter()) {
        if !["R1", "R2", "R3", "R4", "R5"].contains(&&**tier.name) {
            let words = format!("no stream counts to a tier `{}`", tier.name.value);
            report.add(
                &CONTRADICTION,
                tier.name.span(),
                words,
                "tiers are called by the number of copies: `R1` to `R5`",
            );
        }
    }
}

/// Whether an auth callout is for clients that name no account.
fn serves_all(report: &Report<'_>, callout: &AuthCallout) -> bool {
    report.mode() != Mode::Operator || plan::get(callout.sentinel.as_ref()).unwrap_or(true)
}

fn system_account(report: &mut Report<'_>, account: &NamedEntry<SpecName, Account>) {
    if *account.name.value != *plan::system_account(report.deployment) {
        return;
    }
    let jetstream = account.value.jetstream.as_ref().filter(|jetstream| !matches!(***jetstream, Toggle::Off));
    let span = jetstream.map(Spanned::span).or(account.value.tiers.as_ref().map(Spanned::span));
    if let Some(span) = span {
        let help = "servers refuse to start with it: keep streams in another account";
        report.add(&CONTRADICTION, span, "the system account has JetStream", help);
    }
}

fn users(report: &mut Report<'_>, account: &Account) {
    let signing: Vec<_> = account.signing_keys.iter().flat_map(|keys| keys.iter()).collect();
    let refuses_bearers =
        account.limits.as_ref().is_some_and(|limits| plan::get(limits.disallow_bearer.as_ref()) == Some(true));
    for user in account.users.iter().flat_map(|users| users.iter()) {
        if let Some(bearer) = user.value.bearer.as_ref().filter(|bearer| refuses_bearers && bearer.value) {
            let help = "leave out `disallow_bearer` of the account's limits, or give the user a seed to connect with";
            report.add(&CONTRADICTION, bearer.span(), "the account refuses bearers", help);
        }
        let Some(name) = &user.value.signing_key else { continue };
        report.unknown(name.span(), "signing key", name, signing.iter().map(|key| &*key.name.value));
        let scoped = signing.iter().find(|key| *key.name.value == ***name).is_some_and(|key| {
            let key = &key.value;
            key.permissions.is_some() || key.subscriptions.is_some() || key.payload.is_some() || key.bearer.is_some()
        });
        let own = user.value.permissions.as_ref().map(Spanned::span);
        let own = own.or(user.value.subscriptions.as_ref().map(Spanned::span));
        let own = own.or(user.value.payload.as_ref().map(Spanned::span));
        let own = own.or(user.value.bearer.as_ref().map(Spanned::span));
        let own = own.or(user.value.sources.as_ref().map(Spanned::span));
        let own = own.or(user.value.connection_types.as_ref().map(Spanned::span));
        if let Some(span) = own.filter(|_| scoped) {
            let help =
                "the signing key's permissions count, and servers refuse users that have their own: leave these out";
            report.add(&CONTRADICTION, span, "the user has limits of its own beside those of its signing key", help);
        }
    }
}

fn callout(report: &mut Report<'_>, account: &NamedEntry<SpecName, Account>, callout: &AuthCallout) {
    let users: Vec<_> =
        account.value.users.iter().flat_map(|users| users.iter()).map(|user| &*user.name.value).collect();
    for user in callout.users.iter().flat_map(|users| users.iter()) {
        report.unknown(user.span(), "user", user, users.iter().copied());
    }
    if let Some(given) = callout.users.as_ref().filter(|users| users.iter().len() == 0) {
        let help = "name the user as whom the service connects";
        report.add(&INCOMPLETE, given.span(), "nobody can answer the auth callout", help);
    }
    for allowed in callout.allowed_accounts.iter().flat_map(|accounts| accounts.iter()) {
        if &*allowed.value != "*" {
            report.account(allowed.span(), allowed);
        }
    }
    let too_old = report.mode() == Mode::Accounts && !knows_allowed_accounts(plan::version(report.deployment));
    if let Some(allowed) = callout.allowed_accounts.as_ref().filter(|_| too_old) {
        let help = "raise `version`, or leave it out: the service may then let users into every account";
        report.add(
            &CONTRADICTION,
            allowed.span(),
            "servers before 2.11 do not know `allowed_accounts` in a configuration",
            help,
        );
    }
}

fn knows_allowed_accounts(version: Version) -> bool {
    model::AuthCallout::SPEC.get("allowed_accounts").is_some_and(|option| option.exists_in(version))
}
