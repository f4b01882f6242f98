//! Who is trusted, what is wrong with claims, and what people are shown of it.

use std::collections::BTreeMap;

use natsconf_core::identity::chain::{self, Problem};
use natsconf_core::identity::claims::{
    AccountClaims, ActivationClaims, Exchange, Export, Import, JetStreamLimits, OperatorClaims, Permission, UserClaims,
    UserPermissionLimits, UserScope, WeightedMapping,
};
use natsconf_core::identity::inspect::{Inspection, Verification, verification_json, verification_table};
use natsconf_core::identity::{KeyPair, Role, validate};

use crate::world::{ISSUED, key, sign};

/// Ten days later.
const NOW: i64 = ISSUED + 864_000;

struct Trust {
    operator: OperatorClaims,
    account: AccountClaims,
    user: UserClaims,
}

/// An operator, an account that its signing key signed, and a user that the account's scoped key signed.
fn trust() -> Trust {
    let [operator_key, operator_signer] = [1, 2].map(|n| key(Role::Operator, n));
    let [account_key, account_signer] = [1, 2].map(|n| key(Role::Account, n));
    let mut operator = OperatorClaims::new(operator_key.public_key(), "DEMO");
    operator.body.signing_keys.push(operator_signer.public_key().to_string());
    let mut account = AccountClaims::new(account_key.public_key(), "APP");
    account.body.signing_keys.add_scoped(UserScope::new(
        account_signer.public_key(),
        "reader",
        UserPermissionLimits::unlimited(),
    ));
    let mut user = UserClaims::scoped(key(Role::User, 1).public_key(), "one");
    user.body.issuer_account = account_key.public_key().to_string();
    Trust {
        operator: sign(operator, &operator_key).into_claims(),
        account: sign(account, &operator_signer).into_claims(),
        user: sign(user, &account_signer).into_claims(),
    }
}

impl Trust {
    fn account(&self) -> Vec<Problem> {
        chain::account(&self.account, &[&self.operator], NOW)
    }

    fn user(&self) -> Vec<Problem> {
        chain::user(&self.user, &self.account, &[&self.operator], NOW)
    }

    fn sign_user(&mut self, key: &KeyPair) {
        self.user = sign(self.user.clone(), key).into_claims();
    }
}

#[test]
fn a_sound_chain_has_no_problems() {
    let trust = trust();
    assert_eq!(chain::operator(&trust.operator, NOW), []);
    assert_eq!(trust.account(), []);
    assert_eq!(trust.user(), []);
}

#[test]
fn expired_tokens_are_not_trusted() {
    let mut trust = trust();
    trust.user.data.expires = NOW - 3 * 86_400;
    trust.account.data.not_before = NOW + 3600;
    trust.operator.data.expires = NOW;
    let [user, account] = [trust.user(), trust.account()].map(|problems| problems[0].to_string());
    assert_eq!(user, "expired: 2023-11-21T22:13:20Z (3 days ago)");
    assert_eq!(account, "not valid before 2023-11-24T23:13:20Z (in 1 hour)");
    let [operator] = chain::operator(&trust.operator, NOW).try_into().unwrap();
    assert!(!operator.refused(), "{operator}");
}

#[test]
fn accounts_of_strangers_are_not_trusted() {
    let mut trust = trust();
    let stranger = key(Role::Operator, 9);
    trust.account = sign(trust.account.clone(), &stranger).into_claims();
    assert_eq!(trust.account(), [Problem::UnknownOperator { issuer: stranger.public_key().to_string() }]);
    trust.account = sign(trust.account.clone(), &key(Role::Account, 1)).into_claims();
    assert_eq!(trust.account()[0], Problem::SelfSigned);
}

#[test]
fn strict_operators_ask_for_signing_keys() {
    let mut trust = trust();
    trust.operator.body.strict_signing_key_usage = true;
    assert_eq!(trust.account(), []);
    trust.user.body.issuer_account.clear();
    trust.sign_user(&key(Role::Account, 1));
    assert!(matches!(trust.user()[0], Problem::SigningKeyRequired { .. }), "{:?}", trust.user());
    trust.account = sign(trust.account.clone(), &key(Role::Operator, 1)).into_claims();
    assert!(matches!(trust.account()[0], Problem::SigningKeyRequired { .. }), "{:?}", trust.account());
}

#[test]
fn users_must_be_signed_for_their_account() {
    let mut trust = trust();
    trust.user.body.issuer_account.clear();
    assert!(matches!(trust.user()[0], Problem::NoIssuerAccount { .. }));
    trust.sign_user(&key(Role::Account, 9));
    assert!(matches!(trust.user()[0], Problem::OtherAccount { .. }));
    trust.user.body.issuer_account = trust.account.data.subject.clone();
    assert!(matches!(trust.user()[0], Problem::UnknownSigningKey { .. }));
}

#[test]
fn scoped_users_leave_permissions_to_the_template() {
    let mut trust = trust();
    trust.user.body.allowed.permissions.publish = Permission::allow(["a"]);
    assert_eq!(trust.user(), [Problem::ScopedUserWithPermissions { role: "reader".to_owned() }]);
}

#[test]
fn revocation_counts_up_to_its_time() {
    let mut trust = trust();
    trust.account.body.revocations.revoke(&trust.user.data.subject, ISSUED - 1);
    assert_eq!(trust.user(), []);
    trust.account.body.revocations.revoke("*", ISSUED);
    assert_eq!(trust.user(), [Problem::Revoked { until: ISSUED, now: NOW }]);
    trust.account.body.revocations.revoke("*", ISSUED - 50);
    assert_eq!(trust.user().len(), 1, "an earlier revocation does not replace a later one");
}

#[test]
fn bearer_tokens_can_be_forbidden() {
    let mut trust = trust();
    trust.account.body.limits.account.disallow_bearer = true;
    trust.user = sign(UserClaims::sentinel(key(Role::User, 1).public_key(), "s"), &key(Role::Account, 1)).into_claims();
    assert_eq!(trust.user(), [Problem::BearerForbidden]);
}

#[test]
fn activations_belong_to_an_export() {
    let importer = key(Role::Account, 5);
    let mut exporter = AccountClaims::new(key(Role::Account, 1).public_key(), "APP");
    exporter.body.exports.push(Export::new(Exchange::Stream, "orders.>"));
    let activation = ActivationClaims::new(importer.public_key(), Exchange::Stream, "orders.*");
    let activation = sign(activation, &key(Role::Account, 1)).into_claims();
    assert_eq!(chain::activation(&activation, &exporter, NOW), []);
    exporter.body.exports[0].revocations.revoke(importer.public_key().as_str(), ISSUED);
    assert!(matches!(chain::activation(&activation, &exporter, NOW)[..], [Problem::Revoked { .. }]));
    exporter.body.exports[0].exchange = Some(Exchange::Service);
    assert!(matches!(chain::activation(&activation, &exporter, NOW)[..], [Problem::NothingExported { .. }]));
    exporter.data.subject = importer.public_key().to_string();
    assert!(matches!(chain::activation(&activation, &exporter, NOW)[0], Problem::OtherAccount { .. }));
}

#[test]
fn faults_say_where_and_what() {
    let mut claims = trust().account;
    let body = &mut claims.body;
    body.limits.account.imports = 0;
    body.limits.tiered_limits.insert(String::new(), JetStreamLimits::unlimited());
    body.imports.push(Import::new(Exchange::Service, key(Role::Account, 5).public_key(), "a..b"));
    body.exports.push(Export::new(Exchange::Stream, "x.>"));
    body.exports.push(Export::new(Exchange::Stream, "x.y"));
    let mapping = |weight| WeightedMapping { subject: "to".to_owned(), weight, ..WeightedMapping::default() };
    body.mappings.insert("from".to_owned(), vec![mapping(60), mapping(60)]);
    body.authorization.auth_users.push(key(Role::Account, 5).public_key().to_string());
    body.cluster_traffic = "mine".to_owned();
    let faults: Vec<String> = validate::account(&claims).iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "nats.imports[0].subject: the subject `a..b` has two dots side by side",
            "nats.exports[1].subject: `x.y` is exported already, by `x.>` in nats.exports[0]",
            "nats.imports: 1 imports are more than the limit of 0",
            "nats.limits.tiered_limits: a tier has no name; the names are `R1`, `R3`, …",
            "nats.mappings.from: the weights add up to 120 %, more than 100",
            "nats.authorization.auth_users[0]: this is an account key, a user key is needed here",
            "nats.cluster_traffic: expected `system` or `owner`, found `mine`",
        ]
    );
}

#[test]
fn a_token_is_shown_as_a_table() {
    let mut claims = trust().account;
    claims.data.expires = NOW + 45 * 86_400;
    claims.body.limits.tiered_limits.insert(
        "R3".to_owned(),
        JetStreamLimits { disk_storage: 10 << 30, streams: 5, consumers: -1, ..JetStreamLimits::default() },
    );
    claims.body.exports.push(Export::new(Exchange::Stream, "orders.>"));
    let operator = key(Role::Operator, 2);
    let names = BTreeMap::from([(operator.public_key().to_string(), "signing key of operator DEMO".to_owned())]);
    let jwt = sign(claims, &operator);
    let inspection = Inspection::of(jwt.token(), NOW).unwrap();
    let data = &jwt.claims().data;
    let signing_key = key(Role::Account, 2);
    let expected = format!(
        "\
type           account, version 2
name           APP
subject        {}
signed by      {} (signing key of operator DEMO)
issued         2023-11-14T22:13:20Z (10 days ago)
expires        2024-01-08T22:13:20Z (in 1 month)
id             {}
signature      fits
connections    unlimited
leaf nodes     unlimited
subscriptions  unlimited
payload        unlimited
data           unlimited
imports at most  unlimited
exports at most  unlimited
JetStream R3   memory 0, disk 10 GiB, streams 5, consumers unlimited
exports        stream orders.>
signing keys   {}, scoped to `reader`
",
        data.subject,
        data.issuer,
        data.id,
        signing_key.public_key()
    );
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = inspection.table(&names).to_string();
    assert_eq!(words(&shown), words(&expected));
    let columns = shown.lines().map(|line| line.find("  ").is_some());
    assert!(columns.into_iter().all(|apart| apart), "{shown}");
    let json = inspection.json();
    assert_eq!((&json["type"], &json["signature"]), (&"account".into(), &"valid".into()));
    assert_eq!(json["claims"]["nats"]["limits"]["tiered_limits"]["R3"]["streams"], 5);
}

#[test]
fn verification_goes_from_the_operator_down() {
    let mut trust = trust();
    trust.user.data.expires = NOW - 60;
    let verification =
        Verification { operators: vec![trust.operator], account: Some(trust.account), user: Some(trust.user) };
    let links = verification.links(NOW);
    let text = verification_table(&links).to_string();
    let said: Vec<&str> = text.lines().collect();
    assert!(said[0].starts_with("operator  ok: DEMO (O"), "{text}");
    assert!(said[1].starts_with("account   ok: APP (A"), "{text}");
    assert!(said[2].starts_with("user      not trusted: one (U"), "{text}");
    assert_eq!(said[3], "          error: expired: 2023-11-24T22:12:20Z (1 minute ago)");
    let json = verification_json(&links);
    assert_eq!((&json["trusted"], &json["links"][1]["trusted"]), (&false.into(), &true.into()));
}
