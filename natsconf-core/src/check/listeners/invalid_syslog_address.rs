//! A log that goes nowhere.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::types::Parts;

static CODE: Code = code!("invalid-syslog-address", Error, "invalid_syslog_address.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `getNetworkAndAddr` in `logger/syslog.go`. A file for the log goes first (`ConfigureLogger`).
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let to_file = config.log_file.as_ref().is_some_and(|file| !file.is_empty());
    let Some(address) = config.remote_syslog.as_ref().filter(|address| !address.is_empty() && !to_file) else { return };
    if !Parts::of(address).is_some_and(is_address) {
        let found = CODE.at(address.span(), "this is no address of a system log");
        report.add(found.help("write it as in \"udp://127.0.0.1:514\"; `tcp` and `unix` are known too"));
    }
}

fn is_address(parts: Parts<'_>) -> bool {
    let port = parts.port().is_some_and(|port| port.parse::<u16>().is_ok());
    match &*parts.scheme.to_ascii_lowercase() {
        "udp" | "tcp" => port,
        scheme => scheme == "unix",
    }
}
