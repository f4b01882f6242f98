//! Every message with which the server refuses a configuration or warns of it has a finding, or a line in
//! `docs/not-checked.md` that says why not.

use std::collections::BTreeSet;

use natsconf_core::codes;
use natsconf_tests::shared::{self, Message};
use natsconf_tests::workspace;

/// How messages of the server begin, and the finding that says it first.
const FOUND: [(&str, &str); 191] = [
    ("operators do not allow Accounts", "accounts-with-operator"),
    ("Authorization callout account %q not valid", "auth-callout-account-not-defined"),
    ("auth_callout allowed account %q not found", "auth-callout-allowed-account-not-defined"),
    ("Authorization callout user %q not valid", "auth-callout-user-not-defined"),
    ("operators do not allow authorization callouts", "auth-callout-with-operator"),
    ("Authorization callouts require authorized users", "auth-callout-without-users"),
    ("%q is a Reserved Account", "bad-value"),
    ("Duplicate Account Entry", "bad-value"),
    ("Expected 'enabled' or 'disabled'", "bad-value"),
    ("Failed to parse latency sample", "bad-value"),
    ("Invalid trace destination sampling", "bad-value"),
    ("Invalid weight %q", "bad-value"),
    ("Unknown cipher type", "bad-value"),
    ("Unknown response type", "bad-value"),
    ("could not parse address string", "bad-value"),
    ("could not parse port", "bad-value"),
    ("error parsing %s url", "bad-value"),
    ("error parsing %s: %v", "bad-value"),
    ("error parsing 'pinned_certs' key", "bad-value"),
    ("error parsing account resolver, should be", "bad-value"),
    ("error parsing authorization config, 'timeout' %s", "bad-value"),
    ("error parsing expires:", "bad-value"),
    ("error parsing lame_duck_", "bad-value"),
    ("error parsing leafnode authorization config, 'timeout' %s", "bad-value"),
    ("error parsing tls config, 'cipher_suites' cannot be empty", "bad-value"),
    ("error parsing tls config, 'curve_preferences' cannot be empty", "bad-value"),
    ("error parsing tls config, 'pinned_certs' key", "bad-value"),
    ("error parsing tls config: %v", "bad-value"),
    ("field %q's value %q is invalid", "bad-value"),
    ("invalid leafnode's minimum version", "bad-value"),
    ("invalid proxy URL", "bad-value"),
    ("proxy URL must specify", "bad-value"),
    ("proxy URL scheme must be", "bad-value"),
    ("server name cannot contain spaces", "bad-value"),
    ("sizes defined as strings must end", "bad-value"),
    ("the minimum version should be at least", "bad-value"),
    ("unable to parse allowed origin", "bad-value"),
    ("unknown connection type", "bad-value"),
    ("unrecognized cipher", "bad-value"),
    ("unrecognized curve", "bad-value"),
    ("unsupported TLS version", "bad-value"),
    ("unsupported compression mode", "bad-value"),
    ("unsupported minimum TLS version", "bad-value"),
    ("write_timeout must be", "bad-value"),
    ("default sentinel JWT not valid", "default-sentinel-refused"),
    ("default sentinel must be a bearer", "default-sentinel-refused"),
    ("default sentinel requires", "default-sentinel-without-operator"),
    ("The option `default_js_domain` is a temporary", "deprecated-option"),
    ("mqtt: consumer_replicas", "deprecated-option"),
    (", credentials=%q", "duplicate-leafnode-remote"),
    (", nkey=%q", "duplicate-leafnode-remote"),
    ("duplicate remote %s", "duplicate-leafnode-remote"),
    ("urls=%q, account=%q", "duplicate-leafnode-remote"),
    ("Duplicate response t", "duplicate-option"),
    ("found duplicate account name", "duplicate-pinned-account"),
    ("Duplicate nkey %q", "duplicate-user"),
    ("Duplicate user %q", "duplicate-user"),
    ("duplicate user %q", "duplicate-user"),
    ("using nats based account resolver", "folder-resolver-without-system-account"),
    ("gateway has no name", "gateway-without-name"),
    ("gateway %q has no port", "gateway-without-port"),
    ("lame duck grace period", "grace-period-too-long"),
    ("Error processing trusted operator keys", "invalid-nkey"),
    ("Not a valid public nkey", "invalid-nkey"),
    ("Remote leafnode nkey is not a valid seed", "invalid-nkey"),
    ("invalid proxy key", "invalid-nkey"),
    ("pinned account key %q", "invalid-nkey"),
    ("proxy trusted key", "invalid-nkey"),
    ("trust key %q required", "invalid-nkey"),
    ("trusted Keys %q are required", "invalid-nkey"),
    ("Subject %q is not a valid subject", "invalid-subject"),
    ("Trace destination %q is not valid", "invalid-subject"),
    ("cluster export", "invalid-subject"),
    ("cluster import", "invalid-subject"),
    ("invalid deny_exports", "invalid-subject"),
    ("invalid deny_imports", "invalid-subject"),
    ("invalid permissions for", "invalid-subject"),
    ("publish allow", "invalid-subject"),
    ("publish deny", "invalid-subject"),
    ("queue %q is not a valid queue", "invalid-subject"),
    ("subject %q is not a valid subject", "invalid-subject"),
    ("subscribe allow", "invalid-subject"),
    ("subscribe deny", "invalid-subject"),
    ("Duplicate 'store_dir' configuration", "jetstream-folder-twice"),
    ("Temporary storage directory used", "jetstream-in-temporary-folder"),
    ("Not allowed to enable JetStream on the system account", "jetstream-on-system-account"),
    ("jetstream can not be enabled on the system account", "jetstream-on-system-account"),
    ("verify_cert_and_check_known_urls not supported", "known-urls-for-clients"),
    ("Remote leafnode can not have both creds", "leafnode-creds-and-nkey"),
    ("proxy username and password", "leafnode-proxy-login"),
    ("cannot find local account", "leafnode-remote-account-not-defined"),
    ("remote leaf node configuration cannot have a mix", "leafnode-urls-mixed"),
    ("Authorization callouts require an issuer", "missing-option"),
    ("Expect an account name and a subject", "missing-option"),
    ("Missing weight", "missing-option"),
    ("error parsing certificates config: both", "missing-option"),
    ("Nkey users do not take", "nkey-user-with-password"),
    ("no_auth_user not compatible", "no-auth-user-with-operator"),
    ("error parsing operator JWT", "operator-jwt-refused"),
    ("operator %s expect", "operator-needs-newer-server"),
    ("operators require an account resolver", "operator-without-resolver"),
    ("Trusted Operators should utilize", "operator-without-system-account"),
    ("Detected allow_trace", "option-of-other-exchange"),
    ("Detected latency", "option-of-other-exchange"),
    ("Detected response", "option-of-other-exchange"),
    ("%s value can not be negative", "out-of-range"),
    ("%s value is too big", "out-of-range"),
    ("Expected an absolute size for %q between", "out-of-range"),
    ("Fetch timeout %v is too smal", "out-of-range"),
    ("Invalid weight %d", "out-of-range"),
    ("Ttrace destination sampling value", "out-of-range"),
    ("individual weights need to be", "out-of-range"),
    ("invalid lame_duck_", "out-of-range"),
    ("invalid value %v, should in", "out-of-range"),
    ("proxy timeout must be", "out-of-range"),
    ("max_payload (%v) cannot be higher", "payload-above-pending"),
    ("Plaintext passwords detected", "plaintext-password"),
    ("invalid account JWT", "preload-jwt-refused"),
    ("preload account error", "preload-jwt-refused"),
    ("resolver preloads only available", "preload-with-url-resolver"),
    ("CACHE does not accept", "resolver-option-of-other-type"),
    ("FULL does not accept", "resolver-option-of-other-type"),
    ("hard_delete has no effect", "resolver-option-of-other-type"),
    ("dir has no value", "resolver-without-folder"),
    ("Trace destination sampling ignored", "sampling-without-destination"),
    ("Can not have a", "single-user-with-users"),
    ("can not have a single", "single-user-with-users"),
    ("system_account in config and operator JWT", "system-account-differs"),
    ("error resolving system account", "system-account-not-defined"),
    ("error parsing X509 certificate/key pair", "tls-file-refused"),
    ("error parsing certificate", "tls-file-refused"),
    ("failed to parse root ca certificate", "tls-file-refused"),
    ("conflicting options for 'TrustedKeys'", "trusted-keys-with-operator"),
    ("no_auth_user:", "unknown-no-auth-user"),
    ("Unknown field %q", "unknown-option"),
    ("Unknown field name %q", "unknown-option"),
    ("error parsing ocsp config: unsupported field", "unknown-option"),
    ("error parsing tls certs config, unknown field", "unknown-option"),
    ("error parsing tls config, unknown field", "unknown-option"),
    ("unknown field %q", "unknown-option"),
    ("Cannot have a user/pass and token", "user-and-token"),
    ("User entry requires a user", "user-without-name"),
    ("operators do not allow users", "users-with-operator"),
    ("websocket requires TLS", "websocket-without-tls"),
    ("'min_version' wrong type", "wrong-type"),
    ("Expected", "wrong-type"),
    ("Expected 'true' or 'false'", "wrong-type"),
    ("Export Items should be", "wrong-type"),
    ("Exports should be an array", "wrong-type"),
    ("Field %q should be a string", "wrong-type"),
    ("Import Items should be", "wrong-type"),
    ("Imports should be an array", "wrong-type"),
    ("Service entry should be", "wrong-type"),
    ("Stream entry should be", "wrong-type"),
    ("Subject in permissions array", "wrong-type"),
    ("Trace destination sampling field", "wrong-type"),
    ("Unknown entry type for weight", "wrong-type"),
    ("Unknown type %T for mapping destination", "wrong-type"),
    ("encountered panic without a token", "wrong-type"),
    ("error default_js_domain config:", "wrong-type"),
    ("error parsing %s: unsupported", "wrong-type"),
    ("error parsing authorization config, 'timeout' wrong type", "wrong-type"),
    ("error parsing ca_cert_match:", "wrong-type"),
    ("error parsing certificates config: unsupported", "wrong-type"),
    ("error parsing expires, not a duration", "wrong-type"),
    ("error parsing feature flag", "wrong-type"),
    ("error parsing handshake timeout:", "wrong-type"),
    ("error parsing header key", "wrong-type"),
    ("error parsing headers:", "wrong-type"),
    ("error parsing leafnode authorization config, 'timeout' wrong type", "wrong-type"),
    ("error parsing metadata:", "wrong-type"),
    ("error parsing ocsp config: unsupported", "wrong-type"),
    ("error parsing ocsp peer config:", "wrong-type"),
    ("error parsing operator resolver, wrong type", "wrong-type"),
    ("error parsing operators:", "wrong-type"),
    ("error parsing resolver_pinned_accounts:", "wrong-type"),
    ("error parsing response permissions, expected", "wrong-type"),
    ("error parsing tags:", "wrong-type"),
    ("error parsing tls config, 'connection_rate_limit'", "wrong-type"),
    ("error parsing tls config, 'timeout'", "wrong-type"),
    ("error parsing tls config, expected", "wrong-type"),
    ("error parsing trusted:", "wrong-type"),
    ("expected port or host:port", "wrong-type"),
    ("expected proxies", "wrong-type"),
    ("field %q should be a", "wrong-type"),
    ("max_file_store %s", "wrong-type"),
    ("max_mem_store %s", "wrong-type"),
    ("must be int64 or string", "wrong-type"),
    ("preload map value should be", "wrong-type"),
    ("preload should be a map", "wrong-type"),
    ("system account name must be a string", "wrong-type"),
];

/// A line of the document: how messages begin, or all those of a function.
#[derive(Debug)]
enum Line<'d> {
    Message(&'d str),
    Function { name: &'d str, file: &'d str },
}

impl<'d> Line<'d> {
    /// Reads ``- `message`: why`` and ``- `function` in `file.go`: why``.
    fn read(line: &'d str) -> Option<Self> {
        let (first, rest) = line.strip_prefix("- `")?.split_once('`')?;
        let (file, why) = match rest.strip_prefix(" in `") {
            Some(rest) => rest.split_once('`').map(|(file, why)| (Some(file), why))?,
            None => (None, rest),
        };
        assert!(why.starts_with(": ") && why.len() > 10, "no reason: {line}");
        Some(match file {
            Some(file) => Line::Function { name: first, file },
            None => Line::Message(first),
        })
    }

    fn is_about(&self, message: &Message) -> bool {
        match self {
            Line::Message(start) => message.text.trim_start().starts_with(start),
            Line::Function { name, file } => message.function == *name && message.file == *file,
        }
    }
}

#[test]
fn every_message_of_the_server_is_found_or_said_not_to_be() {
    let Some(messages) = shared::messages() else { return };
    let document = std::fs::read_to_string(workspace::root().join("docs/not-checked.md")).expect("it is there");
    let lines: Vec<Line<'_>> = document.lines().filter_map(Line::read).collect();
    let is_found = |message: &Message| FOUND.iter().any(|(start, _)| message.text.starts_with(start));
    let is_said = |message: &Message| lines.iter().any(|line| line.is_about(message));
    let missing: Vec<_> = messages.iter().filter(|message| !is_found(message) && !is_said(message)).collect();
    assert!(missing.is_empty(), "{} of {} messages: {missing:#?}", missing.len(), messages.len());
    let idle = FOUND.iter().filter(|(start, _)| !messages.iter().any(|message| message.text.starts_with(start)));
    assert_eq!(idle.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "no message begins so");
    let idle = lines.iter().filter(|line| !messages.iter().any(|message| line.is_about(message) && !is_found(message)));
    assert!(idle.clone().next().is_none(), "no message that is not found: {:#?}", idle.collect::<Vec<_>>());
}

#[test]
fn what_says_it_first_is_there() {
    let known: BTreeSet<&str> = codes().map(|code| code.name).collect();
    let unknown: Vec<_> = FOUND.iter().filter(|(_, code)| !known.contains(code)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
