//! `settings`: further options of every server must not be those that the description itself decides.

use super::{Report, codes::RENDERED_OPTION};
use crate::deployment::spec::Mode;
use crate::model::Config;
use crate::option::Spanned;
use crate::source::Span;

/// Names the options that the description decides, each with the part of it that does.
macro_rules! decided {
    ($($option:ident by $part:literal;)*) => {
        const DECIDED: &[&str] = &[$(stringify!($option)),*];

        /// Each option with its place, where it is set, and with the part of the description that decides it.
        fn decided(settings: &Config) -> impl Iterator<Item = (&'static str, Option<Span>, &'static str)> {
            [$((stringify!($option), settings.$option.as_ref().map(Spanned::span), $part)),*].into_iter()
        }
    };
}

/// Whether an option is one that the description decides.
pub(in crate::deployment) fn is_rendered(option: &str) -> bool {
    DECIDED.contains(&option)
}

pub(super) fn check(report: &mut Report<'_>) {
    let Some(settings) = report.deployment.settings.as_deref() else { return };
    for (option, span, part) in decided(settings) {
        if let Some(span) = span {
            refuse(report, option, span, part);
        }
    }
    if report.mode() != Mode::Operator {
        return;
    }
    if let Some(user) = &settings.no_auth_user {
        let help = "with an operator nobody connects without a JWT; an auth callout with its sentinel asks about those who \
                    bring none";
        report.add(&RENDERED_OPTION, user.span(), "servers refuse `no_auth_user` together with an operator", help);
    }
}

fn refuse(report: &mut Report<'_>, option: &str, span: Span, part: &str) {
    let callout = option == "authorization" && report.mode() == Mode::Operator;
    let help = if callout {
        "with an operator, servers refuse users, passwords and `auth_callout` in their configuration: write \
         `accounts: { AUTH: { auth_callout: { users: [ auth ] } } }`, which goes into the account's JWT"
            .to_owned()
    } else {
        format!("say it in `{part}` of the description, and leave it out here")
    };
    report.add(&RENDERED_OPTION, span, format!("`{option}` is what natsconf itself renders"), help);
}

decided! {
    listen by "client";
    host by "client";
    port by "client";
    client_advertise by "client";
    server_name by "cluster";
    http by "monitoring";
    http_port by "monitoring";
    https by "monitoring";
    https_port by "monitoring";
    cluster by "cluster";
    gateway by "clusters";
    leafnodes by "leafnodes";
    websocket by "websocket";
    mqtt by "mqtt";
    tls by "tls";
    allow_non_tls by "tls";
    jetstream by "jetstream";
    store_dir by "jetstream";
    pid_file by "folders";
    accounts by "accounts";
    authorization by "accounts";
    system_account by "system_account";
    no_system_account by "system_account";
    operator by "operator";
    trusted by "operator";
    resolver by "resolver";
    resolver_preload by "accounts";
    default_sentinel by "accounts";
}
