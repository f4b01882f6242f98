//! `operator` and `resolver`.

use super::{FileName, Label, ResolverKind, SpecName};
use crate::option::block;
use crate::option::types::{FilePath, HttpUrl, Interval, List, OneOrMany, ServerUrl};

block! {
    /// Who vouches for the accounts.
    Operator = "natsconf", keys EXACT {
        /// Its name; without it, that of the cluster.
        name: SpecName = "name";
        /// Files with the JWT of an operator that exists, its accounts' JWTs, and the seeds that are at hand: as
        /// Synadia Control Plane, nsc and resolver preloads have them.
        import: OneOrMany<FileName> = "import", such_as "operator.jwt";
        /// How many signing keys sign for it. With at least one, its own key can be locked away.
        signing_keys: i64 = "signing_keys", default "1", at_least 0, at_most 16;
        /// Where clients reach the servers; without it, where the servers are.
        service_urls: OneOrMany<ServerUrl> = "service_urls";
        /// Labels.
        tags: List<Label> = "tags", such_as "[ production ]";
        /// Refuses older servers.
        assert_server_version: Label = "assert_server_version", such_as "\"2.10.0\"";
    }

    /// Where the servers keep the account JWTs.
    Resolver = "natsconf", keys EXACT {
        /// How.
        kind: ResolverKind = "type", default "full";
        /// The folder, for `full` and `cache`; without it, `resolver` in the data folder.
        dir: FilePath = "dir", such_as "\"/data/resolver\"";
        /// Where to ask, for `url`.
        url: HttpUrl = "url", such_as "\"https://accounts.example.com/jwt/v1/accounts/\"";
        /// Lets JWTs be deleted by message.
        allow_delete: bool = "allow_delete", default "true";
        /// How often the folders of the servers are brought in step.
        interval: Interval = "interval", default "2m";
        /// Most JWTs.
        limit: i64 = "limit", default "1000", at_least 1;
        /// How long a JWT is kept, for `cache`.
        ttl: Interval = "ttl", such_as "\"1h\"";
        /// How long to wait for the answer of another server.
        timeout: Interval = "timeout", default "1.9s";
    }
}
