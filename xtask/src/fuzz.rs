//! `cargo xtask fuzz [SECONDS]`: all fuzz targets of the core at once, each on a core of its own.
//!
//! They run on the stable toolchain without a sanitizer: the core has no unsafe code for one to watch.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use anyhow::{Context, Result, bail, ensure};
use natsconf_tests::{shared, workspace};

use crate::process::{cargo, quietly, step};
use crate::{apt, setup};

const CARGO_FUZZ: &str = "0.13.2";

/// Fuzzes for this many seconds, beginning with the texts of the shared corpus and the fixtures.
pub fn run(seconds: &str) -> Result<()> {
    let seconds: u32 = seconds.parse().with_context(|| format!("expected a number of seconds, found `{seconds}`"))?;
    setup::run()?;
    install()?;
    let seeds = seeds().context("cannot write the seeds")?;
    step("build", &mut fuzz("build"))?;
    let targets = targets()?;
    eprintln!("==> {} for {seconds} s", targets.join(", "));
    let runs: Vec<Run> = targets.iter().map(|target| Run::start(target, &seeds, seconds)).collect::<Result<_>>()?;
    let failed: Vec<String> = runs.into_iter().filter_map(Run::finding).collect();
    ensure!(failed.is_empty(), "{}", failed.join("\n"));
    Ok(())
}

/// One target at work, its output in a file.
struct Run {
    target: String,
    log: PathBuf,
    child: Child,
}

impl Run {
    fn start(target: &str, seeds: &Path, seconds: u32) -> Result<Self> {
        let found = folder().join("corpus").join(target);
        fs::create_dir_all(&found)?;
        let log = scratch().join(format!("{target}.log"));
        let output = File::create(&log)?;
        let mut command = fuzz("run");
        command.arg(target).arg(found).arg(seeds).arg("--");
        command
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-dict={}", folder().join("nats.dict").display()));
        command.args(["-max_len=8192", "-timeout=10", "-print_final_stats=1"]);
        let child = command.stdout(output.try_clone()?).stderr(output).spawn().context("cannot run cargo fuzz")?;
        Ok(Run { target: target.to_owned(), log, child })
    }

    /// Waits for the end. What was found, if anything was.
    fn finding(mut self) -> Option<String> {
        let ended = self.child.wait();
        let log = fs::read(&self.log).map(|log| String::from_utf8_lossy(&log).into_owned()).unwrap_or_default();
        if ended.is_ok_and(|status| status.success()) {
            let executed = log.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
            eprintln!("    {}: {} runs, no finding", self.target, executed.unwrap_or("no").trim());
            return None;
        }
        Some(format!("target `{}` found something, see {}:\n{}", self.target, self.log.display(), essence(&log)))
    }
}

/// The lines of a log that say what went wrong and how to see it again. The rest of it shows the input in four ways.
fn essence(log: &str) -> String {
    let after = |marker: &'static str, lines: usize| {
        log.lines().skip_while(move |line| !line.contains(marker)).filter(|line| !line.is_empty()).take(lines)
    };
    let lines = after("panicked at", 2).chain(after("ERROR: libFuzzer", 1)).chain(after("Reproduce with:", 2));
    let lines: Vec<&str> = lines.collect();
    if lines.is_empty() { log.lines().last().unwrap_or_default().to_owned() } else { lines.join("\n") }
}

/// cargo-fuzz into `.tools/cargo`, and the C++ compiler that libFuzzer needs.
fn install() -> Result<()> {
    if quietly(Command::new("c++").arg("--version")).is_err() {
        apt::install("g++")?;
    }
    let root = workspace::tools().join("cargo");
    if !root.join("bin/cargo-fuzz").is_file() {
        eprintln!("    cargo-fuzz {CARGO_FUZZ}");
        quietly(cargo(&["install", "cargo-fuzz", "--version", CARGO_FUZZ, "--locked", "--root"]).arg(root))?;
    }
    Ok(())
}

fn fuzz(command: &str) -> Command {
    let mut fuzz = Command::new(workspace::tools().join("cargo/bin/cargo-fuzz"));
    fuzz.args(["fuzz", command, "--fuzz-dir"]).arg(folder());
    if command != "list" {
        fuzz.args(["--sanitizer", "none"]);
    }
    fuzz
}

fn targets() -> Result<Vec<String>> {
    let output = fuzz("list").output().context("cannot run cargo fuzz")?;
    let targets: Vec<String> = String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect();
    if targets.is_empty() {
        bail!("cargo fuzz lists no target");
    }
    Ok(targets)
}

/// Writes what the fuzzers begin with, afresh.
fn seeds() -> Result<PathBuf> {
    let folder = scratch().join("seeds");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    for case in shared::corpus().unwrap_or_default() {
        fs::write(folder.join(case.id), case.text)?;
    }
    copy_configs(&workspace::root().join("fixtures"), &folder)?;
    Ok(folder)
}

/// Copies every `.conf` below `from` into the flat folder `to`.
fn copy_configs(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).into_iter().flatten() {
        let path = entry?.path();
        if path.is_dir() {
            copy_configs(&path, to)?;
        } else if path.extension().is_some_and(|extension| extension == "conf") {
            let name = path.strip_prefix(workspace::root())?.to_string_lossy().replace('/', "-");
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

fn folder() -> PathBuf {
    workspace::root().join("natsconf-core/fuzz")
}

/// Seeds and logs.
fn scratch() -> PathBuf {
    workspace::root().join("target/fuzz")
}
