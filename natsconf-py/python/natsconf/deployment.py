"""The description of a deployment, as `natsconf.render` takes it.

    from natsconf.deployment import Deployment

    demo: Deployment = {"cluster": {"name": "demo", "servers": 3}}

Written by `deployment_types.py` from `natsconf.schema("deployment")`. What begins with `Server` is the configuration of a
server itself, for `settings`.
"""

from typing import Literal, TypedDict, Union

__all__ = [
    "Account",
    "AuthCallout",
    "Cluster",
    "Deployment",
    "Export",
    "Folders",
    "Import",
    "JetStream",
    "JetStreamLimits",
    "Leaf",
    "Limits",
    "Listener",
    "Login",
    "Member",
    "Monitoring",
    "Mqtt",
    "Operator",
    "Ports",
    "Resolver",
    "ServerAccount",
    "ServerAccountJetStream",
    "ServerAccountLimits",
    "ServerAllowResponses",
    "ServerAuthCallout",
    "ServerAuthorization",
    "ServerCertificatePair",
    "ServerCluster",
    "ServerClusterMigrate",
    "ServerCompression",
    "ServerConfig",
    "ServerExport",
    "ServerGateway",
    "ServerGatewayRemote",
    "ServerImport",
    "ServerImportSource",
    "ServerJetStream",
    "ServerJetStreamBatchLimits",
    "ServerJetStreamLimits",
    "ServerJetStreamTpm",
    "ServerLeafNodeAuthorization",
    "ServerLeafNodeProxy",
    "ServerLeafNodeRemote",
    "ServerLeafNodeUser",
    "ServerLeafNodes",
    "ServerMappingDestination",
    "ServerMessageTrace",
    "ServerMqtt",
    "ServerOcsp",
    "ServerOcspCache",
    "ServerOcspPeer",
    "ServerPermissions",
    "ServerProxies",
    "ServerPublishPermissions",
    "ServerResolverFolder",
    "ServerServiceLatency",
    "ServerSimpleAuth",
    "ServerSubscribePermissions",
    "ServerTls",
    "ServerTrustedProxy",
    "ServerUser",
    "ServerWebsocket",
    "SigningKey",
    "Tls",
    "TlsFiles",
    "User",
    "Vault",
    "Websocket",
]


class AuthCallout(TypedDict, total=False):
    """A service of this account decides who connects."""
    allowed_accounts: Union[list[str], str]
    """Accounts into which the service may let users; `*` for all."""
    encrypted: bool
    """Encrypts what the servers ask."""
    sentinel: bool
    """Clients without a JWT are asked about too, as this user, who is otherwise allowed nothing. On by default."""
    users: Union[list[str], str]
    """The users as whom the service connects. They are not asked about."""


class ServerAllowResponses(TypedDict, total=False):
    """How requests may be answered."""
    expiration: str
    """The same as `expires`."""
    expires: str
    """How long after the request; negative for ever."""
    max: int
    """Most messages of one answer; negative for any number."""
    max_messages: int
    """The same as `max`."""
    max_msgs: int
    """The same as `max`."""
    max_responses: int
    """The same as `max`."""
    ttl: str
    """The same as `expires`."""


class ServerSubscribePermissions(TypedDict, total=False):
    """Subjects that may be subscribed to."""
    allow: Union[list[str], str]
    """Only these."""
    deny: Union[list[str], str]
    """Not these."""


class ServerPublishPermissions(TypedDict, total=False):
    """Subjects that may be published to."""
    allow: Union[list[str], str]
    """Only these."""
    deny: Union[list[str], str]
    """Not these."""


_ServerPermissions = TypedDict("_ServerPermissions", {"import": Union[list[str], str, "ServerPublishPermissions"]}, total=False)


class ServerPermissions(_ServerPermissions, total=False):
    """What someone may do. In `cluster`, `publish` stands for what is imported, `subscribe` for what is exported."""
    # `import`: The same as `publish`.
    allow_responses: Union[bool, "ServerAllowResponses"]
    """Allows answers to requests, whatever their subject."""
    export: Union[list[str], str, "ServerSubscribePermissions"]
    """The same as `subscribe`."""
    pub: Union[list[str], str, "ServerPublishPermissions"]
    """The same as `publish`."""
    publish: Union[list[str], str, "ServerPublishPermissions"]
    """Subjects that may be published to: a subject, a list, or a block."""
    publish_allow_responses: Union[bool, "ServerAllowResponses"]
    """The same as `allow_responses`."""
    sub: Union[list[str], str, "ServerSubscribePermissions"]
    """The same as `subscribe`."""
    subscribe: Union[list[str], str, "ServerSubscribePermissions"]
    """Subjects that may be subscribed to: a subject, a list, or a block. A queue group may follow a subject."""


class Export(TypedDict, total=False):
    """What an account offers to others: a stream or a service."""
    account_token_position: int
    """Token of the subject, counted from 1, in which the importing account's key stands."""
    accounts: list[str]
    """Only for these accounts; they get tokens of activation."""
    allow_trace: bool
    """Lets traces of messages pass."""
    description: str
    """For people."""
    latency: str
    """Where it is measured how long answers take."""
    response: Literal["single", "stream", "chunked"]
    """How the service answers."""
    sampling: Union[int, str, Literal["headers"]]
    """The share of requests that are measured."""
    service: str
    """Subject of requests that others may send."""
    stream: str
    """Subject of messages that others may receive."""
    threshold: str
    """How long an answer may take."""


class Import(TypedDict, total=False):
    """What an account takes from another: a stream or a service."""
    account: str
    """The account that exports it."""
    account_key: str
    """The account that exports it, where it is of another deployment."""
    allow_trace: bool
    """Lets traces of messages pass."""
    service: str
    """The service, under its subject there."""
    share: bool
    """Tells the service who asks."""
    stream: str
    """The stream, under its subject there."""
    to: str
    """The subject under which it is known here."""
    token: str
    """The token of activation, where the account is of another deployment."""


class JetStreamLimits(TypedDict, total=False):
    """What an account may keep in JetStream. -1 stands for no limit."""
    file_max_stream: Union[int, str]
    """Largest stream on disk."""
    max_ack_pending: int
    """Most messages of a consumer that wait for an acknowledgement."""
    max_bytes_required: bool
    """Streams need a limit on their size."""
    max_consumers: int
    """Most consumers."""
    max_file: Union[int, str]
    """Most disk space."""
    max_memory: Union[int, str]
    """Most memory."""
    max_streams: int
    """Most streams."""
    memory_max_stream: Union[int, str]
    """Largest stream in memory."""


class Limits(TypedDict, total=False):
    """How much the users of an account may use together. -1 stands for no limit."""
    connections: int
    """Most connections."""
    data: Union[int, str]
    """Most data."""
    disallow_bearer: bool
    """Refuses users without a seed."""
    exports: int
    """Most exports."""
    imports: int
    """Most imports."""
    leaf_nodes: int
    """Most connections of leaf nodes."""
    payload: Union[int, str]
    """Largest message."""
    subscriptions: int
    """Most subscriptions."""
    wildcard_exports: bool
    """Lets exports have wildcards."""


class ServerMappingDestination(TypedDict, total=False):
    """A share of the messages, and where it goes."""
    cluster: str
    """Only in this cluster."""
    dest: str
    """The same as `destination`."""
    destination: str
    """The subject. `{{wildcard(1)}}` and the like stand for tokens of the subject that was published to."""
    weight: Union[int, str]
    """The share in percent. Without it the server refuses to start. What is left to 100 keeps its subject."""


class SigningKey(TypedDict, total=False):
    """A further key that signs for users."""
    bearer: bool
    """Its users are bearers of their JWT."""
    description: str
    """For people."""
    payload: Union[int, str]
    """Largest message of its users."""
    permissions: "ServerPermissions"
    """What its users may do: then they have no permissions of their own."""
    subscriptions: int
    """Most subscriptions of each of its users."""


class User(TypedDict, total=False):
    """Someone who connects."""
    bearer: bool
    """Whoever holds the JWT may connect, without the seed."""
    connection_types: Union[list[Literal["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"]], Literal["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"]]
    """How the user may connect; in every way by default."""
    expires: int
    """When the credentials end, in Unix seconds."""
    password: str
    """The password, where users are in the configuration; without it, they have nkeys."""
    payload: Union[int, str]
    """Largest message."""
    permissions: "ServerPermissions"
    """What the user may do."""
    sentinel: bool
    """May do nothing but be asked about by the auth callout."""
    signing_key: str
    """The signing key that signs for the user; without it, the account's own."""
    sources: Union[list[str], str]
    """Networks from which the user may connect."""
    subscriptions: int
    """Most subscriptions."""
    tags: list[str]
    """Labels, which permissions of signing keys may refer to."""


class Account(TypedDict, total=False):
    """Users apart from those of other accounts."""
    auth_callout: "AuthCallout"
    """A service of this account decides who connects."""
    default_permissions: "ServerPermissions"
    """What users may do that have no permissions of their own."""
    description: str
    """For people."""
    expires: int
    """When its JWT ends, in Unix seconds."""
    exports: list["Export"]
    """What the account offers to others."""
    imports: list["Import"]
    """What the account takes from others."""
    jetstream: Union[bool, "JetStreamLimits"]
    """What the account may keep in JetStream. Without it, nothing."""
    limits: "Limits"
    """How much its users may use together."""
    mappings: dict[str, Union[str, list["ServerMappingDestination"], "ServerMappingDestination"]]
    """Subjects under which messages arrive that were published to others."""
    revocations: dict[str, int]
    """Users whose credentials no longer count when they were signed before a time, in Unix seconds; `*` for all."""
    signing_keys: dict[str, "SigningKey"]
    """Further keys that sign for users, by name. Those with permissions say what their users may do."""
    tags: list[str]
    """Labels."""
    tiers: dict[str, "JetStreamLimits"]
    """What it may keep, by the number of copies: `R1`, `R3`. In the place of `jetstream`."""
    users: dict[str, "User"]
    """Who connects."""


class Listener(TypedDict, total=False):
    """Where servers listen. The ports are those of the cluster."""
    advertise: str
    """Address told to those who connect, where they cannot reach the one listened on."""
    host: str
    """Address to listen on; without it, 127.0.0.1 where the server is reached there, else all."""
    port: int
    """Port of the first server; without it, that of the cluster's `ports`."""
    tls: bool
    """With the deployment's TLS."""
    verify: bool
    """Asks those who connect for a certificate; without it, what `tls.verify` says."""


class Ports(TypedDict, total=False):
    """Ports to listen on."""
    client: int
    """For clients."""
    gateway: int
    """For other clusters."""
    leafnodes: int
    """For leaf nodes."""
    monitoring: int
    """For monitoring."""
    mqtt: int
    """For clients by MQTT."""
    routes: int
    """For the other servers of the cluster."""
    websocket: int
    """For clients by WebSocket."""


class Member(TypedDict, total=False):
    """One server."""
    address: str
    """Where it is reached; without it, what the cluster's `address` says."""
    ports: "Ports"
    """Its ports; without them, those of the cluster."""


class Cluster(TypedDict, total=False):
    """Servers that share their clients."""
    address: str
    """Where servers, leaf nodes and clients reach each server: a host name or IP address, with `{name}`, `{n}`, `{n0}` and `{cluster}`. Servers that share an address get ports of their own."""
    further_addresses: Union[list[str], str]
    """Further names of each server, with the same places: they go into its certificate."""
    name: str
    """The name. Where there are several clusters, it is their key."""
    name_variable: str
    """Takes the name of each server from this environment variable: one configuration for all of them."""
    names: str
    """The servers' names, with `{n}` for the number, `{n0}` for one that counts from 0."""
    names_for_clients: list[str]
    """Further names under which all servers are reached, such as that of a load balancer. They go into the certificates; the first is what clients are told to use."""
    ports: "Ports"
    """The ports of the first server."""
    servers: Union[int, dict[str, "Member"]]
    """How many servers, or the servers by name. 1 by default."""


class Folders(TypedDict, total=False):
    """Where the servers find and keep their files, as their processes see it. Relative ones are relative to the output folder, from which the servers are then started."""
    certificates: str
    """Certificates that natsconf makes."""
    config: str
    """The rendered configuration."""
    credentials: str
    """Credentials of leaf nodes."""
    data: str
    """What the servers keep: streams, account JWTs."""
    run: str
    """Process ids, which reloaders need."""


class JetStream(TypedDict, total=False):
    """Keeps streams."""
    cipher: Literal["chacha", "aes"]
    """How streams are encrypted."""
    domain: str
    """Names the JetStream of these servers, so that others reach it through a leaf node."""
    key_variable: str
    """Environment variable with the key that encrypts streams on disk."""
    max_file: Union[int, str]
    """Most disk space for streams on each server."""
    max_memory: Union[int, str]
    """Most memory for streams on each server."""
    store_dir: str
    """Folder for streams; without it, the data folder. The server puts a folder `jetstream` into it."""
    sync_interval: Union[str, Literal["always"], int]
    """How often files are flushed to disk; `always` for every write."""
    unique_tag: str
    """Places the copies of a stream on servers that differ in the tag that starts with this."""
    volume: Union[int, str]
    """How large the volume with the data folder is. Without `max_file`, nine tenths of it are for streams."""


class TlsFiles(TypedDict, total=False):
    """Files with certificates, as the server's process sees them. `{name}` stands for the server's name."""
    ca: str
    """The authorities that are trusted."""
    cert: str
    """The certificate, followed by the intermediate ones. For routes it has both key usages."""
    key: str
    """Its private key."""
    local_ca: str
    """The same authorities, as a file beside the description, for clients here."""


class Leaf(TypedDict, total=False):
    """A server of its own that joins the deployment as a leaf node."""
    account: str
    """The account that it joins."""
    address: str
    """Where it is reached: a host name or IP address."""
    cluster: str
    """The cluster that it dials, where there are several."""
    deny_exports: Union[list[str], str]
    """Subjects that are not given to the deployment."""
    deny_imports: Union[list[str], str]
    """Subjects that are not taken from the deployment."""
    jetstream: Union[bool, "JetStream"]
    """Streams of its own. On by default, with the leaf node's name as domain."""
    ports: "Ports"
    """Its ports."""
    tls: "TlsFiles"
    """Its certificate, where it is not the deployment's TLS that provides it."""
    user: str
    """The user of that account as whom it joins; without it, one of its own name."""


class Login(TypedDict, total=False):
    """The one user of a deployment in mode `single`. Without password and token, natsconf makes a token."""
    password: str
    """Its password, plain or hashed with bcrypt. The servers get the hash."""
    token: str
    """A token in the place of name and password."""
    user: str
    """Its name, with a password."""


class Monitoring(TypedDict, total=False):
    """Where monitoring listens, by HTTP. Probes and exporters read it."""
    host: str
    """Address to listen on; without it, as for clients."""
    port: int
    """Port of the first server; without it, that of the cluster's `ports`."""


class Mqtt(TypedDict, total=False):
    """Where clients connect by MQTT. It needs JetStream."""
    host: str
    """Address to listen on; without it, as for clients."""
    port: int
    """Port of the first server; without it, that of the cluster's `ports`."""
    tls: bool
    """With the deployment's TLS."""


_Operator = TypedDict("_Operator", {"import": Union[list[str], str]}, total=False)


class Operator(_Operator, total=False):
    """Who vouches for the accounts."""
    # `import`: Files with the JWT of an operator that exists, its accounts' JWTs, and the seeds that are at hand: as Synadia Control Plane, nsc and resolver preloads have them.
    assert_server_version: str
    """Refuses older servers."""
    name: str
    """Its name; without it, that of the cluster."""
    service_urls: Union[list[str], str]
    """Where clients reach the servers; without it, where the servers are."""
    signing_keys: int
    """How many signing keys sign for it. With at least one, its own key can be locked away."""
    tags: list[str]
    """Labels."""


class Resolver(TypedDict, total=False):
    """Where the servers keep the account JWTs."""
    allow_delete: bool
    """Lets JWTs be deleted by message."""
    dir: str
    """The folder, for `full` and `cache`; without it, `resolver` in the data folder."""
    interval: str
    """How often the folders of the servers are brought in step."""
    limit: int
    """Most JWTs."""
    timeout: str
    """How long to wait for the answer of another server."""
    ttl: str
    """How long a JWT is kept, for `cache`."""
    type: Literal["full", "cache", "memory", "url"]
    """How."""
    url: str
    """Where to ask, for `url`."""


class ServerResolverFolder(TypedDict, total=False):
    """A folder with account JWTs. The server looks these options up by their exact names, and reads no others."""
    allow_delete: bool
    """Lets JWTs be deleted by message. Only for `full`."""
    dir: str
    """The folder."""
    hard_delete: bool
    """Removes the file of a deleted JWT; without it, the file is renamed. Only for `full`, with `allow_delete`."""
    interval: str
    """How often the folders of the servers are brought in step. Only for `full`."""
    limit: int
    """Most JWTs; 0 for any number."""
    timeout: str
    """How long to wait for the answer of another server."""
    ttl: str
    """How long a JWT is kept. Only for `cache`."""
    type: Literal["full", "cache", "memory"]
    """All accounts, those in use, or those in memory."""


class ServerServiceLatency(TypedDict, total=False):
    """Measures how long the answers of a service take."""
    sampling: Union[int, str, Literal["headers"]]
    """The share of requests that are measured; `headers` for those that ask for it."""
    subject: str
    """Where the measurements go."""


class ServerExport(TypedDict, total=False):
    """A stream or service that an account offers."""
    account_token_position: int
    """Token of the subject, counted from 1, in which the importing account's key stands."""
    accounts: list[str]
    """Accounts that may import; all by default."""
    allow_trace: bool
    """Lets traces of messages pass into the service."""
    latency: Union[str, "ServerServiceLatency"]
    """Measures how long answers take."""
    response: Literal["single", "stream", "chunked"]
    """How the service answers."""
    response_max_time: str
    """The same as `threshold`."""
    response_threshold: str
    """The same as `threshold`."""
    response_time: str
    """The same as `threshold`."""
    response_type: Literal["single", "stream", "chunked"]
    """The same as `response`."""
    service: str
    """Subject of requests that others may send. Not together with `stream`."""
    stream: str
    """Subject of messages that others may receive. Not together with `service`."""
    threshold: str
    """How long an answer may take."""


class ServerImportSource(TypedDict, total=False):
    """What is taken, and from whom."""
    account: str
    """The account that exports it."""
    subject: str
    """Its subject there."""


class ServerImport(TypedDict, total=False):
    """A stream or service that an account takes from another."""
    allow_trace: bool
    """Lets traces of messages of the stream pass."""
    prefix: str
    """Token put before the subjects of a stream."""
    service: "ServerImportSource"
    """The service. Not together with `stream`."""
    share: bool
    """Tells the service who asks."""
    stream: "ServerImportSource"
    """The stream. Not together with `service`."""
    to: str
    """Subject under which it is known here."""


class ServerAccountJetStream(TypedDict, total=False):
    """What an account may keep in JetStream. -1 stands for no limit."""
    cluster_traffic: Literal["system", "owner"]
    """Account that carries the replication of the streams."""
    consumers: int
    """The same as `max_consumers`."""
    disk: Union[int, str]
    """The same as `max_file`."""
    disk_max_stream_bytes: Union[int, str]
    """Largest stream on disk."""
    max_ack_pending: int
    """Most messages of a consumer that wait for an acknowledgement."""
    max_bytes: bool
    """The same as `max_bytes_required`."""
    max_bytes_required: bool
    """Streams need a limit on their size."""
    max_consumers: int
    """Most consumers."""
    max_disk: Union[int, str]
    """The same as `max_file`."""
    max_file: Union[int, str]
    """Most disk space."""
    max_mem: Union[int, str]
    """The same as `max_memory`."""
    max_memory: Union[int, str]
    """Most memory."""
    max_store: Union[int, str]
    """The same as `max_file`."""
    max_stream_bytes: bool
    """The same as `max_bytes_required`."""
    max_streams: int
    """Most streams."""
    mem: Union[int, str]
    """The same as `max_memory`."""
    mem_max_stream_bytes: Union[int, str]
    """Largest stream in memory."""
    memory: Union[int, str]
    """The same as `max_memory`."""
    memory_max_stream_bytes: Union[int, str]
    """The same as `mem_max_stream_bytes`."""
    store: Union[int, str]
    """The same as `max_file`."""
    store_max_stream_bytes: Union[int, str]
    """The same as `disk_max_stream_bytes`."""
    streams: int
    """The same as `max_streams`."""


class ServerAccountLimits(TypedDict, total=False):
    """Limits for all users of an account together."""
    max_conn: int
    """The same as `max_connections`."""
    max_connections: int
    """Most connections."""
    max_leafnodes: int
    """Most leaf node connections."""
    max_leafs: int
    """The same as `max_leafnodes`."""
    max_pay: Union[int, str]
    """The same as `max_payload`."""
    max_payload: Union[int, str]
    """Largest message."""
    max_subs: int
    """The same as `max_subscriptions`."""
    max_subscriptions: int
    """Most subscriptions of one connection."""


class ServerMessageTrace(TypedDict, total=False):
    """Where traces of messages go."""
    dest: str
    """The subject."""
    sampling: Union[int, str]
    """The share of messages that are traced."""


_ServerUser = TypedDict("_ServerUser", {"pass": str}, total=False)


class ServerUser(_ServerUser, total=False):
    """A user: a name and a password, or an nkey."""
    # `pass`: The same as `password`.
    allowed_connection_types: Union[list[Literal["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"]], Literal["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"]]
    """How the user may connect; in every way by default."""
    authorization: "ServerPermissions"
    """The same as `permissions`."""
    clients: Union[list[Literal["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"]], Literal["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"]]
    """The same as `allowed_connection_types`."""
    connection_types: Union[list[Literal["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"]], Literal["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"]]
    """The same as `allowed_connection_types`."""
    nkey: str
    """The public key of the user, in the place of name and password."""
    password: str
    """The password, plain or hashed with bcrypt."""
    permission: "ServerPermissions"
    """The same as `permissions`."""
    permissions: "ServerPermissions"
    """What the user may do."""
    proxy_required: bool
    """Takes only connections that come through a trusted proxy."""
    user: str
    """The name. It is unique over all accounts."""
    username: str
    """The same as `user`."""


class ServerAccount(TypedDict, total=False):
    """An account: its users see only each other's messages, and what it imports."""
    default_permissions: "ServerPermissions"
    """What users may do that have no permissions of their own."""
    exports: list["ServerExport"]
    """What the account offers to others."""
    imports: list["ServerImport"]
    """What the account takes from others."""
    jetstream: Union[bool, Literal["enabled", "disabled"], "ServerAccountJetStream"]
    """What the account may keep in JetStream. Without it, nothing."""
    limits: "ServerAccountLimits"
    """Limits for all users together."""
    mappings: dict[str, Union[str, list["ServerMappingDestination"], "ServerMappingDestination"]]
    """Subjects under which messages arrive that were published to others."""
    maps: dict[str, Union[str, list["ServerMappingDestination"], "ServerMappingDestination"]]
    """The same as `mappings`."""
    msg_trace: Union[str, "ServerMessageTrace"]
    """Where traces of messages go that ask for it."""
    nkey: str
    """The public key of the account."""
    trace_dest: Union[str, "ServerMessageTrace"]
    """The same as `msg_trace`."""
    users: list["ServerUser"]
    """The users."""


class ServerAuthCallout(TypedDict, total=False):
    """A service that decides who may connect."""
    acc: str
    """The same as `account`."""
    account: str
    """Account of the service."""
    allowed_accounts: list[str]
    """Accounts that the service may place users in; all by default."""
    auth_users: list[str]
    """Users, or their public keys, that connect without the service: the service itself."""
    issuer: str
    """Public key of the account that signs what the service answers."""
    key: str
    """The same as `xkey`."""
    users: list[str]
    """The same as `auth_users`."""
    xkey: str
    """Public curve key for which the server encrypts its requests."""


_ServerAuthorization = TypedDict("_ServerAuthorization", {"pass": str}, total=False)


class ServerAuthorization(_ServerAuthorization, total=False):
    """Who may connect."""
    # `pass`: The same as `password`.
    auth_callout: "ServerAuthCallout"
    """A service that decides who may connect."""
    auth_hook: "ServerAuthCallout"
    """The same as `auth_callout`."""
    default_permission: "ServerPermissions"
    """The same as `default_permissions`."""
    default_permissions: "ServerPermissions"
    """What users may do that have no permissions of their own."""
    password: str
    """The password of the one user, plain or hashed with bcrypt."""
    permissions: "ServerPermissions"
    """The same as `default_permissions`."""
    proxy_required: bool
    """Takes only connections that come through a trusted proxy."""
    timeout: Union[str, float]
    """How long logging in may take. Without a unit, in seconds. With TLS, one second more than its handshake."""
    token: str
    """A token in the place of user and password, plain or hashed with bcrypt. Not together with `users`."""
    user: str
    """The one user. Not together with `users`."""
    username: str
    """The same as `user`."""
    users: list["ServerUser"]
    """Several users, all in one account."""


class ServerCompression(TypedDict, total=False):
    """How messages between servers are compressed."""
    mode: Literal["on", "off", "accept", "s2_auto", "s2_fast", "s2_better", "s2_best", "not_supported"]
    """The mode. `s2_auto` chooses by the round-trip time."""
    rtt: list[str]
    """The same as `rtt_thresholds`."""
    rtt_thresholds: list[str]
    """For `s2_auto`: up to which round-trip time to send uncompressed, fast, better and best, in ascending order."""
    rtts: list[str]
    """The same as `rtt_thresholds`."""
    thresholds: list[str]
    """The same as `rtt_thresholds`."""


class ServerCertificatePair(TypedDict, total=False):
    """A certificate and its private key."""
    cert_file: str
    """File with the certificate."""
    key_file: str
    """File with the private key."""


class ServerOcspPeer(TypedDict, total=False):
    """How certificates of the other side are checked for revocation."""
    allow_when_ca_unreachable: bool
    """Takes certificates whose authority cannot be reached."""
    allowed_clockskew: Union[str, float]
    """How far clocks may differ. Without a unit, in seconds."""
    ca_timeout: Union[str, float]
    """How long the authority may take to answer. Without a unit, in seconds."""
    cache_ttl_when_next_update_unset: Union[str, float]
    """How long an answer counts that does not say so itself. Without a unit, in seconds."""
    unknown_is_good: bool
    """Takes certificates that the authority does not know."""
    verify: bool
    """Checks them."""
    warn_only: bool
    """Only warns of revoked certificates."""


class ServerTls(TypedDict, total=False):
    """TLS: certificates, and what is asked of the other side."""
    allow_insecure_cipher_suites: bool
    """Allows cipher suites that are known to be weak."""
    ca_certs_match: Union[list[str], str]
    """Certificates of authorities that are looked for in the store."""
    ca_file: str
    """File with the certificates of the authorities that are trusted."""
    cert_file: str
    """File with the certificate, followed by the intermediate ones."""
    cert_match: str
    """What is looked for in the store."""
    cert_match_by: Literal["Issuer", "Subject", "Thumbprint"]
    """What the certificate is found by in the store."""
    cert_match_skip_invalid: bool
    """Passes over certificates of the store that have expired."""
    cert_store: Literal["WindowsCurrentUser", "WindowsLocalMachine"]
    """Certificate store of Windows, in the place of `cert_file`."""
    certificates: list["ServerCertificatePair"]
    """The same as `certs`."""
    certs: list["ServerCertificatePair"]
    """Several certificates, of which one is chosen by the name that the client asks for. Not together with `cert_file`."""
    cipher_suites: list[Literal["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA", "TLS_ECDHE_RSA_WITH_RC4_128_SHA", "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"]]
    """Cipher suites that may be used up to TLS 1.2, the preferred first."""
    connection_rate_limit: int
    """Most handshakes in a second."""
    curve_preferences: list[Literal["X25519", "CurveP256", "CurveP384", "CurveP521", "X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024"]]
    """Curves that may be used, the preferred first."""
    first: Union[bool, Literal["auto"], str]
    """The same as `handshake_first`."""
    handshake_first: Union[bool, Literal["auto"], str]
    """Handshake before the server's first message; `auto` or a duration for how long to wait for clients that do not."""
    immediate: Union[bool, Literal["auto"], str]
    """The same as `handshake_first`."""
    insecure: bool
    """Does not verify certificates of servers that are dialled."""
    key_file: str
    """File with the private key of the certificate."""
    min_version: Literal["1.2", "1.3"]
    """The least version of TLS."""
    ocsp_peer: Union[bool, "ServerOcspPeer"]
    """Asks the authority whether certificates of the other side are revoked."""
    pinned_certs: list[str]
    """Takes only these certificates: the SHA-256 of their public keys, in hexadecimal."""
    timeout: Union[str, float]
    """How long the handshake may take. Without a unit, in seconds."""
    verify: bool
    """Asks clients for a certificate."""
    verify_and_map: bool
    """Asks clients for a certificate, and takes the user from it."""
    verify_cert_and_check_known_urls: bool
    """Takes only certificates for hosts of the configured URLs. In `cluster` and `gateway` alone."""


class ServerCluster(TypedDict, total=False):
    """Joins this server with others into one cluster."""
    accounts: Union[list[str], str]
    """Accounts with a route of their own. All servers of the cluster need the same list."""
    advertise: str
    """The same as `cluster_advertise`."""
    authorization: "ServerAuthorization"
    """What routes have to log in with. Only one user and password: no list, no token, no callout."""
    cluster_advertise: str
    """Address told to other servers, where they cannot reach the one listened on."""
    compression: Union[bool, Literal["on", "off", "accept", "s2_auto", "s2_fast", "s2_better", "s2_best", "not_supported"], "ServerCompression"]
    """How routes are compressed; `true` stands for `s2_fast`."""
    connect_backoff: bool
    """Waits longer after each failed attempt, up to 30 seconds."""
    connect_retries: int
    """How often to try again to reach a server that was learned from others. Those in `routes` are tried for ever."""
    host: str
    """Address on which other servers connect."""
    listen: Union[str, int]
    """Where to accept routes, host and port in one."""
    name: str
    """Name of the cluster. All its servers have the same, and it has no spaces. Without it each start makes up one."""
    net: str
    """The same as `host`."""
    no_advertise: bool
    """Keeps the addresses of this server from clients of other servers."""
    permissions: "ServerPermissions"
    """Which subjects pass between the servers: `import` what is taken, `export` what is given."""
    ping_interval: Union[str, int]
    """How often an idle route is probed. More than 30 seconds count as 30."""
    ping_max: int
    """How many probes may stay without answer before a route is closed."""
    pool_size: int
    """Number of connections to each other server; accounts are spread over them. -1 for one as before 2.10."""
    port: int
    """Port on which other servers connect. Without it the server is in no cluster."""
    routes: list[str]
    """Other servers of the cluster. One is enough, the others are learned from it."""
    tls: "ServerTls"
    """TLS between the servers. Certificates are always verified, by both sides."""
    write_deadline: Union[str, int]
    """How long a write to a route may take."""
    write_timeout: Literal["default", "close", "retry"]
    """What happens to a route that cannot be written to in time."""


class ServerGatewayRemote(TypedDict, total=False):
    """A cluster to connect to."""
    name: str
    """The name of the cluster."""
    tls: "ServerTls"
    """TLS for this cluster; without it, that of `gateway.tls`."""
    url: str
    """Where to reach one of its servers."""
    urls: list[str]
    """Where to reach its servers."""


class ServerGateway(TypedDict, total=False):
    """Joins this cluster with others into a super-cluster."""
    advertise: str
    """Address told to other clusters, where they cannot reach the one listened on."""
    authorization: "ServerAuthorization"
    """What gateways have to log in with. Only one user and password: no list, no token, no callout."""
    connect_backoff: bool
    """Waits longer after each failed attempt, up to 30 seconds."""
    connect_retries: int
    """How often to try again to reach a gateway that was learned from others. Those in `gateways` are tried for ever."""
    gateways: list["ServerGatewayRemote"]
    """The clusters to connect to."""
    host: str
    """Address on which other clusters connect."""
    listen: Union[str, int]
    """Where to accept gateways, host and port in one."""
    name: str
    """Name of this cluster, the same as `cluster.name`; it has no spaces."""
    net: str
    """The same as `host`."""
    port: int
    """Port on which other clusters connect. A gateway needs it; -1 for a random one."""
    reject_unknown: bool
    """Refuses clusters that are not in `gateways`."""
    reject_unknown_cluster: bool
    """The same as `reject_unknown`."""
    tls: "ServerTls"
    """TLS between the clusters. Certificates are always verified, by both sides."""
    write_deadline: Union[str, int]
    """How long a write to a gateway may take."""
    write_timeout: Literal["default", "close", "retry"]
    """What happens to a gateway that cannot be written to in time."""


class ServerJetStreamBatchLimits(TypedDict, total=False):
    """Limits for publishing in batches."""
    max_inflight_per_stream: int
    """Most batches under way in one stream."""
    max_inflight_total: int
    """Most batches under way in all streams."""
    max_msgs: int
    """Most messages of one batch."""
    timeout: str
    """How long a batch may take."""


class ServerJetStreamLimits(TypedDict, total=False):
    """Limits for all streams of the server."""
    batch: "ServerJetStreamBatchLimits"
    """Limits for publishing in batches."""
    duplicate_window: str
    """Longest window in which a stream may look for duplicates."""
    max_ack_pending: int
    """Most messages of a consumer that wait for an acknowledgement."""
    max_ha_assets: int
    """Most streams and consumers with more than one copy."""
    max_request_batch: int
    """Most messages that one request of a pull consumer may ask for."""


class ServerJetStreamTpm(TypedDict, total=False):
    """The TPM of the machine, which keeps the encryption key."""
    cipher: Literal["chacha", "aes"]
    """How streams are encrypted."""
    encryption_password: str
    """Password of the sealed key."""
    keys_file: str
    """File with the sealed key."""
    pcr: int
    """Platform configuration register that the key is bound to."""
    srk_password: str
    """Password of the storage root key."""


class ServerJetStream(TypedDict, total=False):
    """Keeps streams. `jetstream: enabled` takes everything as it is by default."""
    cipher: Literal["chacha", "aes"]
    """How streams are encrypted."""
    domain: str
    """Names the JetStream of these servers, so that others reach it through a leaf node. A single token."""
    ek: str
    """The same as `key`."""
    enable: bool
    """The same as `enabled`."""
    enabled: bool
    """`false` turns JetStream off and keeps the other options."""
    encryption_key: str
    """The same as `key`."""
    extension_hint: str
    """Whether a leaf node extends the JetStream of its hub: `will_extend` or `no_extend`."""
    info_queue_limit: int
    """Most requests for information that wait; without it, as `request_queue_limit`."""
    key: str
    """Encrypts streams on disk with this key."""
    limits: "ServerJetStreamLimits"
    """Limits for all streams of the server."""
    max_buffered_msgs: int
    """Most messages of a stream that wait to be stored."""
    max_buffered_size: Union[int, str]
    """Most data of a stream that waits to be stored."""
    max_concurrent_io: int
    """Most reads and writes of files at the same time."""
    max_file: Union[int, str]
    """The same as `max_file_store`."""
    max_file_store: Union[int, str]
    """Most disk space for streams. Without it, three quarters of what is free."""
    max_mem: Union[int, str]
    """The same as `max_memory_store`."""
    max_mem_store: Union[int, str]
    """The same as `max_memory_store`."""
    max_memory_store: Union[int, str]
    """Most memory for streams. Without it, three quarters of what the machine has."""
    max_outstanding_catchup: Union[int, str]
    """Most data on the way to a copy that catches up."""
    meta_compact: int
    """Compacts the log of the cluster when it has so many entries."""
    meta_compact_size: Union[int, str]
    """Compacts the log of the cluster when it has this size."""
    meta_compact_sync: bool
    """Compacts the log of the cluster while others wait."""
    prev_ek: str
    """The same as `prev_key`."""
    prev_encryption_key: str
    """The same as `prev_key`."""
    prev_key: str
    """The key before, while streams are encrypted anew."""
    request_queue_limit: int
    """Most requests to the JetStream API that wait."""
    store: str
    """The same as `store_dir`."""
    store_dir: str
    """Folder for streams. Without it, a temporary one, which does not outlive the machine."""
    storedir: str
    """The same as `store_dir`."""
    strict: bool
    """Refuses requests to the JetStream API with fields that the server does not know."""
    sync: Union[str, Literal["always"], int]
    """The same as `sync_interval`."""
    sync_interval: Union[str, Literal["always"], int]
    """How often files are flushed to disk; `always` for every write."""
    tpm: "ServerJetStreamTpm"
    """Takes the encryption key from the TPM of the machine. Windows only."""
    unique_tag: str
    """Places the copies of a stream on servers that differ in the tag that starts with this."""


_ServerLeafNodeUser = TypedDict("_ServerLeafNodeUser", {"pass": str}, total=False)


class ServerLeafNodeUser(_ServerLeafNodeUser, total=False):
    """A user as whom leaf nodes log in."""
    # `pass`: The same as `password`.
    account: str
    """Account that the leaf node is bound to."""
    password: str
    """The password."""
    proxy_required: bool
    """Takes only connections that come through a trusted proxy."""
    user: str
    """The name."""
    username: str
    """The same as `user`."""


_ServerLeafNodeAuthorization = TypedDict("_ServerLeafNodeAuthorization", {"pass": str}, total=False)


class ServerLeafNodeAuthorization(_ServerLeafNodeAuthorization, total=False):
    """What leaf nodes log in with."""
    # `pass`: The same as `password`.
    account: str
    """Account that the leaf nodes are bound to."""
    nkey: str
    """The public key of the user. Not together with `users`."""
    password: str
    """The password."""
    proxy_required: bool
    """Takes only connections that come through a trusted proxy."""
    timeout: Union[str, float]
    """How long logging in may take. Without a unit, in seconds."""
    user: str
    """The user. Not together with `users`."""
    username: str
    """The same as `user`."""
    users: list["ServerLeafNodeUser"]
    """Several users."""


class ServerClusterMigrate(TypedDict, total=False):
    """When leaders are moved away from a server that lost its remote."""
    leader_migrate_delay: Union[str, int]
    """How long the connection may be lost before."""


class ServerLeafNodeProxy(TypedDict, total=False):
    """An HTTP proxy for WebSocket connections."""
    password: str
    """Password to log in with; not without `username`."""
    timeout: Union[str, int]
    """How long connecting through the proxy may take."""
    url: str
    """The proxy, by `http` or `https`."""
    username: str
    """User to log in with; not without `password`."""


class ServerLeafNodeRemote(TypedDict, total=False):
    """A server that this one dials as a leaf node."""
    account: str
    """Account of this server that is joined with the remote."""
    compression: Union[bool, Literal["on", "off", "accept", "s2_auto", "s2_fast", "s2_better", "s2_best", "not_supported"], "ServerCompression"]
    """How this connection is compressed; `true` stands for `s2_auto`."""
    credentials: str
    """Credentials file presented to the remote. Not together with `nkey`."""
    creds: str
    """The same as `credentials`."""
    deny_export: Union[list[str], str]
    """The same as `deny_exports`."""
    deny_exports: Union[list[str], str]
    """Subjects that are not given to the remote."""
    deny_import: Union[list[str], str]
    """The same as `deny_imports`."""
    deny_imports: Union[list[str], str]
    """Subjects that are not taken from the remote."""
    dial_timeout: Union[str, int]
    """How long dialling may take; without it, as in `leafnodes.dial_timeout`."""
    disabled: bool
    """Does not dial this remote."""
    dont_randomize: bool
    """The same as `no_randomize`."""
    first_info_timeout: Union[str, int]
    """How long to wait for the first message of the remote."""
    hub: bool
    """Makes this side the hub: the remote is to be the leaf."""
    ignore_discovered_servers: bool
    """Dials only the URLs given here, not those that the remote tells of."""
    isolate: bool
    """The same as `isolate_leafnode_interest`."""
    isolate_leafnode_interest: bool
    """Keeps the interest of the rest of this cluster from the remote."""
    jetstream_cluster_migrate: Union[bool, "ServerClusterMigrate"]
    """Moves the leaders of streams and consumers away from this server while the connection is lost."""
    js_cluster_migrate: Union[bool, "ServerClusterMigrate"]
    """The same as `jetstream_cluster_migrate`."""
    local: str
    """The same as `account`."""
    nkey: str
    """Seed with which to log in to the remote. Not together with `credentials`."""
    no_randomize: bool
    """Tries the URLs in their order, not at random."""
    proxy: "ServerLeafNodeProxy"
    """An HTTP proxy through which a WebSocket connection goes."""
    request_isolation: bool
    """Asks the remote to keep the interest of its other leaf nodes to itself."""
    seed: str
    """The same as `nkey`."""
    tls: "ServerTls"
    """TLS for this connection."""
    url: Union[list[str], str]
    """The same as `urls`."""
    urls: Union[list[str], str]
    """Where to connect: one URL, or several that are tried in turn. Without a port, it is 7422."""
    websocket_compress: bool
    """The same as `ws_compression`."""
    websocket_compression: bool
    """The same as `ws_compression`."""
    websocket_no_masking: bool
    """The same as `ws_no_masking`."""
    ws_compress: bool
    """The same as `ws_compression`."""
    ws_compression: bool
    """Compresses a WebSocket connection as WebSocket does."""
    ws_no_masking: bool
    """Does not mask the frames of a WebSocket connection."""


class ServerLeafNodes(TypedDict, total=False):
    """Accepts leaf node connections, and lists the servers that this one dials as a leaf node."""
    advertise: str
    """Address told to leaf nodes, where they cannot reach the one listened on."""
    authorization: "ServerLeafNodeAuthorization"
    """What leaf nodes have to log in with; without it, what clients have."""
    compression: Union[bool, Literal["on", "off", "accept", "s2_auto", "s2_fast", "s2_better", "s2_best", "not_supported"], "ServerCompression"]
    """How leaf node connections are compressed; `true` stands for `s2_auto`."""
    dial_timeout: Union[str, int]
    """How long dialling a remote may take."""
    host: str
    """Address on which leaf nodes connect."""
    isolate: bool
    """The same as `isolate_leafnode_interest`."""
    isolate_leafnode_interest: bool
    """Keeps the interest of one leaf node from the others."""
    leafnode_advertise: str
    """The same as `advertise`."""
    listen: Union[str, int]
    """Where to accept leaf nodes, host and port in one."""
    min_version: str
    """Refuses leaf nodes whose server is older."""
    minimum_version: str
    """The same as `min_version`."""
    net: str
    """The same as `host`."""
    no_advertise: bool
    """Keeps the addresses of other servers from leaf nodes."""
    port: int
    """Port on which leaf nodes connect. Without it the server only dials."""
    reconnect: Union[str, int]
    """Pause before dialling a lost remote again."""
    reconnect_delay: Union[str, int]
    """The same as `reconnect`."""
    reconnect_interval: Union[str, int]
    """The same as `reconnect`."""
    remotes: list["ServerLeafNodeRemote"]
    """Servers to dial as a leaf node."""
    tls: "ServerTls"
    """TLS for leaf nodes that connect."""
    write_deadline: Union[str, int]
    """How long a write to a leaf node may take."""
    write_timeout: Literal["default", "close", "retry"]
    """What happens to a leaf node that cannot be written to in time."""


_ServerSimpleAuth = TypedDict("_ServerSimpleAuth", {"pass": str}, total=False)


class ServerSimpleAuth(_ServerSimpleAuth, total=False):
    """What clients by WebSocket or MQTT log in with, in the place of the server's `authorization`."""
    # `pass`: The same as `password`.
    password: str
    """The password, plain or hashed with bcrypt."""
    timeout: float
    """How long logging in may take, in seconds."""
    token: str
    """A token in the place of user and password."""
    user: str
    """The user."""
    username: str
    """The same as `user`."""


class ServerMqtt(TypedDict, total=False):
    """Clients by MQTT. It needs JetStream."""
    ack_wait: Union[str, int]
    """How long a client may take to acknowledge a message before it is sent again."""
    ackwait: Union[str, int]
    """The same as `ack_wait`."""
    api_timeout: Union[str, int]
    """The same as `js_api_timeout`."""
    authentication: "ServerSimpleAuth"
    """The same as `authorization`."""
    authorization: "ServerSimpleAuth"
    """What clients log in with, in the place of the server's `authorization`."""
    consumer_auto_cleanup: Union[str, int]
    """The same as `consumer_inactive_threshold`."""
    consumer_inactive_threshold: Union[str, int]
    """How long an idle consumer is kept; for ever by default."""
    consumer_memory_storage: bool
    """Keeps consumers in memory."""
    consumer_replicas: int
    """Had been the copies of consumers."""
    downgrade_qos2_subscribe: bool
    """Makes `QoS` 1 of subscriptions with `QoS` 2."""
    host: str
    """Address on which clients connect."""
    js_api_timeout: Union[str, int]
    """How long a request to JetStream may take."""
    js_domain: str
    """JetStream domain in which sessions and messages are kept."""
    listen: Union[str, int]
    """Where to listen, host and port in one."""
    max_ack_pending: int
    """Most messages of a subscription that wait for an acknowledgement."""
    max_inflight: int
    """The same as `max_ack_pending`."""
    max_pending: int
    """The same as `max_ack_pending`."""
    net: str
    """The same as `host`."""
    no_auth_user: str
    """User as whom clients act that do not log in."""
    port: int
    """Port on which clients connect. Without it there is no MQTT."""
    reject_qos2_publish: bool
    """Closes connections that publish with `QoS` 2."""
    stream_replicas: int
    """Copies of the streams for MQTT; 0 for as many as fit the cluster, up to 3."""
    tls: "ServerTls"
    """TLS for clients."""


class ServerOcsp(TypedDict, total=False):
    """OCSP stapling: the server shows with its certificate that it is not revoked."""
    mode: Literal["auto", "always", "never", "must"]
    """When."""
    url: str
    """Where to ask, in the place of what the certificate says."""
    urls: list[str]
    """Where to ask, in the place of what the certificate says. No server can read it: use `url`."""


class ServerOcspCache(TypedDict, total=False):
    """Where answers of authorities about revoked certificates are kept."""
    local_store: str
    """Folder for the file."""
    preserve_revoked: bool
    """Keeps answers about revoked certificates for ever."""
    save_interval: Union[str, float]
    """How often the file is written; at least every second. Without a unit, in seconds."""
    type: Literal["local", "none"]
    """In a file, or nowhere."""


class ServerTrustedProxy(TypedDict, total=False):
    """A proxy that is trusted."""
    key: str
    """Its public key."""
    public_key: str
    """The same as `key`."""


class ServerProxies(TypedDict, total=False):
    """Proxies that are trusted."""
    trusted: list["ServerTrustedProxy"]
    """The proxies."""


class ServerWebsocket(TypedDict, total=False):
    """Clients by WebSocket."""
    advertise: str
    """Address told to clients, where they cannot reach the one listened on."""
    allow_origin: Union[list[str], str]
    """The same as `allowed_origins`."""
    allow_origins: Union[list[str], str]
    """The same as `allowed_origins`."""
    allowed_origin: Union[list[str], str]
    """The same as `allowed_origins`."""
    allowed_origins: Union[list[str], str]
    """Takes only web pages from these places."""
    authentication: "ServerSimpleAuth"
    """The same as `authorization`."""
    authorization: "ServerSimpleAuth"
    """What clients log in with, in the place of the server's `authorization`."""
    compress: bool
    """The same as `compression`."""
    compression: bool
    """Compresses messages to clients that ask for it."""
    handshake_timeout: Union[str, int]
    """How long the handshake may take. Without a unit, in seconds."""
    headers: dict[str, str]
    """HTTP headers of the answer to the handshake."""
    host: str
    """Address on which clients connect."""
    jwt_cookie: str
    """Cookie that carries a JWT. Only with an operator."""
    listen: Union[str, int]
    """Where to listen, host and port in one."""
    net: str
    """The same as `host`."""
    no_auth_user: str
    """User as whom clients act that do not log in."""
    no_tls: bool
    """Works without TLS, for instance behind a proxy. Without it and without `tls`, the server refuses to start."""
    origin: Union[list[str], str]
    """The same as `allowed_origins`."""
    origins: Union[list[str], str]
    """The same as `allowed_origins`."""
    pass_cookie: str
    """Cookie that carries the password."""
    ping_interval: Union[str, int]
    """How often an idle client is probed; without it, as the server's other clients."""
    port: int
    """Port on which clients connect. Without it there is no WebSocket."""
    same_origin: bool
    """Takes only web pages from the same host."""
    tls: "ServerTls"
    """TLS for clients."""
    token_cookie: str
    """Cookie that carries a token."""
    user_cookie: str
    """Cookie that carries the user."""


class ServerConfig(TypedDict, total=False):
    """A server."""
    account_resolver: Union["ServerResolverFolder", Literal["MEMORY"], str]
    """The same as `resolver`."""
    accounts: Union[dict[str, "ServerAccount"], list[str]]
    """The accounts."""
    accounts_resolver: Union["ServerResolverFolder", Literal["MEMORY"], str]
    """The same as `resolver`."""
    allow_non_tls: bool
    """Takes clients without TLS too, where `tls` is set."""
    authorization: "ServerAuthorization"
    """Who may connect."""
    client_advertise: str
    """Address told to clients, where they cannot reach the one listened on."""
    cluster: "ServerCluster"
    """Joins this server with others into one cluster."""
    connect_error_reports: int
    """Reports each so many failed attempts to connect to another server for the first time."""
    debug: bool
    """Logs what the server does in detail."""
    default_js_domain: dict[str, str]
    """JetStream domains of accounts that have no JetStream here."""
    default_sentinel: str
    """JWT of the user as whom clients act that do not log in. Only with an operator."""
    disable_sublist_cache: bool
    """Remembers no matches of subjects with subscriptions."""
    feature_flags: dict[str, bool]
    """Features turned on or off by name."""
    gateway: "ServerGateway"
    """Joins this cluster with others into a super-cluster."""
    host: str
    """Address on which clients connect."""
    http: Union[str, int]
    """Where to serve monitoring by HTTP, host and port in one."""
    http_base_path: str
    """First part of the paths of monitoring."""
    http_port: int
    """Port for monitoring by HTTP."""
    https: Union[str, int]
    """Where to serve monitoring by HTTPS, host and port in one. It needs `tls`."""
    https_port: int
    """Port for monitoring by HTTPS. It needs `tls`."""
    jetstream: Union[bool, Literal["enabled", "disabled"], "ServerJetStream"]
    """Keeps streams. `enabled` takes everything as it is by default."""
    lame_duck_duration: str
    """Over how long clients are sent away in lame duck mode."""
    lame_duck_grace_period: str
    """How long lame duck mode waits before it sends clients away; less than `lame_duck_duration`."""
    leaf: "ServerLeafNodes"
    """The same as `leafnodes`."""
    leafnodes: "ServerLeafNodes"
    """Accepts leaf node connections, and lists the servers that this one dials as a leaf node."""
    listen: Union[str, int]
    """Where to accept clients, host and port in one."""
    log_file: str
    """File for the log."""
    log_max_num: int
    """The same as `logfile_max_num`."""
    log_size_limit: Union[int, str]
    """The same as `logfile_size_limit`."""
    logfile: str
    """The same as `log_file`."""
    logfile_max_num: int
    """Most files of the log that are kept; 0 for all."""
    logfile_size_limit: Union[int, str]
    """Begins a new file for the log at this size; 0 for never."""
    logtime: bool
    """Begins each line of the log with the time."""
    logtime_utc: bool
    """Logs times in UTC."""
    mappings: dict[str, Union[str, list["ServerMappingDestination"], "ServerMappingDestination"]]
    """Subjects under which messages of the account `$G` arrive that were published to others."""
    maps: dict[str, Union[str, list["ServerMappingDestination"], "ServerMappingDestination"]]
    """The same as `mappings`."""
    max_closed_clients: int
    """Most closed connections that monitoring remembers."""
    max_conn: int
    """The same as `max_connections`."""
    max_connections: int
    """Most clients."""
    max_control_line: Union[int, str]
    """Longest line of the protocol."""
    max_payload: Union[int, str]
    """Largest message. More than 8 MB is not recommended."""
    max_pending: Union[int, str]
    """Most data that waits for a client before it is closed; not less than `max_payload`."""
    max_sub_tokens: int
    """Most tokens of a subject that is subscribed to; any number by default."""
    max_subs: int
    """The same as `max_subscriptions`."""
    max_subscription_tokens: int
    """The same as `max_sub_tokens`."""
    max_subscriptions: int
    """Most subscriptions of one client; 0 for any number."""
    max_traced_msg_len: Union[int, str]
    """Longest part of a message in the log; 0 for all of it."""
    monitor_port: int
    """The same as `http_port`."""
    mqtt: "ServerMqtt"
    """Clients by MQTT. It needs JetStream."""
    net: str
    """The same as `host`."""
    no_auth_user: str
    """User as whom clients act that do not log in."""
    no_fast_producer_stall: bool
    """Does not slow down clients that publish faster than others can receive."""
    no_header_support: bool
    """Takes no messages with headers."""
    no_sublist_cache: bool
    """The same as `disable_sublist_cache`."""
    no_sys_acc: bool
    """The same as `no_system_account`."""
    no_system: bool
    """The same as `no_system_account`."""
    no_system_account: bool
    """Does without the system account."""
    ocsp: Union[bool, "ServerOcsp"]
    """OCSP stapling: the server shows with its certificate that it is not revoked."""
    ocsp_cache: Union[bool, "ServerOcspCache"]
    """Where answers of authorities about revoked certificates are kept."""
    operator: Union[list[str], str]
    """JWT of the operator, or its file. Accounts are then known by their JWTs alone."""
    operators: Union[list[str], str]
    """The same as `operator`."""
    pid_file: str
    """File for the process id."""
    pidfile: str
    """The same as `pid_file`."""
    ping_interval: Union[str, int]
    """How often an idle client is probed."""
    ping_max: int
    """How many probes may stay without answer before a client is closed."""
    port: int
    """Port on which clients connect; -1 for a random one."""
    ports_file_dir: str
    """Folder for a file with the ports in use."""
    prof_block_rate: int
    """Share of blocking events that are profiled, in nanoseconds."""
    prof_port: int
    """Port for profiling."""
    proxies: "ServerProxies"
    """Proxies that are trusted."""
    proxy_protocol: bool
    """Expects the PROXY protocol of a load balancer before each client."""
    reconnect_error_reports: int
    """Reports each so many failed attempts to connect to another server again."""
    remote_syslog: str
    """Logs to the system log of another machine."""
    resolver: Union["ServerResolverFolder", Literal["MEMORY"], str]
    """Where an operator's server finds account JWTs."""
    resolver_pinned_accounts: Union[list[str], str]
    """Accounts that cannot be taken away by the resolver, by their public keys."""
    resolver_preload: dict[str, str]
    """JWTs of accounts by their public keys."""
    resolver_tls: "ServerTls"
    """TLS for a resolver that is asked by HTTPS."""
    root: Union[list[str], str]
    """The same as `operator`."""
    root_operator: Union[list[str], str]
    """The same as `operator`."""
    root_operators: Union[list[str], str]
    """The same as `operator`."""
    roots: Union[list[str], str]
    """The same as `operator`."""
    server_metadata: dict[str, str]
    """What is told about the server."""
    server_name: str
    """Name of the server, unique in its cluster; it has no spaces. JetStream in a cluster needs it."""
    server_tags: Union[list[str], str]
    """Tags, for placing streams and for finding servers."""
    store_dir: str
    """Folder for streams, as `jetstream.store_dir`: only one of the two may be set."""
    storedir: str
    """The same as `store_dir`."""
    syslog: bool
    """Logs to the system log."""
    system: str
    """The same as `system_account`."""
    system_account: str
    """Account for the server's own messages. Compared exactly: in other case, the server does not read it."""
    tls: "ServerTls"
    """TLS for clients and for monitoring by HTTPS."""
    trace: bool
    """Logs messages, without those of the system account."""
    trace_headers: bool
    """Logs the headers of messages, without what they carry."""
    trace_verbose: bool
    """Logs all messages, those of the system account too."""
    trusted: Union[list[str], str]
    """Public keys of trusted operators. Not together with `operator`."""
    trusted_keys: Union[list[str], str]
    """The same as `trusted`."""
    websocket: "ServerWebsocket"
    """Clients by WebSocket."""
    write_deadline: Union[str, int]
    """How long a write to a client may take."""
    write_timeout: Literal["default", "close", "retry"]
    """What happens to a client that cannot be written to in time."""
    ws: "ServerWebsocket"
    """The same as `websocket`."""


class Vault(TypedDict, total=False):
    """A PKI of Vault."""
    address: str
    """Where Vault is."""
    mount: str
    """Where the PKI is mounted."""
    role: str
    """The role that issues the certificates."""
    ttl: str
    """How long a certificate holds."""


class Tls(TypedDict, total=False):
    """TLS on all listeners but monitoring. Certificates come from files, from Vault, or from natsconf. With `vault`, `files` says where they are put."""
    development: bool
    """Certificates that natsconf makes, for development."""
    files: "TlsFiles"
    """Files that exist where the servers run."""
    handshake_first: Union[bool, Literal["auto"], str]
    """Handshake before the server's first message."""
    min_version: Literal["1.2", "1.3"]
    """The least version of TLS."""
    timeout: str
    """How long a handshake may take."""
    vault: "Vault"
    """A role of a PKI of Vault: natsconf lists what to ask it for."""
    verify: bool
    """Asks clients for a certificate."""


class Websocket(TypedDict, total=False):
    """Where clients connect by WebSocket."""
    allowed_origins: Union[list[str], str]
    """Takes only web pages from these places."""
    compression: bool
    """Compresses messages to clients that ask for it."""
    host: str
    """Address to listen on; without it, as for clients."""
    port: int
    """Port of the first server; without it, that of the cluster's `ports`."""
    same_origin: bool
    """Takes only web pages from the same host."""
    tls: bool
    """With the deployment's TLS. Without it, what stands before the server has to see to it."""


_Deployment = TypedDict("_Deployment", {"$schema": str}, total=False)


class Deployment(_Deployment, total=False):
    """A whole deployment."""
    # `$schema`: Where the schema of this file is, for editors.
    accounts: dict[str, "Account"]
    """The accounts. Without them there is one, `APP`, with JetStream and a user `app`."""
    client: "Listener"
    """Where clients connect."""
    cluster: "Cluster"
    """The one cluster."""
    clusters: dict[str, "Cluster"]
    """Several clusters, by name, joined by gateways."""
    folders: "Folders"
    """Where the servers find and keep their files."""
    jetstream: Union[bool, "JetStream"]
    """Streams. On by default."""
    leafnodes: Union[bool, "Listener"]
    """Where leaf nodes connect. On where there are leaf nodes."""
    leafs: dict[str, "Leaf"]
    """Servers of their own that join the deployment as leaf nodes, by name."""
    login: "Login"
    """In mode `single`: the one user."""
    mode: Literal["operator", "accounts", "single"]
    """How clients are known: by JWTs of an operator, by accounts in the configuration, or as a single user."""
    monitoring: "Monitoring"
    """Where monitoring listens."""
    mqtt: Union[bool, "Mqtt"]
    """Where clients connect by MQTT."""
    operator: "Operator"
    """Who vouches for the accounts. Without it, one of the deployment's own."""
    resolver: "Resolver"
    """Where the servers keep the account JWTs."""
    settings: "ServerConfig"
    """Further options of every server, as in its own configuration."""
    system_account: str
    """The account in which the servers talk about themselves."""
    tls: "Tls"
    """TLS on all listeners but monitoring."""
    version: str
    """The servers' version, such as 2.15 or 2.12.8."""
    websocket: Union[bool, "Websocket"]
    """Where clients connect by WebSocket."""
