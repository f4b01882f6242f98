//! The types of values, each form that the server has for a value once: how it is read, how it is written, and what
//! it means.

pub(crate) mod choice;
mod duration;
mod handshake_first;
mod jwt;
mod list;
mod listen;
mod named;
mod nkey;
mod number;
mod odd;
mod percent;
mod secret;
mod subject;
pub(crate) mod text;
mod toggle;
mod url;

pub use choice::{
    CertMatchBy, CertStore, CipherSuite, ClusterTraffic, CompressionMode, ConnectionType, Curve, EncryptionCipher,
    OcspCacheType, OcspMode, ResolverType, ResponseType, TlsVersion, WriteTimeout,
};
pub use duration::{Duration, Interval, Seconds, SecondsNumber, SyncInterval, Timeout};
pub use handshake_first::HandshakeFirst;
pub use jwt::{AccountJwt, OperatorJwt, UserJwt};
pub use list::{List, NonEmpty, OneOrMany};
pub use listen::Listen;
pub use named::{KeyType, Named, NamedEntry};
pub(crate) use nkey::check_account;
pub use nkey::{AccountKey, AnyKey, CurveKey, OperatorKey, UserKey, UserSeed};
pub use number::{Port, Size, StorageSize};
pub use odd::{CertMatches, OcspUrls, Unread};
pub use percent::{Sampling, TraceSampling, Weight};
pub(crate) use secret::{BCRYPT, is_bcrypt};
pub use secret::{Password, Secret};
pub use subject::{LiteralSubject, PermissionSubject, QueueSubject, Subject};
pub(crate) use subject::{collide, has_wildcard, is_part, problem as subject_problem};
pub use text::{
    AccountName, Address, Domain, ExportSubject, FilePath, FilledText, Fingerprint, Host, LeafVersion, PinnedAccount,
    ServerName, Tag, Text, UserName,
};
pub use toggle::{Switch, Toggle};
pub use url::{HttpUrl, Origin, Parts, ProxyUrl, ServerUrl, Url};

use super::reader::shorten;
use super::shape::article;

#[cfg(test)]
pub(crate) mod testing;
