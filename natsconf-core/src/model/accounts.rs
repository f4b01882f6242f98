//! `accounts`: users apart from each other, and what they share.

use std::collections::HashSet;

use super::mappings::Mappings;
use super::{Permissions, User};
use crate::option::types::{
    AccountKey, AccountName, ClusterTraffic, ExportSubject, Interval, KeyType, List, LiteralSubject, Named,
    ResponseType, Sampling, Size, Subject, Switch, Text, TraceSampling,
};
use crate::option::{Block, Meaning, OptionType, Reader, Shape, Spanned, block, through_value};
use crate::value::{ArrayRef, Entry, Kind, Value, ValueRef};

/// The accounts: blocks by name, or names alone.
#[derive(Debug, Clone, PartialEq)]
pub enum Accounts {
    /// Accounts with what belongs to them.
    Blocks(Named<AccountName, Account>),
    /// Accounts without anything.
    Names(List<AccountName>),
}

impl Accounts {
    /// The accounts with what belongs to them; none where there are only names.
    pub fn blocks(&self) -> &[crate::option::types::NamedEntry<AccountName, Account>] {
        match self {
            Accounts::Blocks(blocks) => &blocks.0,
            Accounts::Names(_) => &[],
        }
    }

    /// The names of all accounts.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Accounts::Blocks(blocks) => blocks.into_iter().map(|account| &**account.name).collect(),
            Accounts::Names(names) => names.into_iter().map(|name| &***name).collect(),
        }
    }
}

impl OptionType for Accounts {
    const SHAPE: Shape =
        Shape::AnyOf(&[<Named<AccountName, Account> as OptionType>::SHAPE, <List<AccountName> as OptionType>::SHAPE]);

    /// As `parseAccounts`, which passes over anything but a block and a list.
    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::Map(_) => Named::read(value, reader).map(Accounts::Blocks),
            Kind::Array(names) => {
                check_names(names, reader);
                List::read(value, reader).map(Accounts::Names)
            }
            _ => {
                reader.ignored(value, &Self::SHAPE);
                None
            }
        }
    }

    fn write(&self) -> Value {
        match self {
            Accounts::Blocks(blocks) => blocks.write(),
            Accounts::Names(names) => names.write(),
        }
    }

    fn meaning(&self) -> Meaning {
        let bare = |name: &Spanned<AccountName>| {
            let span = name.span();
            (Spanned::new(name.key().to_owned(), span), Spanned::new(Meaning::Block(Account::SPEC, Vec::new()), span))
        };
        match self {
            Accounts::Blocks(blocks) => blocks.meaning(),
            Accounts::Names(names) => Meaning::Named(names.iter().map(bare).collect()),
        }
    }
}

/// As `parseAccounts` for a list: each name once, and none of `isReservedAccount`.
fn check_names(names: ArrayRef<'_>, reader: &mut Reader) {
    let mut known = HashSet::new();
    for value in names.iter() {
        let Some(name) = value.as_str() else { continue };
        if name == "$G" {
            reader.bad_value(value, RESERVED);
        } else if !known.insert(name.clone()) {
            reader.bad_value(value, format!("the account `{name}` stands here twice"));
        }
    }
}

/// What is wrong with the name `$G`.
const RESERVED: &str = "the account `$G` is always there and cannot be configured";

impl<const N: usize> From<[(&str, Account); N]> for Accounts {
    fn from(accounts: [(&str, Account); N]) -> Self {
        Accounts::Blocks(accounts.into())
    }
}

through_value!(Accounts);

impl KeyType for AccountName {
    const WHAT: &'static str = "account";
    const EXAMPLE: &'static str = "ORDERS";
    const SKIPS_VARIABLES: bool = true;

    fn read_key(entry: Entry<'_>, reader: &mut Reader) -> Option<Self> {
        // `isReservedAccount`.
        if entry.key.name == "$G" {
            reader.bad_key(entry.key.span, RESERVED);
        }
        Some(entry.key.name.into())
    }

    fn key(&self) -> &str {
        self
    }
}

block! {
    /// An account: its users see only each other's messages, and what it imports.
    Account = "parseAccounts" {
        /// The public key of the account.
        nkey: AccountKey = "nkey", reloadable;
        /// What the account takes from others.
        imports: List<Import> = "imports", reloadable, such_as "[]";
        /// What the account offers to others.
        exports: List<Export> = "exports", reloadable, such_as "[{ stream: \"orders.>\" }]";
        /// What the account may keep in JetStream. Without it, nothing.
        jetstream: Switch<AccountJetStream> = "jetstream", reloadable, such_as "{ max_file: 1GB }";
        /// The users.
        users: List<User> = "users", reloadable, such_as "[{ user: alice, password: secret }]";
        /// What users may do that have no permissions of their own.
        default_permissions: Box<Permissions> = "default_permissions", reloadable, such_as "{ publish: \"orders.>\" }";
        /// Subjects under which messages arrive that were published to others.
        mappings: Mappings = "mappings" | "maps", reloadable;
        /// Limits for all users together.
        limits: AccountLimits = "limits", reloadable, such_as "{ max_connections: 100 }";
        /// Where traces of messages go that ask for it.
        msg_trace: MessageTrace = "msg_trace" | "trace_dest", since "2.11", reloadable, such_as "\"traces\"";
    }

    /// Limits for all users of an account together.
    AccountLimits = "parseAccountLimits" {
        /// Most connections.
        max_connections: i64 = "max_connections" | "max_conn", reloadable;
        /// Most subscriptions of one connection.
        max_subscriptions: i64 = "max_subscriptions" | "max_subs", reloadable;
        /// Largest message.
        max_payload: Size = "max_payload" | "max_pay", reloadable;
        /// Most leaf node connections.
        max_leafnodes: i64 = "max_leafnodes" | "max_leafs", reloadable;
    }

    /// What an account may keep in JetStream. -1 stands for no limit.
    AccountJetStream = "parseJetStreamForAccount" {
        /// Most memory.
        max_memory: Size = "max_memory" | "max_mem" | "mem" | "memory", default "-1", reloadable, such_as "64MB";
        /// Most disk space.
        max_file: Size = "max_file" | "max_store" | "max_disk" | "store" | "disk", default "-1", reloadable, such_as "1GB";
        /// Most streams.
        max_streams: i64 = "max_streams" | "streams", default "-1", reloadable;
        /// Most consumers.
        max_consumers: i64 = "max_consumers" | "consumers", default "-1", reloadable;
        /// Streams need a limit on their size.
        max_bytes_required: bool =
            "max_bytes_required" | "max_stream_bytes" | "max_bytes", default "false", reloadable;
        /// Largest stream in memory.
        mem_max_stream_bytes: Size = "mem_max_stream_bytes" | "memory_max_stream_bytes", default "-1", reloadable;
        /// Largest stream on disk.
        disk_max_stream_bytes: Size = "disk_max_stream_bytes" | "store_max_stream_bytes", default "-1", reloadable;
        /// Most messages of a consumer that wait for an acknowledgement.
        max_ack_pending: i64 = "max_ack_pending", default "-1", reloadable;
        /// Account that carries the replication of the streams.
        cluster_traffic: ClusterTraffic = "cluster_traffic", since "2.11", default "system", reloadable;
    }

    /// Where traces of messages go.
    MessageTrace = "parseAccountMsgTrace", short dest {
        /// The subject.
        dest: LiteralSubject = "dest", since "2.11", reloadable;
        /// The share of messages that are traced.
        sampling: TraceSampling = "sampling", since "2.11", default "100", reloadable, such_as "50";
    }

    /// A stream or service that an account offers.
    Export = "parseExportStreamOrService" {
        /// Subject of messages that others may receive. Not together with `service`.
        stream: ExportSubject = "stream", reloadable, identity;
        /// Subject of requests that others may send. Not together with `stream`.
        service: ExportSubject = "service", reloadable, such_as "\"orders.new\"", identity;
        /// How the service answers.
        response: ResponseType = "response" | "response_type", default "single", once, reloadable;
        /// How long an answer may take.
        threshold: Interval = "threshold" | "response_threshold" | "response_max_time" | "response_time",
            default "2m", reloadable;
        /// Accounts that may import; all by default.
        accounts: List<AccountName> = "accounts", reloadable, such_as "[]";
        /// Measures how long answers take.
        latency: ServiceLatency = "latency", reloadable, such_as "{ sampling: 50, subject: \"latency.orders\" }";
        /// Token of the subject, counted from 1, in which the importing account's key stands.
        account_token_position: i64 = "account_token_position", reloadable;
        /// Lets traces of messages pass into the service.
        allow_trace: bool = "allow_trace", since "2.11", default "false", reloadable;
    }

    /// A stream or service that an account takes from another.
    Import = "parseImportStreamOrService" {
        /// The stream. Not together with `service`.
        stream: ImportSource = "stream", reloadable, such_as "{ account: ORDERS, subject: \"orders.>\" }", identity;
        /// The service. Not together with `stream`.
        service: ImportSource = "service", reloadable, such_as "{ account: ORDERS, subject: \"orders.new\" }", identity;
        /// Token put before the subjects of a stream.
        prefix: Text = "prefix", reloadable, such_as "imported", identity;
        /// Subject under which it is known here.
        to: Text = "to", reloadable, such_as "\"imported.>\"", identity;
        /// Tells the service who asks.
        share: bool = "share", default "false", reloadable;
        /// Lets traces of messages of the stream pass.
        allow_trace: bool = "allow_trace", since "2.11", default "false", reloadable;
    }

    /// What is taken, and from whom.
    ImportSource = "parseAccount" {
        /// The account that exports it.
        account: AccountName = "account", required, reloadable;
        /// Its subject there.
        subject: Subject = "subject", required, reloadable;
    }

    /// Measures how long the answers of a service take.
    ServiceLatency = "parseServiceLatency", keys LOOKED_UP, short subject {
        /// The share of requests that are measured; `headers` for those that ask for it.
        sampling: Sampling = "sampling", default "100", reloadable, such_as "50";
        /// Where the measurements go.
        subject: LiteralSubject = "subject", required, reloadable;
    }
}
