//! Strings with a meaning. Most are taken as they are; some have a rule.

use std::fmt;
use std::ops::Deref;

use crate::option::reader::shorten;
use crate::option::{OptionType, Reader, Shape, TextShape, through_value};
use crate::value::{Value, ValueRef};

/// Defines types of strings: `Name(shape, rule)`. A rule says what is wrong with a text, to servers from the release behind it
/// on.
macro_rules! text {
    ($($(#[doc = $doc:literal])* $Text:ident($shape:expr, $rule:expr $(, since $since:literal)?);)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        pub struct $Text(compact_str::CompactString);

        impl OptionType for $Text {
            const SHAPE: Shape = Shape::Text($shape);

            fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
                let text = reader.text(value, &Self::SHAPE)?;
                let rule: fn(&str) -> Result<(), String> = $rule;
                match rule(&text) {
                    Err(message) $(if reader.version.reaches(const { $crate::option::Version::literal($since) }))? => {
                        reader.bad_value(value, message);
                        None
                    }
                    _ => Some($Text(compact_str::CompactString::new(text))),
                }
            }

            fn write(&self) -> Value {
                Value::String(self.0.to_string())
            }
        }

        impl Deref for $Text {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $Text {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $Text {
            fn from(text: &str) -> Self {
                $Text(text.into())
            }
        }

        impl From<String> for $Text {
            fn from(text: String) -> Self {
                $Text(text.into())
            }
        }

        through_value!($Text);
    )*};
}
pub(crate) use text;

text! {
    /// Any text.
    Text(TextShape::new("text", "text"), any);
    /// What should be the public key of an account; a server without an operator does not look.
    PinnedAccount(
        TextShape::new("account key", "AD4C5LBMF2PHVEEBOJ7FJVTRJH32LPDU2KBBJFRIBBWEFPAZ2DGCVEH2").pattern("^A[A-Z2-7]{55}$"),
        any
    );
    /// Any text but an empty one.
    FilledText(TextShape::new("text", "text"), filled);
    /// The name of a server, cluster or gateway.
    ServerName(TextShape::new("name", "east").pattern("^[^ ]*$"), without_spaces, since "2.11");
    /// A host name or IP address to listen on.
    Host(TextShape::new("host", "127.0.0.1"), any);
    /// A host, with or without a port, that is told to others.
    Address(TextShape::new("host and port", "nats.example.com:4222"), address);
    /// A path of a file or folder, as the server's process sees it.
    FilePath(TextShape::new("path", "./nats"), any);
    /// The name of an account; with an operator, its public key.
    AccountName(TextShape::new("account", "ORDERS"), any);
    /// The name of a user; where nkeys are used, its public key.
    UserName(TextShape::new("user", "alice"), any);
    /// A JetStream domain.
    Domain(TextShape::new("domain", "hub"), any);
    /// A tag of a server.
    Tag(TextShape::new("tag", "region:east"), any);
    /// The subject of an export. The server takes any text; one that is no subject is never matched.
    ExportSubject(TextShape::new("subject", "orders.>"), any);
    /// A version of nats-server that leaf nodes must have at least, 2.8.0 or later.
    LeafVersion(TextShape::new("version", "2.10.0"), leaf_version);
    /// The SHA-256 of a certificate's public key, in hexadecimal.
    Fingerprint(TextShape::new(
        "fingerprint",
        "a8f407340dcc719864214b85ed96f98d16cbffa8f509d9fa4ca237b7bb3f9c32",
    ).pattern("^[A-Fa-f0-9]{64}$"), fingerprint);
}

#[expect(clippy::unnecessary_wraps, reason = "a rule like the others")]
fn any(_: &str) -> Result<(), String> {
    Ok(())
}

fn filled(text: &str) -> Result<(), String> {
    if text.is_empty() { Err("the text is empty".to_owned()) } else { Ok(()) }
}

fn without_spaces(text: &str) -> Result<(), String> {
    if text.contains(' ') { Err(format!("the name `{}` contains a space", shorten(text))) } else { Ok(()) }
}

/// `parseHostPort` in `server/util.go`: a port is a number, or is left out; an IPv6 address stands in brackets.
fn address(text: &str) -> Result<(), String> {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let inside = host.strip_prefix('[').map_or(Some(host), |rest| rest.strip_suffix(']'));
    if inside.is_none_or(|inside| inside.contains(['[', ']']) || inside == host && host.contains(':')) {
        return Err(format!("an IPv6 address stands in brackets, as in [::1], and `{}` does not", shorten(text)));
    }
    let Some(port) = port else { return Ok(()) };
    let digits = port.trim().strip_prefix(['-', '+']).unwrap_or(port.trim());
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("the port `{port}` of `{}` is no number", shorten(text)));
    }
    Ok(())
}

/// `checkLeafMinVersionConfig` in `server/leafnode.go`.
fn leaf_version(text: &str) -> Result<(), String> {
    let numbers = text.strip_prefix('v').unwrap_or(text);
    let numbers = numbers.split_once('-').map_or(numbers, |(numbers, _)| numbers);
    let parts: Result<Vec<u64>, _> = numbers.split('.').map(str::parse).collect();
    match parts.as_deref() {
        Ok([major, minor, patch]) if (*major, *minor, *patch) >= (2, 8, 0) => Ok(()),
        Ok([_, _, _]) => Err(format!("the version {text} is too low, the least is 2.8.0")),
        _ => Err(format!("expected a version such as 2.10.0, found `{}`", shorten(text))),
    }
}

fn fingerprint(text: &str) -> Result<(), String> {
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    Err(format!("expected 64 hexadecimal digits, the SHA-256 of a public key, found `{}`", shorten(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, read};

    #[test]
    fn names_have_no_spaces() {
        assert_eq!(read::<ServerName>("east").as_deref(), Some("east"));
        assert_eq!(codes::<ServerName>("\"a b\""), ["bad-value"]);
    }

    #[test]
    fn the_port_of_an_address_is_a_number() {
        for address in ["host", "host:4222", "[::1]:4222", "host:-1", "[::1]"] {
            assert_eq!(codes::<Address>(&format!("\"{address}\"")), <[&str; 0]>::default(), "{address}");
        }
        // The server starts with the second, logs an error, and stops.
        for address in ["host:port", "::1"] {
            assert_eq!(codes::<Address>(&format!("\"{address}\"")), ["bad-value"], "{address}");
        }
    }

    #[test]
    fn leaf_versions_have_three_parts() {
        assert_eq!(codes::<LeafVersion>("2.8.0"), <[&str; 0]>::default());
        assert_eq!(codes::<LeafVersion>("\"2.7.9\""), ["bad-value"]);
        assert_eq!(codes::<LeafVersion>("\"2.8\""), ["bad-value"]);
    }

    #[test]
    fn fingerprints_are_hexadecimal() {
        assert_eq!(codes::<Fingerprint>(&"a".repeat(64)), <[&str; 0]>::default());
        assert_eq!(codes::<Fingerprint>(&"g".repeat(64)), ["bad-value"]);
    }
}
