//! Starts a deployment on this machine, and checks that it does what its description says.

mod checks;
mod clients;
mod http;
mod responder;
mod rows;
mod servers;
mod stream;

use std::path::{Path, PathBuf};

use natsconf_core::deployment::{Kept, Outcome as Rendered, Trial};

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

/// Runs the deployment until everything is checked. Nothing when the description was refused, which was reported then.
///
/// # Errors
/// When the deployment cannot be started at all.
pub(crate) fn verify(description: &Description, keys: Option<&Path>, program: &Program) -> Result<Option<Verified>> {
    let scratch = tempfile::Builder::new().prefix("natsconf-verify-").tempdir();
    let scratch = scratch.map_err(|error| Failure(format!("no temporary folder: {error}")))?;
    let root = scratch.path().canonicalize().map_err(|error| Failure::of(scratch.path(), error))?;
    let (folder, kept) = (root.join("out"), root.join("keys"));
    // Keys that have to be made are made for the trial alone.
    let keys = match keys {
        Some(keys) => KeyFolder::copy(keys, &kept)?,
        None => KeyFolder::open(&kept)?,
    };
    let ports = servers::free_ports(description.servers() * PORTS)?;
    let trial = Trial { ports, folder: folder.to_string_lossy().into_owned() };
    let Some((rendered, files)) = description.render_with(&keys, Some(&trial))? else { return Ok(None) };
    write(&folder, &files)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure(format!("no runtime: {error}")))?;
    runtime.block_on(run(&rendered, &keys.read()?, program, &folder)).map(Some)
}

async fn run(rendered: &Rendered, keys: &Kept, program: &Program, folder: &Path) -> Result<Verified> {
    let mut rows = Rows::default();
    for server in &rendered.plan.servers {
        let accepted = program.check(folder, &format!("config/{}.conf", server.name))?;
        let found = accepted.map(|()| format!("accepted by nats-server {}", program.version));
        rows.check(format!("configuration of {}", server.name), std::future::ready(found)).await;
    }
    if rows.has_failures() {
        return Ok(Verified { rows, trouble: String::new() });
    }
    let mut servers = servers::Servers::start(program, &rendered.plan, folder)?;
    let clients = clients::Clients { plan: &rendered.plan, folder };
    let trial = checks::Trial { clients, users: &rendered.users, keys };
    let checked = tokio::select! {
        () = checks::all(&trial, &mut servers, &mut rows) => Ok(()),
        signal = stopped() => Err(Failure(format!("stopped by {signal}; the servers were stopped, too"))),
    };
    rows.done();
    checked?;
    let trouble = if rows.has_failures() { servers.trouble() } else { String::new() };
    Ok(Verified { rows, trouble })
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
