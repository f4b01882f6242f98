//! Whom the server trusts: from a user to its account to an operator, as `processClientOrLeafAuthentication` and
//! `verifyAccountClaims` go. Signatures were checked when the tokens were read; here it is who signed, until when, and
//! what was revoked.

mod template;

use std::fmt;

use super::claims::{
    AccountClaims, ActivationClaims, ClaimsData, Exchange, Export, Kind, OperatorClaims, User, UserClaims,
};
use super::validate::{self, Fault};
use super::words;

/// Why the server does not trust a token, or something it overlooks that people should not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// Its time is over.
    Expired {
        /// End, in Unix seconds.
        at: i64,
        /// The time of looking, in Unix seconds.
        now: i64,
    },
    /// The server does not look at the expiry of an operator JWT; tools do.
    OperatorExpired {
        /// End, in Unix seconds.
        at: i64,
        /// The time of looking, in Unix seconds.
        now: i64,
    },
    /// Its time has not come.
    NotYetValid {
        /// Begin, in Unix seconds.
        from: i64,
        /// The time of looking, in Unix seconds.
        now: i64,
    },
    /// An operator JWT that another operator signed. The server takes it for its own word all the same.
    OperatorSignedByOther {
        /// The key that signed.
        issuer: String,
    },
    /// An account that signed itself: no operator vouches for it.
    SelfSigned,
    /// An account signed by a key that is neither an operator's own nor one of its signing keys.
    UnknownOperator {
        /// The key that signed.
        issuer: String,
    },
    /// Signed with an identity key although the operator asks for signing keys.
    SigningKeyRequired {
        /// What was signed.
        kind: Kind,
    },
    /// A user or activation of another account.
    OtherAccount {
        /// The account that it names.
        account: String,
    },
    /// Signed by a signing key, but the account for which it signed is not named.
    NoIssuerAccount {
        /// The key that signed.
        issuer: String,
    },
    /// Signed by a key that is not among the signing keys of the account.
    UnknownSigningKey {
        /// The key that signed.
        issuer: String,
    },
    /// A user of a scoped signing key with permissions or limits of its own.
    ScopedUserWithPermissions {
        /// What the signing key is for.
        role: String,
    },
    /// A template of the signing key with a placeholder that does not exist.
    UnknownPlaceholder {
        /// The subject in the template.
        subject: String,
        /// The placeholder.
        placeholder: String,
    },
    /// A template of the signing key from which no subject comes for this user, for want of a tag perhaps.
    TemplateSubject {
        /// The subject in the template.
        subject: String,
        /// Whether it is denied. One that is allowed is left out in silence.
        denied: bool,
    },
    /// The token that has to vouch for it is not there to be asked.
    NotGiven {
        /// What it is.
        kind: Kind,
        /// Its key, or that with which it signed.
        key: String,
    },
    /// The token was revoked.
    Revoked {
        /// Tokens issued up to then are revoked; Unix seconds.
        until: i64,
        /// The time of looking, in Unix seconds.
        now: i64,
    },
    /// A token that does not say when it was issued counts as issued long ago.
    NeverIssued,
    /// A bearer token in an account that forbids them.
    BearerForbidden,
    /// No export of the account contains what the activation is for.
    NothingExported {
        /// What it is for.
        subject: String,
    },
    /// Something is wrong with the claims themselves.
    Fault(Fault),
}

impl Problem {
    /// Whether the server refuses the token because of it.
    pub fn refused(&self) -> bool {
        match self {
            Problem::OperatorExpired { .. } | Problem::OperatorSignedByOther { .. } => false,
            Problem::TemplateSubject { denied, .. } => *denied,
            Problem::Fault(fault) => fault.refused,
            _ => true,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Expired { at, now } => write!(f, "expired: {}", words::moment(*at, *now)),
            Problem::OperatorExpired { at, now } => {
                write!(f, "expired: {}; servers do not look, tools do", words::moment(*at, *now))
            }
            Problem::NotYetValid { from, now } => write!(f, "not valid before {}", words::moment(*from, *now)),
            Problem::SelfSigned => f.write_str("signed by itself: an operator must sign it"),
            Problem::OperatorSignedByOther { issuer } | Problem::UnknownOperator { issuer } => {
                write!(f, "signed by {issuer}, which is neither the operator nor one of its signing keys")
            }
            Problem::SigningKeyRequired { kind } => {
                write!(f, "signed by an identity key, but the operator lets only signing keys sign {kind} JWTs")
            }
            Problem::OtherAccount { account } => write!(f, "belongs to another account, {account}"),
            Problem::NoIssuerAccount { issuer } => {
                write!(f, "signed by the signing key {issuer}, but `issuer_account` does not name the account")
            }
            Problem::UnknownSigningKey { issuer } => {
                write!(f, "signed by {issuer}, which is not among the signing keys of the account")
            }
            Problem::ScopedUserWithPermissions { role } => {
                write!(f, "has permissions or limits of its own, but its signing key is scoped to `{role}`")
            }
            Problem::UnknownPlaceholder { subject, placeholder } => {
                write!(f, "the template `{subject}` of its signing key has `{placeholder}`, which stands for nothing")
            }
            Problem::TemplateSubject { subject, denied: true } => {
                write!(f, "the denied subject `{subject}` of its signing key's template makes no subject for this user")
            }
            Problem::TemplateSubject { subject, denied: false } => {
                write!(f, "the allowed subject `{subject}` of its signing key's template is left out for this user")
            }
            Problem::Revoked { until, now } => {
                write!(f, "revoked: what was issued up to {} does not count", words::moment(*until, *now))
            }
            Problem::NotGiven { kind, key } => {
                write!(f, "the JWT of the {kind} {key}, who has to vouch for it, is not among what was given")
            }
            Problem::NeverIssued => f.write_str("does not say when it was issued"),
            Problem::BearerForbidden => f.write_str("is a bearer token, which the account does not allow"),
            Problem::NothingExported { subject } => write!(f, "is for `{subject}`, which the account does not export"),
            Problem::Fault(fault) => fault.fmt(f),
        }
    }
}

/// What speaks against an operator.
pub fn operator(claims: &OperatorClaims, now: i64) -> Vec<Problem> {
    let data = &claims.data;
    let mut problems = Vec::new();
    if data.expires > 0 && data.expires <= now {
        problems.push(Problem::OperatorExpired { at: data.expires, now });
    }
    if data.issuer != data.subject && !claims.body.signing_keys.contains(&data.issuer) {
        problems.push(Problem::OperatorSignedByOther { issuer: data.issuer.clone() });
    }
    problems.extend(validate::operator(claims).into_iter().map(Problem::Fault));
    problems
}

/// What speaks against an account, where these operators are trusted.
pub fn account(claims: &AccountClaims, operators: &[&OperatorClaims], now: i64) -> Vec<Problem> {
    let issuer = &claims.data.issuer;
    let trusted = operators.iter().any(|operator| operator.trusted_keys().any(|key| key == issuer));
    let mut problems = Vec::new();
    if *issuer == claims.data.subject {
        problems.push(Problem::SelfSigned);
    } else if operators.iter().any(|operator| operator.data.subject == *issuer) && !trusted {
        problems.push(Problem::SigningKeyRequired { kind: Kind::Account });
    } else if !trusted {
        problems.push(Problem::UnknownOperator { issuer: issuer.clone() });
    }
    problems.extend(time(&claims.data, now));
    problems.extend(validate::account(claims).into_iter().map(Problem::Fault));
    problems
}

/// What speaks against a user of this account, where these operators are trusted.
pub fn user(claims: &UserClaims, account: &AccountClaims, operators: &[&OperatorClaims], now: i64) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(user_issuer(claims, account, operators));
    if let Some(scope) = account.body.signing_keys.scope(&claims.data.issuer) {
        problems.extend(template::problems(&scope.template, claims, account));
    }
    problems.extend(time(&claims.data, now));
    problems.extend(revoked(&claims.data, |key, at| account.body.revocations.revoked(key, at), now));
    if allows_bearer(claims, account) && account.body.limits.account.disallow_bearer {
        problems.push(Problem::BearerForbidden);
    }
    problems.extend(validate::user(claims).into_iter().map(Problem::Fault));
    problems
}

/// What speaks against the activation of an export of this account.
pub fn activation(claims: &ActivationClaims, exporter: &AccountClaims, now: i64) -> Vec<Problem> {
    let mut problems = Vec::new();
    if claims.account() != exporter.data.subject {
        problems.push(Problem::OtherAccount { account: claims.account().to_owned() });
    } else if !claims.body.issuer_account.is_empty() && !signs_for(&claims.data.issuer, exporter) {
        problems.push(Problem::UnknownSigningKey { issuer: claims.data.issuer.clone() });
    }
    problems.extend(time(&claims.data, now));
    match export_of(exporter, claims.body.import_type, &claims.body.import_subject) {
        Some(export) => {
            problems.extend(revoked(&claims.data, |key, at| export.revocations.revoked(key, at), now));
        }
        None => problems.push(Problem::NothingExported { subject: claims.body.import_subject.clone() }),
    }
    problems.extend(validate::activation(claims).into_iter().map(Problem::Fault));
    problems
}

fn time(data: &ClaimsData, now: i64) -> Option<Problem> {
    if data.expires > 0 && data.expires <= now {
        Some(Problem::Expired { at: data.expires, now })
    } else if data.not_before > now {
        Some(Problem::NotYetValid { from: data.not_before, now })
    } else {
        None
    }
}

fn revoked(data: &ClaimsData, until: impl FnOnce(&str, i64) -> Option<i64>, now: i64) -> Option<Problem> {
    if data.issued_at == 0 {
        return Some(Problem::NeverIssued);
    }
    until(&data.subject, data.issued_at).map(|until| Problem::Revoked { until, now })
}

fn user_issuer(claims: &UserClaims, account: &AccountClaims, operators: &[&OperatorClaims]) -> Option<Problem> {
    let issuer = &claims.data.issuer;
    let signing_keys = &account.body.signing_keys;
    if claims.body.issuer_account.is_empty() && signing_keys.contains(issuer) {
        return Some(Problem::NoIssuerAccount { issuer: issuer.clone() });
    }
    if claims.account() != account.data.subject {
        return Some(Problem::OtherAccount { account: claims.account().to_owned() });
    }
    if *issuer == account.data.subject {
        return is_strict(account, operators).then_some(Problem::SigningKeyRequired { kind: Kind::User });
    }
    match signing_keys.scope(issuer) {
        Some(scope) if !claims.body.allowed.is_empty() => {
            Some(Problem::ScopedUserWithPermissions { role: scope.role.clone() })
        }
        None if !signing_keys.contains(issuer) => Some(Problem::UnknownSigningKey { issuer: issuer.clone() }),
        _ => None,
    }
}

/// Whether the operator that signed the account wants users signed by signing keys. The server knows by the signing
/// key that the operator used (`processTrustedKeys`).
fn is_strict(account: &AccountClaims, operators: &[&OperatorClaims]) -> bool {
    let mut strict = operators.iter().filter(|operator| operator.body.strict_signing_key_usage);
    strict.any(|operator| operator.body.signing_keys.contains(&account.data.issuer))
}

fn signs_for(issuer: &str, account: &AccountClaims) -> bool {
    issuer == account.data.subject || account.body.signing_keys.contains(issuer)
}

/// Whether the server asks this user for no signature: by its own claim, or by the template of its signing key.
fn allows_bearer(claims: &UserClaims, account: &AccountClaims) -> bool {
    let User { allowed, .. } = &claims.body;
    let scope = account.body.signing_keys.scope(&claims.data.issuer);
    scope.map_or(allowed.bearer_token, |scope| scope.template.bearer_token)
}

fn export_of<'a>(account: &'a AccountClaims, exchange: Option<Exchange>, subject: &str) -> Option<&'a Export> {
    let mut exports = account.body.exports.iter().filter(|export| export.exchange == exchange);
    exports.find(|export| validate::is_contained(subject, &export.subject))
}
