//! `cargo xtask bench`: the figures that natsconf promises, measured. Criterion for the layers, whole processes
//! beside the real server; a promise that is not kept fails the command.

mod criterion;
mod deployment;
mod in_python;
mod measure;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use natsconf_tests::{servers, tenants, workspace};

use crate::process::{cargo, step};
use crate::{python_package, setup};
use in_python::InPython;
use measure::{Figures, best};

/// Parsing a large file, in bytes per second.
const PARSE: f64 = 400e6;
/// How many times faster than `nats-server -t` a large file is linted.
const FASTER: f64 = 20.0;
/// Peak memory of linting a large file, in sizes of the file.
const MEMORY: f64 = 6.0;
/// Time for linting a small file, process included.
const SMALL: Duration = Duration::from_millis(5);
/// Linting a large file in Python, in times of the command line.
const PYTHON: f64 = 1.2;
/// Time of a call in Python that lints a file of a few options.
const CALL: Duration = Duration::from_micros(200);

/// Rendering a large deployment.
const RENDER: Duration = Duration::from_secs(2);
/// Peak memory of that, in bytes.
const RENDER_MEMORY: f64 = 500e6;

/// Measures everything. What is missing in `.tools/` is installed first.
pub fn run() -> Result<()> {
    setup::run()?;
    step("layers", &mut cargo(&["bench", "--package", "natsconf-core"]))?;
    step("build", &mut cargo(&["build", "--release", "--package", "natsconf-cli"]))?;
    python_package::build(python_package::Profile::Release)?;
    eprintln!("==> whole processes");
    let small = Comparison::of(tenants::SMALL)?;
    let large = Comparison::of(tenants::LARGE)?;
    println!(
        "{:>10}  {:<14}  {:>10}  {:>7}  {:>12}  {:>9}",
        "file", "program", "best time", "ratio", "peak memory", "of file"
    );
    small.print();
    large.print();
    let parse = large.bytes / criterion::seconds("parse", &format!("{} users", tenants::LARGE))?;
    println!("parse of the large file: {:.0} MB/s", parse / 1e6);
    let python = in_python::best(&large.file)?;
    println!(
        "lint in Python: {:.1} ms for the large file, {:.0} µs for {}",
        python.large * 1e3,
        python.call * 1e6,
        in_python::SMALL
    );
    let root = workspace::root();
    let rendered = deployment::measured(&root.join("target/release/natsconf"), &root.join("target/bench"))?;
    println!(
        "render of {} servers and {} accounts: {:.2} s, {:.0} MB",
        deployment::SERVERS,
        deployment::ACCOUNTS,
        rendered.time.as_secs_f64(),
        rendered.memory / 1e6
    );
    promises(&small, &large, parse, python, rendered)
}

/// One file, linted by natsconf and checked by the server.
struct Comparison {
    file: PathBuf,
    bytes: f64,
    lint: Figures,
    server: Figures,
}

impl Comparison {
    fn of(users: usize) -> Result<Self> {
        let folder = workspace::root().join("target/bench");
        let file = written(&folder, users).context("cannot write the file to measure with")?;
        let natsconf = workspace::root().join("target/release/natsconf");
        finds_mistakes(&natsconf, &folder)?;
        let mut lint = Command::new(natsconf);
        let mut server = Command::new(servers::binary(servers::NEWEST));
        let [lint, server] = best([lint.arg("lint").arg(&file), server.args(["-t", "-c"]).arg(&file)])?;
        #[expect(clippy::cast_precision_loss, reason = "a file is no 2^52 bytes long")]
        let bytes = fs::metadata(&file)?.len() as f64;
        Ok(Comparison { file, bytes, lint, server })
    }

    fn print(&self) {
        self.line("natsconf lint", self.lint);
        self.line("nats-server -t", self.server);
    }

    fn line(&self, program: &str, figures: Figures) {
        let file = if self.bytes < 1e6 {
            format!("{:.1} KB", self.bytes / 1e3)
        } else {
            format!("{:.1} MB", self.bytes / 1e6)
        };
        let time = format!("{:.1} ms", figures.time.as_secs_f64() * 1e3);
        let ratio = format!("{:.1}", figures.time.as_secs_f64() / self.lint.time.as_secs_f64());
        let memory = format!("{:.1} MB", figures.memory / 1e6);
        println!(
            "{file:>10}  {program:<14}  {time:>10}  {ratio:>7}  {memory:>12}  {:>9.1}",
            figures.memory / self.bytes
        );
    }

    fn faster(&self) -> f64 {
        self.server.time.as_secs_f64() / self.lint.time.as_secs_f64()
    }
}

/// Says which promises are not kept.
fn promises(small: &Comparison, large: &Comparison, parse: f64, python: InPython, rendered: Figures) -> Result<()> {
    let kept = [
        ("a large file is parsed at 400 MB/s", parse >= PARSE),
        ("a large file is linted 20 times faster than the server checks it", large.faster() >= FASTER),
        ("linting a large file takes at most 6 times its size in memory", large.lint.memory <= MEMORY * large.bytes),
        ("a small file is linted in 5 ms", small.lint.time <= SMALL),
        ("Python lints a large file in 1.2 times the time", python.large <= PYTHON * large.lint.time.as_secs_f64()),
        ("a call in Python takes 200 µs", python.call <= CALL.as_secs_f64()),
        ("a large deployment is rendered in 2 s", rendered.time <= RENDER),
        ("rendering a large deployment takes 500 MB", rendered.memory <= RENDER_MEMORY),
    ];
    let missed: Vec<&str> = kept.iter().filter(|(_, kept)| !kept).map(|(promise, _)| *promise).collect();
    ensure!(missed.is_empty(), "not reached: {}", missed.join("; "));
    Ok(())
}

/// A program that does nothing would win every comparison.
fn finds_mistakes(natsconf: &Path, folder: &Path) -> Result<()> {
    let broken = folder.join("broken.conf");
    fs::write(&broken, "accounts {\n")?;
    let output = Command::new(natsconf).arg("lint").arg(&broken).output().context("cannot run natsconf")?;
    ensure!(output.status.code() == Some(1), "`natsconf lint` finds nothing in a broken file: {}", output.status);
    Ok(())
}

/// A file with this many users. It is never in memory as a whole: see [`measure`].
fn written(folder: &Path, users: usize) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let file = folder.join(format!("tenants-{users}.conf"));
    let mut out = BufWriter::new(File::create(&file)?);
    tenants::write(&mut out, users)?;
    out.flush()?;
    Ok(file)
}
