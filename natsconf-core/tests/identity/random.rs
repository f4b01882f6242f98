//! Random claims and random texts.

use natsconf_core::identity::claims::{
    AccountClaims, Exchange, Export, Import, JetStreamLimits, MessageTrace, NatsLimits, OperatorClaims, Permission,
    Permissions, ResponsePermission, SamplingRate, ServiceLatency, TimeRange, UserClaims, UserLimits,
    UserPermissionLimits, UserScope, WeightedMapping,
};
use natsconf_core::identity::creds::Creds;
use natsconf_core::identity::import::Imported;
use natsconf_core::identity::inspect::Inspection;
use natsconf_core::identity::{PublicKey, Role, Seed, chain, jwt, validate};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use crate::world::{key, payload};

/// Any text, with what Go escapes in it more often than chance would have it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z.*>]{0,8}", "[<>&\"\\\\\u{2028}\u{e9}]{0,4}", any::<String>()]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..3)
}

fn permission() -> impl Strategy<Value = Permission> {
    (texts(), texts()).prop_map(|(allow, deny)| Permission { allow, deny })
}

prop_compose! {
    fn permissions()(publish in permission(), subscribe in permission(),
        responses in option::of((any::<i64>(), any::<i64>()))) -> Permissions {
        let responses = responses.map(|(max_messages, expires)| ResponsePermission { max_messages, expires });
        Permissions { publish, subscribe, responses }
    }
}

prop_compose! {
    fn allowed()(permissions in permissions(), sources in texts(), times in vec((text(), text()), 0..2),
        locale in text(), (subscriptions, data, payload) in any::<(i64, i64, i64)>(),
        (bearer_token, proxy_required) in any::<(bool, bool)>(), allowed_connection_types in texts(),
    ) -> UserPermissionLimits {
        let times = times.into_iter().map(|(start, end)| TimeRange { start, end }).collect();
        UserPermissionLimits {
            permissions, limits: UserLimits { sources, times, locale },
            nats: NatsLimits { subscriptions, data, payload },
            bearer_token, proxy_required, allowed_connection_types, ..UserPermissionLimits::default()
        }
    }
}

prop_compose! {
    fn jet_stream()(numbers in any::<[i64; 7]>(), max_bytes_required in any::<bool>()) -> JetStreamLimits {
        let [memory_storage, disk_storage, streams, consumers, max_ack_pending, memory, disk] = numbers;
        JetStreamLimits {
            memory_storage, disk_storage, streams, consumers, max_ack_pending, memory_max_stream_bytes: memory,
            disk_max_stream_bytes: disk, max_bytes_required, ..JetStreamLimits::default()
        }
    }
}

fn exchange() -> impl Strategy<Value = Option<Exchange>> {
    prop_oneof![Just(None), Just(Some(Exchange::Stream)), Just(Some(Exchange::Service))]
}

prop_compose! {
    fn export()(subject in text(), exchange in exchange(), name in text(), token_required in any::<bool>(),
        revocations in btree_map(text(), any::<i64>(), 0..2), threshold in any::<i64>(),
        latency in option::of((0i64..=100, text())), position in any::<u64>()) -> Export {
        let mut export = Export { subject, exchange, name, token_required, ..Export::default() };
        export.revocations.0 = revocations;
        export.response_threshold = threshold;
        export.account_token_position = position;
        export.latency = latency.map(|(percent, results)| ServiceLatency {
            sampling: if percent == 0 { SamplingRate::Headers } else { SamplingRate::Percent(percent) },
            results,
        });
        export
    }
}

prop_compose! {
    fn import()(subject in text(), exchange in exchange(), account in text(), token in text(), to in text(),
        local_subject in text(), share in any::<bool>()) -> Import {
        Import { subject, exchange, account, token, to, local_subject, share, ..Import::default() }
    }
}

prop_compose! {
    fn account()(name in text(), exports in vec(export(), 0..4), imports in vec(import(), 0..4),
        tiers in btree_map(text(), jet_stream(), 0..3), jet_stream in jet_stream(),
        scopes in vec((any::<u8>(), option::of((text(), allowed()))), 0..4),
        revocations in btree_map(text(), any::<i64>(), 0..3), default_permissions in permissions(),
        mappings in btree_map(text(), vec((text(), any::<u8>(), text()), 0..3), 0..3),
        (auth_users, xkey, tags) in (texts(), text(), texts()), trace in option::of((text(), any::<i64>())),
    ) -> AccountClaims {
        let mut claims = AccountClaims::new(key(Role::Account, 1).public_key(), name);
        let body = &mut claims.body;
        (body.exports, body.imports, body.default_permissions, body.tags) = (exports, imports, default_permissions, tags);
        // A reader forgets the one where there is the other.
        if tiers.is_empty() { body.limits.jet_stream = jet_stream } else { body.limits.tiered_limits = tiers }
        for (number, scope) in scopes {
            let key = key(Role::Account, number);
            match scope {
                Some((role, mut template)) => {
                    // A reader takes a limit of `0`, which is not written, for none.
                    let limits = &mut template.nats;
                    for limit in [&mut limits.subscriptions, &mut limits.data, &mut limits.payload] {
                        *limit = if *limit == 0 { -1 } else { *limit };
                    }
                    body.signing_keys.add_scoped(UserScope::new(key.public_key(), role, template));
                }
                None => body.signing_keys.add(key.public_key()),
            }
        }
        body.revocations.0 = revocations;
        let mapping = |(subject, weight, cluster)| WeightedMapping { subject, weight, cluster, ..WeightedMapping::default() };
        body.mappings = mappings.into_iter().map(|(from, to)| (from, to.into_iter().map(mapping).collect())).collect();
        (body.authorization.auth_users, body.authorization.xkey) = (auth_users, xkey);
        body.trace = trace.map(|(destination, sampling)| MessageTrace { destination, sampling, ..MessageTrace::default() });
        claims
    }
}

prop_compose! {
    fn user()(name in text(), allowed in allowed(), tags in texts(), issuer_account in text(), expires in any::<i64>())
        -> UserClaims {
        let mut claims = UserClaims::new(key(Role::User, 1).public_key(), name);
        claims.data.expires = expires;
        (claims.body.allowed, claims.body.tags, claims.body.issuer_account) = (allowed, tags, issuer_account);
        claims
    }
}

prop_compose! {
    fn operator()(name in text(), signing_keys in texts(), urls in texts(), version in text(), strict in any::<bool>())
        -> OperatorClaims {
        let mut claims = OperatorClaims::new(key(Role::Operator, 1).public_key(), name);
        let body = &mut claims.body;
        (body.signing_keys, body.operator_service_urls, body.assert_server_version) = (signing_keys, urls, version);
        body.strict_signing_key_usage = strict;
        claims
    }
}

/// What is signed is read again, and nothing that looks at it panics.
macro_rules! round_trip {
    ($claims:expr, $issued:expr, $signer:expr) => {
        let jwt = $claims.sign(&$signer, $issued).unwrap();
        let read = jwt::decode(jwt.token()).unwrap();
        prop_assert_eq!(&read, &jwt);
        let again = read.into_claims().sign(&$signer, $issued).unwrap();
        prop_assert_eq!(payload(again.token()), payload(jwt.token()));
        let inspection = Inspection::of(jwt.token(), 0).unwrap();
        validate::any(inspection.claims());
        inspection.table(&std::collections::BTreeMap::new()).to_string();
    };
}

proptest! {
    #[test]
    fn accounts_come_back(claims in account(), issued in any::<i64>()) {
        round_trip!(claims, issued, key(Role::Operator, 1));
    }

    #[test]
    fn users_come_back(claims in user(), issued in any::<i64>()) {
        round_trip!(claims, issued, key(Role::Account, 1));
    }

    #[test]
    fn operators_come_back(claims in operator(), issued in any::<i64>()) {
        round_trip!(claims, issued, key(Role::Operator, 1));
    }

    #[test]
    fn chains_of_random_claims_are_judged(operator in operator(), account in account(), user in user(), now in any::<i64>()) {
        let said = chain::user(&user, &account, &[&operator], now).into_iter();
        let said = said.chain(chain::account(&account, &[&operator], now)).chain(chain::operator(&operator, now));
        said.for_each(|problem| assert!(!problem.to_string().is_empty()));
    }

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        let _ = (jwt::parse(&text), Creds::parse(&text), PublicKey::parse(&text), Seed::parse(&text));
        Imported::read([("any", text.as_str())]);
    }

    #[test]
    fn texts_that_look_like_creds_are_read_without_panic(
        lines in vec(prop_oneof![
            Just("-----BEGIN NATS USER JWT-----"), Just("------END NATS USER JWT------"), Just(""), Just("eyJ.a.b"),
            Just("-----BEGIN USER NKEY SEED-----"), Just("------END USER NKEY SEED------"), Just("SUAX"), Just("--- "),
        ], 0..12)
    ) {
        let text = lines.join("\n");
        prop_assert!(Creds::parse(&text).is_err());
        Imported::read([("any.creds", text.as_str())]);
    }

    #[test]
    fn keys_of_random_texts_are_refused(text in "[SUAONCX][A-Z2-7]{50,60}") {
        prop_assert!(PublicKey::parse(&text).is_err());
        prop_assert!(Seed::parse(&text).is_err());
    }
}
