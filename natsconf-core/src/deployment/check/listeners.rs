//! Listeners, TLS, the resolver, and what needs JetStream.

use super::codes::{CONTRADICTION, INCOMPLETE};
use super::{Report, folders};
use crate::deployment::plan::get;
use crate::deployment::spec::{Listener, ResolverKind, Tls};
use crate::option::Spanned;
use crate::option::types::Toggle;

pub(super) fn check(report: &mut Report<'_>) {
    let deployment = report.deployment;
    match &deployment.tls {
        Some(tls) => source(report, tls),
        None => without_tls(report),
    }
    let jetstream = deployment.jetstream.as_deref().is_none_or(|jetstream| !matches!(jetstream, Toggle::Off));
    if let Some(mqtt) = deployment.mqtt.as_ref().filter(|mqtt| !jetstream && !matches!(***mqtt, Toggle::Off)) {
        let help = "servers keep MQTT sessions in streams: leave out `jetstream: false`";
        report.add(&CONTRADICTION, mqtt.span(), "MQTT needs JetStream", help);
    }
    if let Some(resolver) = &deployment.resolver {
        let url = get(resolver.kind.as_ref()) == Some(ResolverKind::Url);
        match &resolver.url {
            None if url => {
                let help = "add `url`, under which the servers ask for account JWTs";
                report.add(&INCOMPLETE, resolver.span(), "the resolver has no URL", help);
            }
            Some(given) if !url => {
                report.add(
                    &CONTRADICTION,
                    given.span(),
                    "only a resolver of type `url` has a URL",
                    "set `type: url`, or leave it out",
                );
            }
            _ => {}
        }
    }
    folders::resolver(report);
}

/// Certificates come from natsconf, or from elsewhere. Those of Vault lie in files, too.
fn source(report: &mut Report<'_>, tls: &Spanned<Box<Tls>>) {
    let development = tls.development.as_ref().filter(|development| development.value);
    let others = tls.files.is_some() || tls.vault.is_some();
    let help = "name one: `files` that exist where the servers run, a role of `vault`, or `development: true` for \
                certificates that natsconf makes";
    match development {
        None if !others => report.add(&INCOMPLETE, tls.span(), "it is not said where certificates come from", help),
        Some(made) if others => {
            report.add(&CONTRADICTION, made.span(), "certificates come from two places", help);
        }
        _ => {}
    }
}

/// What would be left without TLS, where it was asked for.
fn without_tls(report: &mut Report<'_>) {
    let deployment = report.deployment;
    let leafnodes = deployment.leafnodes.as_deref().and_then(Toggle::block);
    let listeners = deployment.client.as_ref().map(|client| &client.value).into_iter().chain(leafnodes);
    let asked = |listener: &Listener| {
        let (tls, verify) = (listener.tls.as_ref(), listener.verify.as_ref());
        tls.filter(|tls| tls.value).or(verify.filter(|verify| verify.value)).map(Spanned::span)
    };
    let websocket = deployment.websocket.as_deref().and_then(Toggle::block).and_then(|listener| listener.tls.as_ref());
    let mqtt = deployment.mqtt.as_deref().and_then(Toggle::block).and_then(|listener| listener.tls.as_ref());
    let further = websocket.into_iter().chain(mqtt).filter(|tls| tls.value).map(Spanned::span);
    let spans: Vec<_> = listeners.filter_map(asked).chain(further).collect();
    for span in spans {
        let help = "add `tls` to the deployment: `tls: { development: true }`";
        report.add(&INCOMPLETE, span, "the deployment has no TLS", help);
    }
}
