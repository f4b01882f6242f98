//! `tls`: certificates, and what is asked of the other side.

use crate::option::block;
use crate::option::types::{
    CertMatchBy, CertMatches, CertStore, CipherSuite, Curve, FilePath, FilledText, Fingerprint, HandshakeFirst,
    HttpUrl, List, NonEmpty, OcspCacheType, OcspMode, OcspUrls, Seconds, TlsVersion, Toggle,
};

block! {
    /// TLS: certificates, and what is asked of the other side.
    Tls = "parseTLS", keys NO_VARIABLES {
        /// File with the certificate, followed by the intermediate ones.
        cert_file: FilePath = "cert_file", reloadable, such_as "\"./server.pem\"";
        /// File with the private key of the certificate.
        key_file: FilePath = "key_file", reloadable, such_as "\"./server-key.pem\"";
        /// File with the certificates of the authorities that are trusted.
        ca_file: FilePath = "ca_file", reloadable, such_as "\"./ca.pem\"";
        /// Does not verify certificates of servers that are dialled.
        insecure: bool = "insecure", default "false", reloadable;
        /// Asks clients for a certificate.
        verify: bool = "verify", default "false", reloadable;
        /// Asks clients for a certificate, and takes the user from it.
        verify_and_map: bool = "verify_and_map", default "false", reloadable;
        /// Takes only certificates for hosts of the configured URLs. In `cluster` and `gateway` alone.
        verify_cert_and_check_known_urls: bool = "verify_cert_and_check_known_urls", default "false", reloadable, such_as "false";
        /// Allows cipher suites that are known to be weak.
        allow_insecure_cipher_suites: bool = "allow_insecure_cipher_suites", since "2.12", default "false", reloadable;
        /// Cipher suites that may be used up to TLS 1.2, the preferred first.
        cipher_suites: NonEmpty<CipherSuite> =
            "cipher_suites", reloadable, such_as "[\"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384\"]", ordered;
        /// Curves that may be used, the preferred first.
        curve_preferences: NonEmpty<Curve> = "curve_preferences", reloadable, such_as "[\"X25519\", \"CurveP256\"]", ordered;
        /// How long the handshake may take. Without a unit, in seconds.
        timeout: Seconds = "timeout", default "2s", reloadable;
        /// Most handshakes in a second.
        connection_rate_limit: i64 = "connection_rate_limit", reloadable;
        /// Takes only these certificates: the SHA-256 of their public keys, in hexadecimal.
        pinned_certs: List<Fingerprint> = "pinned_certs", reloadable;
        /// Certificate store of Windows, in the place of `cert_file`.
        cert_store: CertStore = "cert_store", reloadable;
        /// What the certificate is found by in the store.
        cert_match_by: CertMatchBy = "cert_match_by", reloadable;
        /// What is looked for in the store.
        cert_match: FilledText = "cert_match", reloadable;
        /// Certificates of authorities that are looked for in the store.
        ca_certs_match: CertMatches = "ca_certs_match", since "2.11", backported &["2.10.23"], reloadable;
        /// Handshake before the server's first message; `auto` or a duration for how long to wait for clients that do not.
        handshake_first: HandshakeFirst = "handshake_first" | "first" | "immediate", since "2.10", default "false", reloadable;
        /// Passes over certificates of the store that have expired.
        cert_match_skip_invalid: bool = "cert_match_skip_invalid", since "2.11", backported &["2.10.23"], default "false", reloadable;
        /// Asks the authority whether certificates of the other side are revoked.
        ocsp_peer: Toggle<OcspPeer> = "ocsp_peer", default "false", reloadable;
        /// Several certificates, of which one is chosen by the name that the client asks for. Not together with `cert_file`.
        certs: List<CertificatePair> = "certs" | "certificates",
            since "2.11", backported &["2.10.8"], reloadable, such_as "[{ cert_file: \"./server.pem\", key_file: \"./server-key.pem\" }]";
        /// The least version of TLS.
        min_version: TlsVersion = "min_version", since "2.11", backported &["2.10.21"], default "\"1.2\"", reloadable, such_as "\"1.3\"";
    }

    /// A certificate and its private key.
    CertificatePair = "parseTLS", keys EXACT {
        /// File with the certificate.
        cert_file: FilePath = "cert_file", since "2.11", backported &["2.10.8"], required, reloadable, such_as "\"./server.pem\"", identity;
        /// File with the private key.
        key_file: FilePath = "key_file", since "2.11", backported &["2.10.8"], required, reloadable, such_as "\"./server-key.pem\"";
    }

    /// How certificates of the other side are checked for revocation.
    OcspPeer = "parseOCSPPeer", keys NO_VARIABLES {
        /// Checks them.
        verify: bool = "verify", since "2.10", default "false", reloadable;
        /// How far clocks may differ. Without a unit, in seconds.
        allowed_clockskew: Seconds = "allowed_clockskew", since "2.10", default "30s", reloadable;
        /// How long the authority may take to answer. Without a unit, in seconds.
        ca_timeout: Seconds = "ca_timeout", since "2.10", default "2s", reloadable;
        /// How long an answer counts that does not say so itself. Without a unit, in seconds.
        cache_ttl_when_next_update_unset: Seconds =
            "cache_ttl_when_next_update_unset", since "2.10", default "1h", reloadable;
        /// Only warns of revoked certificates.
        warn_only: bool = "warn_only", since "2.10", default "false", reloadable;
        /// Takes certificates that the authority does not know.
        unknown_is_good: bool = "unknown_is_good", since "2.10", default "false", reloadable;
        /// Takes certificates whose authority cannot be reached.
        allow_when_ca_unreachable: bool = "allow_when_ca_unreachable", since "2.10", default "false", reloadable;
    }

    /// Where answers of authorities about revoked certificates are kept.
    OcspCache = "parseOCSPResponseCache", keys NO_VARIABLES {
        /// In a file, or nowhere.
        cache_type: OcspCacheType = "type", since "2.10", default "local", reloadable;
        /// Folder for the file.
        local_store: FilePath = "local_store", since "2.10", default "_rc_", reloadable, such_as "\"./ocsp\"";
        /// Keeps answers about revoked certificates for ever.
        preserve_revoked: bool = "preserve_revoked", since "2.10", default "false", reloadable;
        /// How often the file is written; at least every second. Without a unit, in seconds.
        save_interval: Seconds = "save_interval", since "2.10", default "5m", reloadable;
    }

    /// OCSP stapling: the server shows with its certificate that it is not revoked.
    Ocsp = "processConfigFileLine", keys EXACT {
        /// When.
        mode: OcspMode = "mode", default "auto", reloadable;
        /// Where to ask, in the place of what the certificate says. No server can read it: use `url`.
        urls: OcspUrls = "urls", reloadable;
        /// Where to ask, in the place of what the certificate says.
        url: HttpUrl = "url", reloadable;
    }
}
