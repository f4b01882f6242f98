//! The error of a response.

use natsconf_core::diagnostic::render::{Finding, Findings};
use natsconf_core::option::InvalidVersion;
use serde::Serialize;

use crate::places::{Columns, listing};

/// Why there is no result.
#[derive(Serialize)]
pub(crate) struct Failure {
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnostics: Option<Vec<Finding>>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), diagnostics: None }
    }

    /// A text cannot be read, for what was found in it.
    pub(crate) fn found(findings: &Findings, columns: Columns) -> Self {
        Failure { message: findings.headline(), diagnostics: Some(listing(findings, columns).diagnostics) }
    }

    #[cfg(feature = "convert")]
    pub(crate) fn not_converted(error: natsconf_core::NotConverted, columns: Columns) -> Self {
        match error {
            natsconf_core::NotConverted::Refused(findings) => Failure::found(&findings, columns),
            natsconf_core::NotConverted::Unsayable(reason) => Failure::new(reason),
        }
    }
}

impl From<serde_json::Error> for Failure {
    /// Says what is wrong with the request, without the values in it: they may be secrets.
    fn from(error: serde_json::Error) -> Self {
        let message = error.to_string();
        let message = match message.rsplit_once(", expected ") {
            Some((found, expected)) if found.starts_with("invalid ") => format!("expected {expected}"),
            _ => message,
        };
        Failure::new(format!("the request cannot be read: {message}"))
    }
}

impl From<InvalidVersion> for Failure {
    fn from(error: InvalidVersion) -> Self {
        Failure::new(error.to_string())
    }
}
