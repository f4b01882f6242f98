//! Starts a deployment on this machine, and checks that it does what its description says.

mod checks;
mod clients;
mod http;
mod responder;
mod rows;
mod servers;
mod stream;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use natsconf_core::deployment::{Kept, Outcome as Rendered, Trial};

use tempfile::TempDir;

pub(crate) use rows::Rows;
pub(crate) use servers::Program;

use crate::deployment::Description;
use crate::folder::Files;
use crate::keys::KeyFolder;
use crate::{Failure, Result};

/// What each server may listen on: clients, monitoring, routes, gateways, leaf nodes, WebSocket, MQTT.
const PORTS: usize = 7;

/// What came out.
pub(crate) struct Verified {
    pub(crate) rows: Rows,
    /// What the servers logged about trouble, when something failed.
    pub(crate) trouble: String,
}

/// A deployment that is rendered for this machine, into a temporary folder that is gone with it.
pub(crate) struct Prepared {
    rendered: Rendered,
    keys: Kept,
    folder: PathBuf,
    _ports: Vec<TcpListener>,
    _scratch: TempDir,
}

impl Prepared {
    /// Nothing when the description was refused, which was reported then. Keys that have to be made are made for the
    /// trial alone.
    pub(crate) fn new(description: &Description, keys: Option<&Path>) -> Result<Option<Self>> {
        let scratch = tempfile::Builder::new().prefix("natsconf-").tempdir();
        let scratch = scratch.map_err(|error| Failure(format!("no temporary folder: {error}")))?;
        let root = scratch.path().canonicalize().map_err(|error| Failure::of(scratch.path(), error))?;
        let (folder, kept) = (root.join("out"), root.join("keys"));
        let keys = match keys {
            Some(keys) => KeyFolder::copy(keys, &kept)?,
            None => KeyFolder::open(&kept)?,
        };
        let servers::FreePorts { ports, held } = servers::free_ports(description.servers() * PORTS)?;
        let trial = Trial { ports, folder: folder.to_string_lossy().into_owned() };
        let Some((rendered, files)) = description.render_with(&keys, Some(&trial))? else { return Ok(None) };
        write(&folder, &files)?;
        Ok(Some(Prepared { rendered, keys: keys.read()?, folder, _ports: held, _scratch: scratch }))
    }

    /// What the server says against configurations, by the names of the servers.
    pub(crate) fn refusals(&self, program: &Program) -> Result<Vec<(String, String)>> {
        let mut refusals = Vec::new();
        for server in &self.rendered.plan.servers {
            if let Err(words) = program.check(&self.folder, &format!("config/{}.conf", server.name))? {
                refusals.push((server.name.clone(), words));
            }
        }
        Ok(refusals)
    }

    async fn run(&self, program: &Program, patience: Duration) -> Result<Verified> {
        let mut rows = Rows::default();
        let refusals = self.refusals(program)?;
        for (server, words) in &refusals {
            rows.note(&format!("configuration of {server}"), Err(words.clone()));
        }
        if !refusals.is_empty() {
            return Ok(Verified { rows, trouble: String::new() });
        }
        let count = self.rendered.plan.servers.len();
        rows.note("configurations", Ok(format!("nats-server {} takes {count}", program.version)));
        let mut servers = servers::Servers::start(program, &self.rendered.plan, &self.folder)?;
        let clients = clients::Clients { plan: &self.rendered.plan, folder: &self.folder, patience };
        let trial = checks::Trial { clients, users: &self.rendered.users, keys: &self.keys };
        let checked = tokio::select! {
            () = checks::all(&trial, &mut servers, &mut rows) => Ok(()),
            signal = stopped() => Err(Failure(format!("stopped by {signal}; the servers were stopped, too"))),
        };
        rows.done();
        checked?;
        let trouble = if rows.has_failures() { servers.trouble() } else { String::new() };
        Ok(Verified { rows, trouble })
    }
}

/// Runs the deployment until everything is checked. Nothing when the description was refused, which was reported then.
///
/// # Errors
/// When the deployment cannot be started at all.
pub(crate) fn verify(
    description: &Description,
    keys: Option<&Path>,
    program: &Program,
    patience: Duration,
) -> Result<Option<Verified>> {
    let Some(prepared) = Prepared::new(description, keys)? else { return Ok(None) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure(format!("no runtime: {error}")))?;
    runtime.block_on(prepared.run(program, patience)).map(Some)
}

/// Waits until the user has had enough.
async fn stopped() -> &'static str {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => return "Ctrl-C",
                _ = terminate.recv() => return "a signal",
            }
        }
    }
    // Without handlers the signal ends the program by itself.
    let _ = tokio::signal::ctrl_c().await;
    "Ctrl-C"
}

fn write(folder: &Path, files: &Files) -> Result<()> {
    for (name, file) in files {
        let path: PathBuf = folder.join(name);
        let written =
            path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, &file.bytes));
        written.map_err(|error| Failure::of(&path, error))?;
    }
    Ok(())
}
