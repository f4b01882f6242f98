//! A described account → the claims of its JWT.

use std::collections::BTreeMap;

use super::permissions::permissions;
use super::{AccountKey, account_key, user_key};
use crate::deployment::RenderError;
use crate::deployment::check::UNKNOWN_NAME;
use crate::deployment::keyring::Keyring;
use crate::deployment::plan::{Plan, get, text};
use crate::deployment::spec::{self, SigningKey};
use crate::identity::claims::{
    self, AccountClaims, ActivationClaims, Exchange, ExternalAuthorization, JetStreamLimits, NO_LIMIT, SamplingRate,
    ServiceLatency, UserPermissionLimits, UserScope, WeightedMapping, tag,
};
use crate::identity::{KeyPair, PublicKey, Role};
use crate::model::MappingTarget;
use crate::option::Spanned;
use crate::option::types::{Interval, ResponseType, Sampling, Text, Toggle};

/// The claims of an account.
pub(super) fn claims(
    plan: &Plan,
    name: &str,
    spec: &spec::Account,
    keys: &BTreeMap<String, AccountKey>,
    signing: &BTreeMap<String, KeyPair>,
    keyring: &mut Keyring<'_>,
) -> Result<AccountClaims, RenderError> {
    let mut claims = AccountClaims::new(&keys[name].public, name);
    claims.data.expires = get(spec.expires.as_ref()).unwrap_or_default();
    let body = &mut claims.body;
    limits(spec, &mut body.limits);
    if let Some(given) = &spec.default_permissions {
        body.default_permissions = permissions(given);
    }
    for key in spec.signing_keys.iter().flat_map(|keys| keys.iter()) {
        let public = signing[&*key.name.value].public_key();
        match template(&key.value) {
            None => body.signing_keys.add(public),
            Some(template) => {
                let mut scope = UserScope::new(public, &*key.name.value, template);
                text(key.value.description.as_ref()).unwrap_or_default().clone_into(&mut scope.description);
                body.signing_keys.add_scoped(scope);
            }
        }
    }
    body.exports = spec.exports.iter().flat_map(|exports| exports.iter()).map(|given| export(given)).collect();
    body.imports = imports(plan, name, spec, keys, keyring)?;
    body.mappings = mappings(spec);
    body.authorization = authorization(name, spec, keys, keyring)?;
    for revocation in spec.revocations.iter().flat_map(|revocations| revocations.iter()) {
        body.revocations.revoke(revoked(name, spec, &revocation.name, keyring)?, *revocation.value);
    }
    for key in keyring.retired_users(name) {
        body.revocations.revoke(key, FOR_EVER);
    }
    text(spec.description.as_ref()).unwrap_or_default().clone_into(&mut body.description);
    body.tags = spec.tags.iter().flat_map(|tags| tags.iter()).map(|text| tag(text)).collect();
    Ok(claims)
}

/// The end of the year 9999: nothing will be issued for a key that was rotated.
const FOR_EVER: i64 = 253_402_300_799;

/// The key of a user that is revoked: one of the description, one that it had earlier, or one that is named by its key.
fn revoked(
    account: &str,
    spec: &spec::Account,
    given: &Spanned<Text>,
    keyring: &mut Keyring<'_>,
) -> Result<String, RenderError> {
    let user = &*given.value;
    if user == claims::EVERYONE || PublicKey::parse_as(Role::User, user).is_ok() {
        return Ok(user.to_owned());
    }
    let key = user_key(account, user);
    let described = spec.users.iter().flat_map(|users| users.iter()).any(|known| *known.name.value == *user);
    if !described && !keyring.has(&key) {
        let words = format!("there is no user `{user}`, and there was none");
        let help = "name a user of the account, or a user's public key, which starts with `U`; `*` stands for all";
        return Err(RenderError::Refused(vec![UNKNOWN_NAME.at(given.span(), words).help(help)]));
    }
    Ok(keyring.seed(Role::User, &key)?.public_key().to_string())
}

fn limits(spec: &spec::Account, limits: &mut claims::OperatorLimits) {
    match spec.jetstream.as_deref() {
        Some(Toggle::On) => limits.jet_stream = JetStreamLimits::unlimited(),
        Some(Toggle::With(given)) => limits.jet_stream = jetstream(given),
        Some(Toggle::Off) | None => {}
    }
    for tier in spec.tiers.iter().flat_map(|tiers| tiers.iter()) {
        limits.tiered_limits.insert(tier.name.to_string(), jetstream(&tier.value));
    }
    let Some(given) = &spec.limits else { return };
    limits.nats.subscriptions = get(given.subscriptions.as_ref()).unwrap_or(NO_LIMIT);
    limits.nats.payload = get(given.payload.as_ref()).map_or(NO_LIMIT, |size| size.0);
    limits.nats.data = get(given.data.as_ref()).map_or(NO_LIMIT, |size| size.0);
    limits.account.connections = get(given.connections.as_ref()).unwrap_or(NO_LIMIT);
    limits.account.leaf_nodes = get(given.leaf_nodes.as_ref()).unwrap_or(NO_LIMIT);
    limits.account.exports = get(given.exports.as_ref()).unwrap_or(NO_LIMIT);
    limits.account.imports = get(given.imports.as_ref()).unwrap_or(NO_LIMIT);
    limits.account.wildcard_exports = get(given.wildcard_exports.as_ref()).unwrap_or(true);
    limits.account.disallow_bearer = get(given.disallow_bearer.as_ref()).unwrap_or(false);
}

fn jetstream(given: &spec::JetStreamLimits) -> JetStreamLimits {
    JetStreamLimits {
        memory_storage: get(given.max_memory.as_ref()).map_or(NO_LIMIT, |size| size.0),
        disk_storage: get(given.max_file.as_ref()).map_or(NO_LIMIT, |size| size.0),
        streams: get(given.max_streams.as_ref()).unwrap_or(NO_LIMIT),
        consumers: get(given.max_consumers.as_ref()).unwrap_or(NO_LIMIT),
        max_ack_pending: get(given.max_ack_pending.as_ref()).unwrap_or_default(),
        memory_max_stream_bytes: get(given.memory_max_stream.as_ref()).map_or(0, |size| size.0),
        disk_max_stream_bytes: get(given.file_max_stream.as_ref()).map_or(0, |size| size.0),
        max_bytes_required: get(given.max_bytes_required.as_ref()).unwrap_or(false),
        ..JetStreamLimits::default()
    }
}

/// What users of a signing key may do, when the key is scoped.
pub(super) fn scope(spec: &spec::Account, key: &str) -> Option<UserPermissionLimits> {
    let keys = spec.signing_keys.as_ref()?;
    template(&keys.iter().find(|known| *known.name.value == *key)?.value)
}

fn template(key: &SigningKey) -> Option<UserPermissionLimits> {
    let scoped = key.permissions.is_some() || key.subscriptions.is_some() || key.payload.is_some();
    if !scoped && !get(key.bearer.as_ref()).unwrap_or(false) {
        return None;
    }
    let mut template = UserPermissionLimits::unlimited();
    if let Some(given) = &key.permissions {
        template.permissions = permissions(given);
    }
    template.nats.subscriptions = get(key.subscriptions.as_ref()).unwrap_or(NO_LIMIT);
    template.nats.payload = get(key.payload.as_ref()).map_or(NO_LIMIT, |size| size.0);
    template.bearer_token = get(key.bearer.as_ref()).unwrap_or(false);
    Some(template)
}

fn export(given: &spec::Export) -> claims::Export {
    let (exchange, subject) = exchange(text(given.stream.as_ref()), text(given.service.as_ref()));
    let mut export = claims::Export::new(exchange, subject);
    subject.clone_into(&mut export.name);
    export.token_required = given.accounts.is_some();
    if exchange == Exchange::Service {
        let response = match get(given.response.as_ref()) {
            Some(ResponseType::Stream) => "Stream",
            Some(ResponseType::Chunked) => "Chunked",
            _ => "Singleton",
        };
        response.clone_into(&mut export.response_type);
        export.response_threshold = get(given.threshold.as_ref()).map_or(0, Interval::nanoseconds);
        export.latency = text(given.latency.as_ref()).map(|results| ServiceLatency {
            sampling: match get(given.sampling.as_ref()) {
                Some(Sampling::Headers) => SamplingRate::Headers,
                Some(Sampling::Percent(percent)) => SamplingRate::Percent(percent),
                None => SamplingRate::Percent(100),
            },
            results: results.to_owned(),
        });
        export.allow_trace = get(given.allow_trace.as_ref()).unwrap_or(false);
    }
    export.account_token_position = get(given.account_token_position.as_ref())
        .and_then(|position| u64::try_from(position).ok())
        .unwrap_or_default();
    text(given.description.as_ref()).unwrap_or_default().clone_into(&mut export.description);
    export
}

/// What is shared, and its subject. That it is one of the two is checked before.
fn exchange<'s>(stream: Option<&'s str>, service: Option<&'s str>) -> (Exchange, &'s str) {
    match (stream, service) {
        (Some(subject), _) => (Exchange::Stream, subject),
        (None, service) => (Exchange::Service, service.unwrap_or_default()),
    }
}

fn imports(
    plan: &Plan,
    name: &str,
    spec: &spec::Account,
    keys: &BTreeMap<String, AccountKey>,
    keyring: &mut Keyring<'_>,
) -> Result<Vec<claims::Import>, RenderError> {
    let mut imports = Vec::new();
    for given in spec.imports.iter().flat_map(|imports| imports.iter()) {
        let (exchange, subject) = exchange(text(given.stream.as_ref()), text(given.service.as_ref()));
        let mut import = claims::Import { subject: subject.to_owned(), exchange: Some(exchange), ..Default::default() };
        subject.clone_into(&mut import.name);
        text(given.to.as_ref()).unwrap_or_default().clone_into(&mut import.local_subject);
        import.share = exchange == Exchange::Service && get(given.share.as_ref()).unwrap_or(false);
        import.allow_trace = exchange == Exchange::Stream && get(given.allow_trace.as_ref()).unwrap_or(false);
        text(given.token.as_ref()).unwrap_or_default().clone_into(&mut import.token);
        text(given.account_key.as_ref()).unwrap_or_default().clone_into(&mut import.account);
        let exporter = text(given.account.as_ref()).and_then(|exporter| Some((exporter, keys.get(exporter)?)));
        if let Some((exporter, key)) = exporter {
            import.account = key.public.to_string();
            if let Some(pair) = key.pair.as_ref().filter(|_| needs_token(plan, exporter, exchange, subject)) {
                import.token = activation(name, (exporter, pair), exchange, subject, &keys[name].public, keyring)?;
            }
        }
        imports.push(import);
    }
    Ok(imports)
}

/// Whether the export that covers a subject is for chosen accounts only.
fn needs_token(plan: &Plan, exporter: &str, exchange: Exchange, subject: &str) -> bool {
    let accounts = plan.deployment.accounts.iter().flat_map(|accounts| accounts.iter());
    let exports = accounts
        .filter(|account| *account.name.value == *exporter)
        .filter_map(|account| account.value.exports.as_ref());
    exports.flat_map(|exports| exports.iter()).any(|export| {
        let (kind, pattern) = self::exchange(text(export.stream.as_ref()), text(export.service.as_ref()));
        export.accounts.is_some() && kind == exchange && covers(pattern, subject)
    })
}

/// Whether a pattern stands for all subjects that another stands for.
pub(in crate::deployment) fn covers(pattern: &str, subject: &str) -> bool {
    let mut tokens = subject.split('.');
    for part in pattern.split('.') {
        match (part, tokens.next()) {
            (">", Some(_)) => return true,
            ("*", Some(token)) if token != ">" => {}
            (part, Some(token)) if part == token => {}
            _ => return false,
        }
    }
    tokens.next().is_none()
}

fn activation(
    importer: &str,
    (exporter, exporter_key): (&str, &KeyPair),
    exchange: Exchange,
    subject: &str,
    importer_key: &PublicKey,
    keyring: &mut Keyring<'_>,
) -> Result<String, RenderError> {
    let name = format!("activation/{exporter}/{importer}/{}/{}", exchange.name(), file_safe(subject));
    let mut claims = ActivationClaims::new(importer_key, exchange, subject);
    subject.clone_into(&mut claims.data.name);
    Ok(keyring.sign(&name, claims, exporter_key)?.token().to_owned())
}

/// A subject as a part of a file's name.
fn file_safe(subject: &str) -> String {
    subject.replace('*', "+").replace('>', "++")
}

fn mappings(spec: &spec::Account) -> BTreeMap<String, Vec<WeightedMapping>> {
    let entry = |entry: &crate::option::types::NamedEntry<crate::option::types::Subject, MappingTarget>| {
        let to = |subject: &str, weight: u8, cluster: &str| WeightedMapping {
            subject: subject.to_owned(),
            weight,
            cluster: cluster.to_owned(),
            ..WeightedMapping::default()
        };
        let targets = match &entry.value.value {
            MappingTarget::Subject(subject) => vec![to(subject, 0, "")],
            MappingTarget::Destinations(destinations) => {
                let weight = |given: &crate::model::MappingDestination| {
                    given.weight.as_ref().and_then(|weight| u8::try_from(weight.0).ok()).unwrap_or_default()
                };
                destinations
                    .iter()
                    .map(|given| {
                        let cluster = text(given.cluster.as_ref()).unwrap_or_default();
                        to(text(given.destination.as_ref()).unwrap_or_default(), weight(given), cluster)
                    })
                    .collect()
            }
        };
        (entry.name.to_string(), targets)
    };
    spec.mappings.iter().flat_map(|mappings| mappings.iter()).map(entry).collect()
}

fn authorization(
    name: &str,
    spec: &spec::Account,
    keys: &BTreeMap<String, AccountKey>,
    keyring: &mut Keyring<'_>,
) -> Result<ExternalAuthorization, RenderError> {
    let Some(callout) = &spec.auth_callout else { return Ok(ExternalAuthorization::default()) };
    let mut authorization = ExternalAuthorization::default();
    for user in callout.users.iter().flat_map(|users| users.iter()) {
        let key = keyring.seed(Role::User, &user_key(name, user))?;
        authorization.auth_users.push(key.public_key().to_string());
    }
    for account in callout.allowed_accounts.iter().flat_map(|accounts| accounts.iter()) {
        let key = keys.get(&*account.value).map(|key| key.public.to_string());
        authorization.allowed_accounts.push(key.unwrap_or_else(|| account.to_string()));
    }
    if get(callout.encrypted.as_ref()).unwrap_or(false) {
        let xkey = keyring.seed(Role::Curve, &format!("{}/xkey", account_key(name)))?;
        authorization.xkey = xkey.public_key().to_string();
    }
    Ok(authorization)
}
