//! Words and texts that only descriptions of deployments have.

use std::fmt;
use std::ops::Deref;

use crate::option::types::KeyType;
use crate::option::types::choice::choice;
use crate::option::types::text::text;
use crate::option::{OptionType, Reader, Shape, TextShape, Version, through_value};
use crate::value::{Entry, Value, ValueRef};

choice! {
    /// How clients are known.
    Mode exact {
        /// By JWTs that an operator vouches for.
        Operator = "operator",
        /// By accounts and users in the configuration.
        Accounts = "accounts",
        /// As one user, or by one token: for development.
        Single = "single",
    }

    /// Where servers find account JWTs.
    ResolverKind exact {
        /// Each server has all of them in a folder.
        Full = "full",
        /// Each server has those in use in a folder.
        Cache = "cache",
        /// Only those in the configuration.
        Memory = "memory",
        /// Asked for by HTTP.
        Url = "url",
    }

    /// What accounts share.
    Exchange exact {
        /// Messages.
        Stream = "stream",
        /// Requests and their answers.
        Service = "service",
    }

    /// Where certificates come from.
    CertificateSource exact {
        /// From files that exist.
        Files = "files",
        /// From a PKI of Vault.
        Vault = "vault",
        /// From natsconf, for development.
        Development = "development",
    }
}

text! {
    /// A name: of an account, a user, a server, a cluster. It becomes a part of paths and host names.
    SpecName(TextShape::new("name", "demo").pattern("^[A-Za-z0-9_][A-Za-z0-9_.-]*$"), name);
    /// The name of a file, relative to the description.
    FileName(TextShape::new("path", "operator.jwt"), any);
    /// A tag or a description.
    Label(TextShape::new("text", "production"), any);
    /// A version of nats-server.
    ServerVersion(TextShape::new("version", "2.15").pattern(r"^v?2\.[0-9]+(\.[0-9]+)?$"), version);
}

impl SpecName {
    /// Whether a text can be a name.
    pub fn is_valid(text: &str) -> bool {
        name(text).is_ok()
    }
}

/// What can be a part of a path and of a host name. Seeds and JWTs are not.
fn name(text: &str) -> Result<(), String> {
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    match text {
        "" => Err("a name has at least one character".to_owned()),
        _ if text.starts_with("eyJ") => Err("this is a JWT: the name belongs here".to_owned()),
        _ if text.len() == 58 && text.starts_with('S') => Err("this is a seed: the name belongs here".to_owned()),
        _ if text.len() > 64 => Err("a name has at most 64 characters".to_owned()),
        _ if !text.chars().all(known) => Err("a name has letters, digits, `-`, `_` and `.` alone".to_owned()),
        _ if text.starts_with(['-', '.']) => Err("a name starts with a letter, a digit or `_`".to_owned()),
        _ => Ok(()),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "a rule like the others")]
fn any(_: &str) -> Result<(), String> {
    Ok(())
}

fn version(text: &str) -> Result<(), String> {
    text.parse::<Version>().map(|_| ()).map_err(|_| "expected a version such as 2.15 or 2.12.8".to_owned())
}

impl KeyType for SpecName {
    const WHAT: &'static str = "name";
    const EXAMPLE: &'static str = "demo";

    fn read_key(entry: Entry<'_>, reader: &mut Reader) -> Option<Self> {
        match name(entry.key.name) {
            Ok(()) => Some(entry.key.name.into()),
            Err(message) => {
                reader.bad_key(entry.key.span, message);
                None
            }
        }
    }

    fn key(&self) -> &str {
        self
    }
}
