//! Real nats-server binaries: where they are, what they say of a configuration, and running ones.

mod check;
mod config;
mod ports;
mod releases;
mod running;

use std::path::PathBuf;

pub use check::{Verdict, check, check_all};
pub use config::Config;
pub use ports::free_ports;
pub use releases::{NEWEST, RELEASES, Release};
pub use running::{Ports, Running, any_logs, start, start_as_written, try_start};

/// The server binary of one of the [`RELEASES`].
///
/// # Panics
/// When it is not there: a missing server fails a test, so that no suite is left out unseen.
pub fn binary(version: &str) -> PathBuf {
    let path = installed(version);
    assert!(path.is_file(), "nats-server {version} is missing: run `cargo xtask setup`");
    path
}

/// Where `cargo xtask setup` puts the server binary of `version`.
pub fn installed(version: &str) -> PathBuf {
    crate::workspace::tools().join("servers").join(version).join("nats-server")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "nats-server 0.0.0 is missing: run `cargo xtask setup`")]
    fn a_missing_server_fails_the_test() {
        binary("0.0.0");
    }
}
