//! `accounts`: who is in them, how much they may use, and what they share.

use super::{Label, SpecName};
use crate::model::{Mappings, Permissions};
use crate::option::block;
use crate::option::types::{
    AccountKey, ConnectionType, Interval, List, LiteralSubject, Named, OneOrMany, Password, ResponseType, Sampling,
    Size, Subject, Text, Toggle,
};

block! {
    /// Users apart from those of other accounts.
    Account = "natsconf", keys EXACT {
        /// Who connects.
        users: Named<SpecName, User> = "users", such_as "{ app: {} }";
        /// What the account may keep in JetStream. Without it, nothing.
        jetstream: Toggle<JetStreamLimits> = "jetstream", such_as "{ max_file: \"1GB\" }";
        /// What it may keep, by the number of copies: `R1`, `R3`. In the place of `jetstream`.
        tiers: Named<SpecName, JetStreamLimits> = "tiers", such_as "{ R3: { max_file: \"1GB\" } }";
        /// How much its users may use together.
        limits: Limits = "limits", such_as "{ connections: 100 }";
        /// What users may do that have no permissions of their own.
        default_permissions: Box<Permissions> = "default_permissions", such_as "{ publish: \"orders.>\" }";
        /// Further keys that sign for users, by name. Those with permissions say what their users may do.
        signing_keys: Named<SpecName, SigningKey> = "signing_keys", such_as "{ apps: {} }";
        /// What the account offers to others.
        exports: List<Export> = "exports", such_as "[{ stream: \"orders.>\" }]";
        /// What the account takes from others.
        imports: List<Import> = "imports", such_as "[{ account: SHOP, stream: \"orders.>\" }]";
        /// Subjects under which messages arrive that were published to others.
        mappings: Mappings = "mappings", such_as "{ \"a\": \"b\" }";
        /// A service of this account decides who connects.
        auth_callout: AuthCallout = "auth_callout", such_as "{ users: [ auth ], allowed_accounts: [ APP ] }";
        /// Users whose credentials no longer count when they were signed before a time, in Unix seconds; `*` for all.
        revocations: Named<Text, i64> = "revocations", such_as "{ bob: 1800000000 }";
        /// When its JWT ends, in Unix seconds.
        expires: i64 = "expires", at_least 1;
        /// For people.
        description: Label = "description";
        /// Labels.
        tags: List<Label> = "tags", such_as "[ production ]";
    }

    /// Someone who connects.
    User = "natsconf", keys EXACT {
        /// What the user may do.
        permissions: Box<Permissions> = "permissions", such_as "{ publish: \"orders.>\" }";
        /// The signing key that signs for the user; without it, the account's own.
        signing_key: SpecName = "signing_key";
        /// Whoever holds the JWT may connect, without the seed.
        bearer: bool = "bearer", default "false";
        /// May do nothing but be asked about by the auth callout.
        sentinel: bool = "sentinel", default "false";
        /// How the user may connect; in every way by default.
        connection_types: OneOrMany<ConnectionType> = "connection_types", such_as "[ STANDARD ]";
        /// Networks from which the user may connect.
        sources: OneOrMany<Text> = "sources", such_as "[ \"10.0.0.0/8\" ]";
        /// Most subscriptions.
        subscriptions: i64 = "subscriptions", at_least -1;
        /// Largest message.
        payload: Size = "payload", at_least -1;
        /// The password, where users are in the configuration; without it, they have nkeys.
        password: Password = "password";
        /// When the credentials end, in Unix seconds.
        expires: i64 = "expires", at_least 1;
        /// Labels, which permissions of signing keys may refer to.
        tags: List<Label> = "tags", such_as "[ \"team:shop\" ]";
    }

    /// A further key that signs for users.
    SigningKey = "natsconf", keys EXACT {
        /// What its users may do: then they have no permissions of their own.
        permissions: Box<Permissions> = "permissions", such_as "{ publish: \"orders.>\" }";
        /// Most subscriptions of each of its users.
        subscriptions: i64 = "subscriptions", at_least -1;
        /// Largest message of its users.
        payload: Size = "payload", at_least -1;
        /// Its users are bearers of their JWT.
        bearer: bool = "bearer", default "false";
        /// For people.
        description: Label = "description";
    }

    /// How much the users of an account may use together. -1 stands for no limit.
    Limits = "natsconf", keys EXACT {
        /// Most connections.
        connections: i64 = "connections", default "-1", at_least -1;
        /// Most connections of leaf nodes.
        leaf_nodes: i64 = "leaf_nodes", default "-1", at_least -1;
        /// Most subscriptions.
        subscriptions: i64 = "subscriptions", default "-1", at_least -1;
        /// Largest message.
        payload: Size = "payload", default "-1", at_least -1;
        /// Most data.
        data: Size = "data", default "-1", at_least -1;
        /// Most exports.
        exports: i64 = "exports", default "-1", at_least -1;
        /// Most imports.
        imports: i64 = "imports", default "-1", at_least -1;
        /// Lets exports have wildcards.
        wildcard_exports: bool = "wildcard_exports", default "true";
        /// Refuses users without a seed.
        disallow_bearer: bool = "disallow_bearer", default "false";
    }

    /// What an account may keep in JetStream. -1 stands for no limit.
    JetStreamLimits = "natsconf", keys EXACT {
        /// Most memory.
        max_memory: Size = "max_memory", default "-1", at_least -1, such_as "\"64MB\"";
        /// Most disk space.
        max_file: Size = "max_file", default "-1", at_least -1, such_as "\"1GB\"";
        /// Most streams.
        max_streams: i64 = "max_streams", default "-1", at_least -1;
        /// Most consumers.
        max_consumers: i64 = "max_consumers", default "-1", at_least -1;
        /// Most messages of a consumer that wait for an acknowledgement.
        max_ack_pending: i64 = "max_ack_pending", at_least -1;
        /// Largest stream in memory.
        memory_max_stream: Size = "memory_max_stream", at_least -1;
        /// Largest stream on disk.
        file_max_stream: Size = "file_max_stream", at_least -1;
        /// Streams need a limit on their size.
        max_bytes_required: bool = "max_bytes_required", default "false";
    }

    /// What an account offers to others: a stream or a service.
    Export = "natsconf", keys EXACT {
        /// Subject of messages that others may receive.
        stream: Subject = "stream";
        /// Subject of requests that others may send.
        service: Subject = "service", such_as "\"orders.new\"";
        /// Only for these accounts; they get tokens of activation.
        accounts: List<SpecName> = "accounts", such_as "[ SHOP ]";
        /// How the service answers.
        response: ResponseType = "response", default "single";
        /// How long an answer may take.
        threshold: Interval = "threshold", such_as "\"2s\"";
        /// Where it is measured how long answers take.
        latency: LiteralSubject = "latency", such_as "\"latency.orders\"";
        /// The share of requests that are measured.
        sampling: Sampling = "sampling", default "100", such_as "50";
        /// Token of the subject, counted from 1, in which the importing account's key stands.
        account_token_position: i64 = "account_token_position", at_least 1;
        /// Lets traces of messages pass.
        allow_trace: bool = "allow_trace", default "false";
        /// For people.
        description: Label = "description";
    }

    /// What an account takes from another: a stream or a service.
    Import = "natsconf", keys EXACT {
        /// The account that exports it.
        account: SpecName = "account", such_as "SHOP";
        /// The account that exports it, where it is of another deployment.
        account_key: AccountKey = "account_key";
        /// The stream, under its subject there.
        stream: Subject = "stream";
        /// The service, under its subject there.
        service: Subject = "service", such_as "\"orders.new\"";
        /// The subject under which it is known here.
        to: Text = "to", such_as "\"shop.orders.>\"";
        /// Tells the service who asks.
        share: bool = "share", default "false";
        /// Lets traces of messages pass.
        allow_trace: bool = "allow_trace", default "false";
        /// The token of activation, where the account is of another deployment.
        token: Text = "token";
    }

    /// A service of this account decides who connects.
    AuthCallout = "natsconf", keys EXACT {
        /// The users as whom the service connects. They are not asked about.
        users: OneOrMany<SpecName> = "users", required, such_as "[ auth ]";
        /// Accounts into which the service may let users; `*` for all.
        allowed_accounts: OneOrMany<Text> = "allowed_accounts", such_as "[ APP ]";
        /// Encrypts what the servers ask.
        encrypted: bool = "encrypted", default "false";
        /// Clients without a JWT are asked about too, as this user, who is otherwise allowed nothing. On by default.
        sentinel: bool = "sentinel", default "true";
    }
}
