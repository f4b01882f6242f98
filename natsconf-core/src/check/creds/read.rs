//! The credentials files that a configuration names. What is secret in them is forgotten at once.

use crate::check::Files;
use crate::identity::claims::UserClaims;
use crate::identity::creds::{Creds, CredsError};
use crate::model::Config;
use crate::source::{ReadError, Span};

/// A credentials file.
#[derive(Debug)]
pub struct Credentials {
    /// Where it is named.
    pub span: Span,
    /// Its path, as it is named.
    pub path: String,
    /// Who is in it. None where it was not read.
    pub claims: Option<Result<UserClaims, Unusable>>,
}

/// Why nobody can log in with a file.
#[derive(Debug)]
pub enum Unusable {
    /// It cannot be read.
    File(ReadError),
    /// It holds JSON, which no server reads.
    Json,
    /// What should be in it is not.
    Creds(CredsError),
}

impl Credentials {
    pub(in crate::check) fn of(config: &Config, files: &Files<'_>) -> Vec<Self> {
        let named = config.leafnode_remotes().filter_map(|remote| remote.credentials.as_ref());
        let read = |path: &crate::option::Spanned<crate::option::types::FilePath>| Credentials {
            span: path.span(),
            path: path.to_string(),
            claims: files.read(path).map(|read| parse(&read.map_err(Unusable::File)?)),
        };
        named.filter(|path| !path.is_empty()).map(read).collect()
    }
}

fn parse(bytes: &[u8]) -> Result<UserClaims, Unusable> {
    let text = zeroize::Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
    let creds = Creds::parse(&text).map(|creds| creds.jwt().claims().clone());
    creds.map_err(|error| if text.trim_start().starts_with('{') { Unusable::Json } else { Unusable::Creds(error) })
}
