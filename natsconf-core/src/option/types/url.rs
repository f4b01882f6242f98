//! URLs as Go's `net/url` reads them. The server checks most of them no further when it reads its configuration.

use std::fmt;
use std::net::Ipv6Addr;

use compact_str::CompactString;

use crate::option::reader::shorten;
use crate::option::{OptionType, Reader, Shape, TextShape, through_value};
use crate::value::{Value, ValueRef};

/// A URL that Go can read. It may hold a password: printing it leaves the password out.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Url(CompactString);

/// The parts of a URL, raw: percent signs not decoded.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts<'u> {
    /// Before `://`, as written.
    pub scheme: &'u str,
    /// Before `@`: the user and, where there is one, the password.
    pub user: Option<(&'u str, Option<&'u str>)>,
    /// Host and port.
    pub authority: &'u str,
    /// From the path on.
    pub rest: &'u str,
}

impl<'u> Parts<'u> {
    /// Those of a text; none where Go cannot read it as a URL.
    pub fn of(url: &'u str) -> Option<Self> {
        parse(url).ok()
    }

    /// The host, brackets of an IPv6 address included.
    pub fn host(&self) -> &'u str {
        self.split_port().0
    }

    /// The port, empty where there is only a colon.
    pub fn port(&self) -> Option<&'u str> {
        self.split_port().1
    }

    fn split_port(&self) -> (&'u str, Option<&'u str>) {
        match self.authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (self.authority, None),
        }
    }
}

impl Url {
    /// The text itself, with the password where there is one.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts; none where it is a text that Go cannot read.
    pub fn parts(&self) -> Option<Parts<'_>> {
        parse(self.0.trim()).ok()
    }
}

/// Go's `url.Parse`, without decoding: the parts, or what is wrong.
fn parse(url: &str) -> Result<Parts<'_>, &'static str> {
    if url.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
        return Err("it has a control character");
    }
    let (url, fragment) = url.split_once('#').unwrap_or((url, ""));
    unescape(fragment)?;
    let (scheme, rest) = split_scheme(url)?;
    let path = rest.split_once('?').map_or(rest, |(path, _)| path);
    if !path.starts_with('/') {
        if !scheme.is_empty() {
            return Ok(Parts { scheme, rest, ..Parts::default() });
        }
        if path.split('/').next().is_some_and(|segment| segment.contains(':')) {
            return Err("it has a colon before the first slash, and no scheme");
        }
    }
    let Some(after) = rest.strip_prefix("//").filter(|_| !scheme.is_empty() || !path.starts_with("///")) else {
        unescape(path)?;
        return Ok(Parts { scheme, rest, ..Parts::default() });
    };
    let end = after.find(['/', '?']).unwrap_or(after.len());
    let (authority, rest) = after.split_at(end);
    let (user, authority) = match authority.rsplit_once('@') {
        Some((user, authority)) => (Some(split_user(user)?), authority),
        None => (None, authority),
    };
    check_host(authority)?;
    unescape(rest.split_once('?').map_or(rest, |(path, _)| path))?;
    Ok(Parts { scheme, user, authority, rest })
}

fn split_scheme(url: &str) -> Result<(&str, &str), &'static str> {
    for (at, byte) in url.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            b':' if at > 0 => return Ok((&url[..at], &url[at + 1..])),
            b':' => return Err("the scheme before the colon is missing"),
            _ => break,
        }
    }
    Ok(("", url))
}

fn split_user(user: &str) -> Result<(&str, Option<&str>), &'static str> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(&byte);
    if !user.bytes().all(allowed) {
        return Err("the user or password has a character that needs to be percent-encoded");
    }
    unescape(user)?;
    Ok(user.split_once(':').map_or((user, None), |(user, password)| (user, Some(password))))
}

/// `parseHost`: an optional port of digits, and the characters that a host may have. Brackets are looked into by the Go of
/// servers from 2.11 on.
fn check_host(authority: &str) -> Result<(), &'static str> {
    if authority.find('[').is_some_and(|at| at > 0) {
        return Err("there is a `[` within the host");
    }
    let port = if let Some(after) = authority.strip_prefix('[') {
        let (inside, after) = after.rsplit_once(']').ok_or("the `]` of the host is missing")?;
        let address = inside.split_once("%25").map_or(inside, |(address, _)| address);
        if address.parse::<Ipv6Addr>().is_err() {
            return Err("in the brackets of the host stands no IPv6 address");
        }
        after
    } else {
        authority.rfind(':').map_or("", |at| &authority[at..])
    };
    if !port.is_empty() && !port.strip_prefix(':').is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err("the port is no number");
    }
    let zone = authority.split_once("%25").map_or(authority, |(host, _)| host);
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"-_.~!$&'()*+,;=:[]<>\"%".contains(&byte);
    if !zone.bytes().all(allowed) {
        return Err("the host has a character that no host may have");
    }
    unescape(zone)
}

/// Every percent sign is followed by two hexadecimal digits.
fn unescape(text: &str) -> Result<(), &'static str> {
    let complete = |after: &str| after.as_bytes().get(..2).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit));
    if text.split('%').skip(1).all(complete) {
        return Ok(());
    }
    Err("a percent sign needs two hexadecimal digits after it")
}

impl fmt::Display for Url {
    /// With `..` in the place of a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redact(&self.0))
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", redact(&self.0))
    }
}

/// The text of a URL, also of one that cannot be read, without what may be a password.
pub(crate) fn redact(url: &str) -> String {
    let start = url.find("://").map_or(0, |at| at + 3);
    let Some(at) = url.rfind('@').filter(|at| *at >= start) else { return url.to_owned() };
    let user = url[start..at].split(':').next().unwrap_or_default();
    format!("{}{user}:..{}", &url[..start], &url[at..])
}

impl From<&str> for Url {
    fn from(text: &str) -> Self {
        Url(text.into())
    }
}

impl From<String> for Url {
    fn from(text: String) -> Self {
        Url(text.into())
    }
}

/// What is asked of a URL in one place.
type Rule = fn(&Parts<'_>) -> Result<(), &'static str>;

fn read(value: ValueRef<'_>, shape: &Shape, rule: Rule, reader: &mut Reader) -> Option<Url> {
    let text = reader.text(value, shape)?;
    // `parseURL` trims.
    match parse(text.trim()).and_then(|parts| rule(&parts)) {
        Ok(()) => Some(Url(CompactString::from(text))),
        Err(problem) => {
            let shown = shorten(&redact(&text));
            // Where the server cannot tell the parts apart, neither can we: nothing may be shown then.
            let shown = if text.contains('@') { String::new() } else { format!(" `{shown}`") };
            let message = format!("the URL{shown} cannot be read: {problem}");
            if text.contains('@') {
                let help = "in a user or password, write `/` as %2F, `?` as %3F, `#` as %23, `%` as %25";
                reader.bad_value_with(value, message, help);
            } else {
                reader.bad_value(value, message);
            }
            None
        }
    }
}

/// Defines types of URLs: `Name(example, rule)`.
macro_rules! url {
    ($($(#[doc = $doc:literal])* $Url:ident($example:literal, $rule:expr);)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $Url(pub Url);

        impl OptionType for $Url {
            const SHAPE: Shape = Shape::Text(TextShape::new("URL", $example));

            fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
                read(value, &Self::SHAPE, $rule, reader).map($Url)
            }

            fn write(&self) -> Value {
                Value::String(self.0.0.to_string())
            }
        }

        impl std::ops::Deref for $Url {
            type Target = Url;

            fn deref(&self) -> &Url {
                &self.0
            }
        }

        impl From<&str> for $Url {
            fn from(text: &str) -> Self {
                $Url(text.into())
            }
        }

        impl From<String> for $Url {
            fn from(text: String) -> Self {
                $Url(text.into())
            }
        }

        through_value!($Url);
    )*};
}

url! {
    /// Where another server is reached. Without a port, a leaf node connection goes to 7422.
    ServerUrl("nats://hub.example.com:7422", |_| Ok(()));
    /// An HTTP proxy (`validateLeafNodeProxyOptions`).
    ProxyUrl("http://proxy.example.com:8080", |parts| match parts {
        Parts { scheme, .. } if !is_http(scheme) => Err("the scheme must be http or https"),
        Parts { authority: "", .. } => Err("it has no host"),
        _ => Ok(()),
    });
    /// A web page that may connect (`validateWebsocketOptions`).
    Origin("https://example.com", |parts| match parts {
        Parts { scheme, .. } if !is_http(scheme) => Err("the scheme must be http or https"),
        Parts { authority: "", .. } => Err("it has no host"),
        _ => Ok(()),
    });
    /// A URL that is asked over HTTP.
    HttpUrl("http://ocsp.example.com", |_| Ok(()));
}

fn is_http(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, messages};

    #[test]
    fn parts_are_found() {
        let url = Url::from("nats://u:p%40@[::1]:4222/x?y#z");
        let parts = url.parts().unwrap();
        assert_eq!((parts.scheme, parts.user, parts.rest), ("nats", Some(("u", Some("p%40"))), "/x?y"));
        assert_eq!((parts.host(), parts.port()), ("[::1]", Some("4222")));
    }

    #[test]
    fn what_go_reads_is_read() {
        for url in [
            "nats://a:4222",
            "a:4222",
            "localhost",
            "",
            "nats://a:",
            "//a/b",
            "nats://a_b:1",
            "mailto:x y",
            "/a:b",
            "nats://u:$PW@a:1",
        ] {
            assert!(parse(url).is_ok(), "{url}");
        }
    }

    #[test]
    fn what_go_refuses_is_refused() {
        for url in [
            "127.0.0.1:4222",
            ":4222",
            "nats://a:port",
            "nats://a b:1",
            "nats://[::1:4222",
            "nats://u:p/ss@a:1",
            "nats://u:p%zz@a:1",
            "nats://u:p w@a:1",
            "nats://a\x07",
        ] {
            assert!(parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(format!("{:?}", Url::from("nats://u:hunter2@a:1")), "\"nats://u:..@a:1\"");
        assert_eq!(Url::from("nats://u:hun@ter2@a:1").to_string(), "nats://u:..@a:1");
        assert!(!messages::<ServerUrl>("\"nats://u:hunter2@a:x\"").concat().contains("hunter2"));
        assert!(!messages::<ServerUrl>("\"u:hunter2@1.2.3.4:x y\"").concat().contains("hunter2"));
    }

    #[test]
    fn proxies_and_origins_are_http() {
        assert_eq!(codes::<ProxyUrl>("\"nats://a:1\""), ["bad-value"]);
        assert_eq!(codes::<Origin>("\"https://\""), ["bad-value"]);
        assert_eq!(codes::<Origin>("\"https://a\""), <[&str; 0]>::default());
    }
}
