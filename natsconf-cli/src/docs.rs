//! `docs/cli.md` is what the commands say about themselves; the test keeps it so.

use std::path::Path;

use clap::{Command, CommandFactory};

use crate::args::Arguments;

/// The help of all commands as one document.
fn markdown() -> String {
    let mut program = Arguments::command().term_width(100);
    program.build();
    let first = format!("# Commands\n\n{}", section(&mut program));
    let commands = program.get_subcommands_mut().map(|command| {
        let name = command.get_name().to_owned();
        format!("\n## natsconf {name}\n\n{}", section(command))
    });
    std::iter::once(first).chain(commands).collect()
}

fn section(command: &mut Command) -> String {
    let help = command.render_long_help().to_string();
    let lines = help.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    format!("```text\n{}\n```\n", lines.trim_end())
}

#[test]
fn the_document_is_what_the_commands_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/cli.md");
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let wanted = markdown();
    if written != wanted && std::env::var_os("CI").is_none() {
        std::fs::write(&path, &wanted).unwrap();
    }
    assert!(written == wanted, "docs/cli.md was out of step; outside CI it is written anew: look at it and commit it");
}
