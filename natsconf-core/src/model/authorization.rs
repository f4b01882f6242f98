//! `authorization`: who may connect, and what they may do.

use crate::option::block;
use crate::option::types::{
    AccountKey, AccountName, ConnectionType, CurveKey, Interval, List, OneOrMany, Password, PermissionSubject,
    QueueSubject, Seconds, SecondsNumber, Toggle, UserKey, UserName,
};

block! {
    /// Who may connect.
    Authorization = "parseAuthorization" {
        /// The one user. Not together with `users`.
        user: UserName = "user" | "username", reloadable;
        /// The password of the one user, plain or hashed with bcrypt.
        password: Password = "password" | "pass", reloadable;
        /// A token in the place of user and password, plain or hashed with bcrypt. Not together with `users`.
        token: Password = "token", reloadable;
        /// How long logging in may take. Without a unit, in seconds. With TLS, one second more than its handshake.
        timeout: Seconds = "timeout", default "2s", reloadable;
        /// Several users, all in one account.
        users: List<User> = "users", reloadable, such_as "[{ user: alice, password: secret }]";
        /// What users may do that have no permissions of their own.
        default_permissions: Box<Permissions> = "default_permissions" | "default_permission" | "permissions",
            reloadable, such_as "{ publish: \"orders.>\" }";
        /// A service that decides who may connect.
        auth_callout: Box<AuthCallout> = "auth_callout" | "auth_hook", since "2.10",
            such_as "{ issuer: AD4C5LBMF2PHVEEBOJ7FJVTRJH32LPDU2KBBJFRIBBWEFPAZ2DGCVEH2, auth_users: [auth] }";
        /// Takes only connections that come through a trusted proxy.
        proxy_required: bool = "proxy_required", since "2.12", default "false";
    }

    /// A user: a name and a password, or an nkey.
    User = "parseUsers" {
        /// The public key of the user, in the place of name and password.
        nkey: UserKey = "nkey", or_empty, reloadable, identity;
        /// The name. It is unique over all accounts.
        user: UserName = "user" | "username", reloadable, identity;
        /// The password, plain or hashed with bcrypt.
        password: Password = "password" | "pass", reloadable;
        /// What the user may do.
        permissions: Box<Permissions> = "permissions" | "permission" | "authorization",
            reloadable, such_as "{ publish: \"orders.>\" }";
        /// How the user may connect; in every way by default.
        allowed_connection_types: OneOrMany<ConnectionType> =
            "allowed_connection_types" | "connection_types" | "clients", reloadable;
        /// Takes only connections that come through a trusted proxy.
        proxy_required: bool = "proxy_required", since "2.12", default "false", reloadable;
    }

    /// What someone may do. In `cluster`, `publish` stands for what is imported, `subscribe` for what is exported.
    Permissions = "parseUserPermissions" {
        /// Subjects that may be published to: a subject, a list, or a block.
        publish: PublishPermissions = "publish" | "pub" | "import", reloadable, such_as "\"orders.>\"";
        /// Subjects that may be subscribed to: a subject, a list, or a block. A queue group may follow a subject.
        subscribe: SubscribePermissions = "subscribe" | "sub" | "export", reloadable, such_as "\"orders.>\"";
        /// Allows answers to requests, whatever their subject.
        allow_responses: Toggle<AllowResponses> = "allow_responses" | "publish_allow_responses", default "false", reloadable;
    }

    /// Subjects that may be published to.
    PublishPermissions = "parseSubjectPermission", short allow {
        /// Only these.
        allow: OneOrMany<PermissionSubject> = "allow", reloadable;
        /// Not these.
        deny: OneOrMany<PermissionSubject> = "deny", reloadable;
    }

    /// Subjects that may be subscribed to.
    SubscribePermissions = "parseSubjectPermission", short allow {
        /// Only these.
        allow: OneOrMany<QueueSubject> = "allow", reloadable;
        /// Not these.
        deny: OneOrMany<QueueSubject> = "deny", reloadable;
    }

    /// How requests may be answered.
    AllowResponses = "parseAllowResponses" {
        /// Most messages of one answer; negative for any number.
        max: i64 = "max" | "max_msgs" | "max_messages" | "max_responses", default "1", reloadable;
        /// How long after the request; negative for ever.
        expires: Interval = "expires" | "expiration" | "ttl", default "2m", reloadable;
    }

    /// A service that decides who may connect.
    AuthCallout = "parseAuthCallout" {
        /// Public key of the account that signs what the service answers.
        issuer: AccountKey = "issuer", since "2.10", required;
        /// Account of the service.
        account: AccountName = "account" | "acc", since "2.10", default "$G";
        /// Users, or their public keys, that connect without the service: the service itself.
        auth_users: List<UserName> = "auth_users" | "users", since "2.10", required;
        /// Public curve key for which the server encrypts its requests.
        xkey: CurveKey = "xkey" | "key", since "2.10";
        /// Accounts that the service may place users in; all by default.
        allowed_accounts: List<AccountName> = "allowed_accounts", since "2.11";
    }

    /// What clients by WebSocket or MQTT log in with, in the place of the server's `authorization`.
    SimpleAuth = "parseSimpleAuth" {
        /// The user.
        user: UserName = "user" | "username";
        /// The password, plain or hashed with bcrypt.
        password: Password = "password" | "pass";
        /// A token in the place of user and password.
        token: Password = "token";
        /// How long logging in may take, in seconds.
        timeout: SecondsNumber = "timeout", default "2";
    }
}
