//! The command line: turns arguments into calls of `natsconf_core`, and outcomes into exit codes. What it does on disk
//! for deployments, the Python package calls as well.
//!
//! 0 is fine, 1 says that something was found (an error, or a difference), 2 that the command could not run.

mod args;
mod commands;
mod deployment;
#[cfg(test)]
mod docs;
mod files;
mod fixing;
mod folder;
mod keys;
mod output;
mod progress;
mod project;
mod reading;
mod surroundings;
mod template_variables;
mod unchecked;
mod verify;
mod write;

use std::ffi::OsString;

use clap::Parser;
pub use deployment::{NotRendered, render_deployment};
use mimalloc::MiMalloc;

/// A large configuration is read on several cores into a million small pieces of memory: the system's allocator takes a
/// fifth longer.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Runs the command that the arguments name, the first being the program's own name, and exits with its status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ! {
    let outcome = args::Arguments::parse_from(arguments).command.run().unwrap_or_else(|failure| {
        output::complain(&failure);
        Outcome::Failed
    });
    // Leaves what is still in memory to the operating system, which is quicker at it.
    std::process::exit(outcome as i32)
}

/// How a command went. The worst of several counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Fine = 0,
    Found = 1,
    Failed = 2,
}

/// Why a command could not run: words for the user.
#[derive(Debug)]
struct Failure(String);

impl Failure {
    /// What is wrong with a file.
    fn of(path: &std::path::Path, reason: impl std::fmt::Display) -> Self {
        Failure(format!("`{}`: {reason}", path.display()))
    }
}

type Result<T> = std::result::Result<T, Failure>;
