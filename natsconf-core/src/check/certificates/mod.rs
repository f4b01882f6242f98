//! Rules about the certificates and keys that `tls` blocks name.

mod certificate_expired;
mod certificate_expires_soon;
mod certificate_of_other_authority;
mod certificate_without_host;
mod certificate_without_usage;
mod hosts;
mod key_of_other_certificate;
mod read;
mod tls_file_refused;

pub use read::TlsFiles;

use super::{FILES, Rule};

pub(super) static RULES: &[Rule] = &Rule::applied(
    FILES,
    [
        certificate_expired::RULE,
        certificate_expires_soon::RULE,
        certificate_of_other_authority::RULE,
        certificate_without_host::RULE,
        certificate_without_usage::RULE,
        key_of_other_certificate::RULE,
        tls_file_refused::RULE,
    ],
);
