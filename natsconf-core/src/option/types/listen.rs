//! Where to listen: a port, or a host and a port.

use std::fmt;

use compact_str::CompactString;

use crate::option::{Bounds, OptionType, Reader, Shape, TextShape, Unit, through_value};
use crate::value::{Kind, Value, ValueRef};

/// Where to listen. The server takes both from one option (`parseListen`); `host` and `port` are options too.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Listen {
    /// The host name or IP address; empty for all interfaces.
    pub host: CompactString,
    /// The port; -1 for a random one.
    pub port: i64,
}

impl Listen {
    /// Reads `host:port`, as Go's `net.SplitHostPort`: an IPv6 address stands in brackets.
    pub fn parse(text: &str) -> Option<Self> {
        let (host, port) = text.rsplit_once(':')?;
        let host = match host.strip_prefix('[') {
            Some(inside) => inside.strip_suffix(']')?,
            None if host.contains(':') => return None,
            None => host,
        };
        let bracket = host.contains(['[', ']']) || port.contains(['[', ']']);
        let port = port.strip_prefix('+').filter(|port| !port.starts_with(['+', '-'])).unwrap_or(port).parse().ok()?;
        (!bracket).then(|| Listen { host: host.into(), port })
    }
}

impl OptionType for Listen {
    const SHAPE: Shape = Shape::AnyOf(&[
        Shape::Text(TextShape::new("host and port", "0.0.0.0:4222").pattern(r"^.*:[+-]?[0-9]+$")),
        Shape::Integer(Unit::Count),
    ]);
    const BOUNDS: Bounds = (Some(-1), Some(65_535));

    fn read(value: ValueRef<'_>, reader: &mut Reader) -> Option<Self> {
        match value.kind() {
            Kind::Integer(port) => Some(Listen { host: CompactString::default(), port }),
            Kind::String(text) => {
                let listen = Listen::parse(&text);
                if listen.is_none() {
                    let message = format!("expected a port or host:port, found the text `{}`", super::shorten(&text));
                    let help = "as in 4222, 127.0.0.1:4222 or [::1]:4222";
                    reader.bad_value_with(value, message, help);
                }
                listen
            }
            _ => {
                reader.wrong_type(value, &Self::SHAPE);
                None
            }
        }
    }

    fn write(&self) -> Value {
        if self.host.is_empty() { Value::Integer(self.port) } else { Value::String(self.to_string()) }
    }

    fn amount(&self) -> Option<i64> {
        Some(self.port)
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

impl From<i64> for Listen {
    fn from(port: i64) -> Self {
        Listen { host: CompactString::default(), port }
    }
}

impl From<(&str, i64)> for Listen {
    fn from((host, port): (&str, i64)) -> Self {
        Listen { host: host.into(), port }
    }
}

through_value!(Listen);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::option::types::testing::{codes, read};

    #[test]
    fn a_port_or_a_host_and_a_port() {
        assert_eq!(read::<Listen>("4222"), Some(4222.into()));
        assert_eq!(read::<Listen>("127.0.0.1:4222"), Some(("127.0.0.1", 4222).into()));
        assert_eq!(read::<Listen>("\":4222\""), Some(("", 4222).into()));
        assert_eq!(read::<Listen>("\"[::1]:4222\""), Some(("::1", 4222).into()));
        assert_eq!(read::<Listen>("\"localhost:-1\""), Some(("localhost", -1).into()));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["localhost", "::1:4222", "nats://localhost:4222", "localhost:port", "a:b:1", "[::1]"] {
            assert_eq!(codes::<Listen>(&format!("\"{text}\"")), ["bad-value"], "{text}");
        }
        assert_eq!(codes::<Listen>("true"), ["wrong-type"]);
    }

    #[test]
    fn what_is_written_reads_back() {
        for listen in [Listen::from(4222), ("127.0.0.1", 4222).into(), ("::1", 4222).into()] {
            match listen.write() {
                Value::String(text) => assert_eq!(Listen::parse(&text), Some(listen)),
                other => assert_eq!(other, Value::Integer(listen.port)),
            }
        }
    }
}
