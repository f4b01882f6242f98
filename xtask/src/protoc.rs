//! The compiler of protocol buffers, which the build of the Terraform provider calls.

use std::process::Command;

use anyhow::Result;

use crate::apt;
use crate::process::quietly;

/// Installs `protoc` when there is none.
pub fn install() -> Result<()> {
    // The variable by which builds are told of another one.
    let protoc = std::env::var_os("PROTOC").unwrap_or_else(|| "protoc".into());
    match quietly(Command::new(protoc).arg("--version")) {
        Ok(()) => Ok(()),
        Err(_) => apt::install("protobuf-compiler"),
    }
}
