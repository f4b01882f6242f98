//! The chores of this workspace, each one command: `cargo xtask test` is what CI and a developer run.

mod apt;
mod bench;
mod demo;
mod fuzz;
mod npm;
mod npm_package;
mod package;
mod playground;
mod process;
mod protoc;
mod python;
mod python_package;
mod servers;
mod setup;
mod test;
mod wasm;
mod wasm_bindgen;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  demo             build natsconf and show what it does
  setup            install what tests need and is missing, into `.tools/`
  test             setup, then every check and test
  python           build the wheel, install it into `.tools/python`, and test it
  wasm             build target/natsconf.wasm and the npm package, and check what they promise
  playground       build the page target/playground, and test it in Chromium
  bench            measure, and hold the figures against what is promised
  fuzz [SECONDS]   run every fuzz target for this long (60)
  package          build the Terraform provider for release, and lay it out in `target/package/`
  package PROGRAM FOLDER
                   lay out a provider that is built already
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        ["demo"] => demo::run(),
        ["setup"] => setup::run(),
        ["test"] => test::run(),
        ["python"] => python_package::test(),
        ["wasm"] => wasm::build(),
        ["playground"] => playground::test(),
        ["bench"] => bench::run(),
        ["fuzz"] => fuzz::run("60"),
        ["fuzz", seconds] => fuzz::run(seconds),
        ["package"] => package::run(),
        ["package", program, folder] => package::lay_out(program.as_ref(), folder.as_ref()),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
