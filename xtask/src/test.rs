//! `cargo xtask test`: everything that has to hold. It stops at the first step that fails.

use std::time::Instant;

use anyhow::Result;

use crate::process::{cargo, step};
use crate::{playground, python_package, setup, wasm};

/// Runs every check, the quick ones first.
pub fn run() -> Result<()> {
    let begin = Instant::now();
    eprintln!("==> setup");
    setup::run()?;
    eprintln!("    setup: {:.1} s", begin.elapsed().as_secs_f64());
    step("fmt", &mut cargo(&["fmt", "--check"]))?;
    step("clippy", &mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    step("doc", cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    wasm::test()?;
    playground::test()?;
    python_package::test()?;
    step("test", &mut cargo(&["test", "--workspace"]))?;
    eprintln!("==> all of it: {:.1} s", begin.elapsed().as_secs_f64());
    Ok(())
}
