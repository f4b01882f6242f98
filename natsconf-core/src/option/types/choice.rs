//! Words: options that take one of a few.

use crate::option::{OptionType, Reader, Shape, through_value};
use crate::value::{Value, ValueRef};

/// Defines types that are one of a few words: `Name { Variant = "word" | "synonym" }`, compared without regard to
/// case, or `exact`.
macro_rules! choice {
    ($(
        $(#[doc = $doc:literal])*
        $Choice:ident $($exact:ident)? {$(
            $(#[doc = $about:literal])*
            $Variant:ident = $word:literal $(| $synonym:literal)*,
        )*}
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(non_camel_case_types, missing_docs, reason = "names of the standard say it all")]
        pub enum $Choice {$(
            $(#[doc = $about])*
            $Variant,
        )*}

        impl $Choice {
            /// All of them, each with its synonyms.
            pub const WORDS: &'static [&'static [&'static str]] = &[$(&[$word $(, $synonym)*]),*];

            const ALL: &'static [$Choice] = &[$($Choice::$Variant),*];

            /// Reads a word as the server does.
            pub fn parse(word: &str) -> Option<Self> {
                let same = |known: &str| choice!(@compare known, word $(, $exact)?);
                let at = Self::WORDS.iter().position(|words| words.iter().any(|known| same(known)))?;
                Some(Self::ALL[at])
            }

            /// The word.
            pub const fn name(self) -> &'static str {
                Self::WORDS[self as usize][0]
            }
        }

        impl OptionType for $Choice {
            const SHAPE: Shape = Shape::Choice(Self::WORDS);

            fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
                let text = reader.text(value, &Self::SHAPE)?;
                let word = Self::parse(&text);
                if word.is_none() {
                    reader.bad_word(value, &text, &Self::SHAPE);
                }
                word
            }

            fn write(&self) -> Value {
                Value::String(self.name().to_owned())
            }
        }

        through_value!($Choice);
    )*};
    (@compare $known:ident, $word:ident) => { $known.eq_ignore_ascii_case($word) };
    (@compare $known:ident, $word:ident, exact) => { $known == $word };
}
pub(crate) use choice;

choice! {
    /// What a server does with a connection that it cannot write to in time (`parseWriteDeadlinePolicy`).
    WriteTimeout exact {
        /// As the kind of connection has it: clients are closed, others tried again.
        Default = "default",
        /// Closes it.
        Close = "close",
        /// Tries again.
        Retry = "retry",
    }

    /// How messages between servers are compressed (`validateAndNormalizeCompressionOption`).
    CompressionMode {
        /// The mode that is best for this kind of connection.
        On = "on" | "enabled" | "true",
        /// Not at all.
        Off = "off" | "disabled" | "false",
        /// As the other side asks for.
        Accept = "accept",
        /// Chosen by the round-trip time.
        Auto = "s2_auto" | "auto",
        /// Fast.
        Fast = "s2_fast" | "fast",
        /// Better than fast.
        Better = "s2_better" | "better",
        /// Smallest.
        Best = "s2_best" | "best",
        /// As a server that knows of no compression.
        NotSupported = "not_supported" | "not supported",
    }

    /// How streams are encrypted on disk (`setJetStreamEkCipher`).
    EncryptionCipher {
        /// ChaCha20-Poly1305.
        ChaCha = "chacha" | "chachapoly",
        /// AES-GCM.
        Aes = "aes",
    }

    /// When the server staples OCSP responses to its certificate.
    OcspMode {
        /// Where the certificate asks for it.
        Auto = "auto",
        /// Always.
        Always = "always",
        /// Never.
        Never = "never",
        /// Where the certificate asks for it, and stops when the certificate is revoked.
        Must = "must",
    }

    /// Where OCSP responses of peers are kept.
    OcspCacheType {
        /// In a file.
        Local = "local",
        /// Nowhere.
        None = "none",
    }

    /// How a service answers.
    ResponseType {
        /// With one message.
        Single = "single" | "singleton",
        /// With a stream of messages.
        Stream = "stream",
        /// With one answer in several messages.
        Chunked = "chunked" | "chunk",
    }

    /// The account that carries the replication of an account's streams.
    ClusterTraffic exact {
        /// The system account.
        System = "system" | "",
        /// The account itself.
        Owner = "owner",
    }

    /// Where an operator's server keeps account JWTs.
    ResolverType {
        /// All of them, in a folder, in step with the other servers.
        Full = "full",
        /// Those in use, in a folder, asked from other servers.
        Cache = "cache",
        /// Those preloaded, in memory.
        Memory = "memory" | "mem",
    }

    /// How a user may connect.
    ConnectionType {
        /// TCP.
        Standard = "STANDARD",
        /// WebSocket.
        Websocket = "WEBSOCKET",
        /// As a leaf node.
        LeafNode = "LEAFNODE",
        /// As a leaf node over WebSocket.
        LeafNodeWs = "LEAFNODE_WS",
        /// MQTT.
        Mqtt = "MQTT",
        /// MQTT over WebSocket.
        MqttWs = "MQTT_WS",
        /// From within the server's own process.
        InProcess = "IN_PROCESS",
    }

    /// The least version of TLS (`parseTLSVersion`).
    TlsVersion exact {
        /// TLS 1.2.
        Tls12 = "1.2",
        /// TLS 1.3.
        Tls13 = "1.3",
    }

    /// A certificate store of Windows: elsewhere the server refuses it.
    CertStore {
        /// That of the user.
        CurrentUser = "WindowsCurrentUser",
        /// That of the machine.
        LocalMachine = "WindowsLocalMachine",
    }

    /// What a certificate is found by in a store of Windows.
    CertMatchBy {
        /// Its issuer.
        Issuer = "Issuer",
        /// Its subject.
        Subject = "Subject",
        /// The SHA-1 of itself.
        Thumbprint = "Thumbprint",
    }

    /// An elliptic curve for the key exchange of TLS. The post-quantum ones need a server that is new enough.
    Curve exact {
        X25519 = "X25519",
        P256 = "CurveP256",
        P384 = "CurveP384",
        P521 = "CurveP521",
        X25519MlKem768 = "X25519MLKEM768",
        P256MlKem768 = "SecP256r1MLKEM768",
        P384MlKem1024 = "SecP384r1MLKEM1024",
    }

    /// A cipher suite of TLS, by Go's name. Suites of TLS 1.3 cannot be turned off.
    CipherSuite exact {
        TLS_AES_128_GCM_SHA256 = "TLS_AES_128_GCM_SHA256",
        TLS_AES_256_GCM_SHA384 = "TLS_AES_256_GCM_SHA384",
        TLS_CHACHA20_POLY1305_SHA256 = "TLS_CHACHA20_POLY1305_SHA256",
        TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
        TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA = "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
        TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 = "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 = "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        TLS_RSA_WITH_RC4_128_SHA = "TLS_RSA_WITH_RC4_128_SHA",
        TLS_RSA_WITH_3DES_EDE_CBC_SHA = "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        TLS_RSA_WITH_AES_128_CBC_SHA = "TLS_RSA_WITH_AES_128_CBC_SHA",
        TLS_RSA_WITH_AES_256_CBC_SHA = "TLS_RSA_WITH_AES_256_CBC_SHA",
        TLS_RSA_WITH_AES_128_CBC_SHA256 = "TLS_RSA_WITH_AES_128_CBC_SHA256",
        TLS_RSA_WITH_AES_128_GCM_SHA256 = "TLS_RSA_WITH_AES_128_GCM_SHA256",
        TLS_RSA_WITH_AES_256_GCM_SHA384 = "TLS_RSA_WITH_AES_256_GCM_SHA384",
        TLS_ECDHE_ECDSA_WITH_RC4_128_SHA = "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
        TLS_ECDHE_RSA_WITH_RC4_128_SHA = "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
        TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA = "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
        TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256 = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
    }
}

impl CipherSuite {
    /// Whether Go calls it insecure: from 2.12 on the server then asks for `allow_insecure_cipher_suites`.
    pub const fn is_insecure(self) -> bool {
        self as usize >= CipherSuite::TLS_RSA_WITH_RC4_128_SHA as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, messages, read};

    #[test]
    fn words_and_their_synonyms() {
        assert_eq!(read::<CompressionMode>("S2_Fast"), Some(CompressionMode::Fast));
        assert_eq!(read::<CompressionMode>("fast"), Some(CompressionMode::Fast));
        assert_eq!(CompressionMode::Fast.name(), "s2_fast");
    }

    #[test]
    fn some_are_exact() {
        assert_eq!(codes::<WriteTimeout>("Close"), ["bad-value"]);
        assert_eq!(messages::<WriteTimeout>("Close"), ["expected `default`, `close` or `retry`, found `Close`"]);
    }

    #[test]
    fn insecure_suites_are_known() {
        assert!(CipherSuite::TLS_RSA_WITH_RC4_128_SHA.is_insecure());
        assert!(!CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256.is_insecure());
    }
}
