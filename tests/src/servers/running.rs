//! Servers that run while a test talks to them.

use std::io::{BufRead, BufReader};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::config::{Config, Placed};

/// How long a server may take until it listens. It needs a fraction of a second unless the machine is very busy.
const DEADLINE: Duration = Duration::from_secs(30);

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(5);

/// A running server, which ends when this is dropped.
pub struct Running {
    child: Child,
    ports: Ports,
    log: Arc<Mutex<Vec<String>>>,
    reader: Option<JoinHandle<()>>,
    placed: Placed,
}

/// The URLs on which a server listens, as it wrote them itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Ports {
    /// For clients.
    pub nats: Vec<String>,
    /// For monitoring over HTTP.
    pub monitoring: Vec<String>,
    /// For routes of a cluster.
    pub cluster: Vec<String>,
    /// For WebSocket clients.
    pub websocket: Vec<String>,
}

/// Starts a server, with its client port free and on 127.0.0.1 whatever the configuration says. Other ports are
/// the configuration's; `-1` there makes the server pick a free one.
///
/// # Panics
/// When the server is missing, refuses to start, or does not listen within half a minute.
pub fn start<'a>(version: &str, config: impl Into<Config<'a>>) -> Running {
    try_start(version, config).unwrap_or_else(|log| panic!("nats-server {version} refused to start:\n{log}"))
}

/// Starts a server as [`start`] does, for a test of what is refused only at start.
///
/// # Errors
/// The server's log, when it ends instead of listening.
///
/// # Panics
/// When the server is missing or neither ends nor listens within half a minute.
pub fn try_start<'a>(version: &str, config: impl Into<Config<'a>>) -> Result<Running, String> {
    listening(Running::spawn(version, Placed::new(config.into()), &["--addr", "127.0.0.1", "--port", "-1"]))
}

/// Starts a server as [`try_start`] does, and leaves its client port to the configuration too: for servers that find each
/// other.
///
/// # Errors
/// As [`try_start`].
///
/// # Panics
/// As [`try_start`].
pub fn start_as_written<'a>(version: &str, config: impl Into<Config<'a>>) -> Result<Running, String> {
    listening(Running::spawn(version, Placed::new(config.into()), &[]))
}

/// Waits until one of several servers logs a line with `text`.
///
/// # Errors
/// What all have logged, when none does within half a minute.
pub fn any_logs(servers: &[Running], text: &str) -> Result<(), String> {
    let begin = Instant::now();
    loop {
        let logged: Vec<String> = servers.iter().flat_map(Running::log).collect();
        if logged.iter().any(|line| line.contains(text)) {
            return Ok(());
        }
        if begin.elapsed() > DEADLINE {
            return Err(logged.join("\n"));
        }
        std::thread::sleep(PAUSE);
    }
}

/// The server, once it listens; its log, when it ends instead.
fn listening(mut server: Running) -> Result<Running, String> {
    let begin = Instant::now();
    loop {
        if let Some(ports) = server.written_ports() {
            server.ports = ports;
            return Ok(server);
        }
        if server.ended().is_some() {
            return Err(server.whole_log());
        }
        assert!(begin.elapsed() < DEADLINE, "nats-server does not listen:\n{}", server.log().join("\n"));
        std::thread::sleep(PAUSE);
    }
}

impl Running {
    fn spawn(version: &str, placed: Placed, arguments: &[&str]) -> Self {
        let mut command = placed.server(version);
        command.args(arguments).arg("--ports_file_dir").arg(placed.scratch());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("nats-server can be run");
        let log = Arc::new(Mutex::new(Vec::new()));
        let reader = child.stderr.take().map(|stderr| {
            let log = Arc::clone(&log);
            std::thread::spawn(move || collect(BufReader::new(stderr), &log))
        });
        Running { child, ports: Ports::default(), log, reader, placed }
    }

    /// The URLs on which the server listens.
    pub fn ports(&self) -> &Ports {
        &self.ports
    }

    /// The URL for clients.
    pub fn url(&self) -> &str {
        &self.ports.nats[0]
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The lines that the server has logged so far. They go to the file instead when the configuration names one.
    pub fn log(&self) -> Vec<String> {
        self.log.lock().expect("the reader does not panic").clone()
    }

    /// The first line of the log that holds `text`, waited for.
    ///
    /// # Panics
    /// When there is none within half a minute.
    pub fn logged(&self, text: &str) -> String {
        let begin = Instant::now();
        loop {
            if let Some(line) = self.log().into_iter().find(|line| line.contains(text)) {
                return line;
            }
            assert!(begin.elapsed() < DEADLINE, "`{text}` is not in the log:\n{}", self.log().join("\n"));
            std::thread::sleep(PAUSE);
        }
    }

    /// The ports file, once it is there and complete: the server writes it when all its listeners are open.
    fn written_ports(&self) -> Option<Ports> {
        let file = self.placed.scratch().join(format!("nats-server_{}.ports", self.id()));
        serde_json::from_slice(&std::fs::read(file).ok()?).ok()
    }

    fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a child can be waited for")
    }

    /// The log of a server that has ended, to its last line.
    fn whole_log(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader does not panic");
        }
        self.log().join("\n")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It fails for a server that has ended already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(stderr: impl BufRead, log: &Mutex<Vec<String>>) {
    for line in stderr.split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        log.lock().expect("no holder of the lock panics").push(line);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpStream;

    use super::super::{NEWEST, RELEASES};
    use super::*;

    fn greeting(url: &str) -> String {
        let address = url.strip_prefix("nats://").unwrap();
        let mut greeting = [0; 5];
        TcpStream::connect(address).unwrap().read_exact(&mut greeting).unwrap();
        String::from_utf8(greeting.to_vec()).unwrap()
    }

    #[test]
    fn every_release_starts_and_greets_clients() {
        for release in RELEASES {
            let server = start(release.version, "server_name: here\n");
            assert_eq!(greeting(server.url()), "INFO ", "{}", release.version);
        }
    }

    #[test]
    fn the_server_ends_when_dropped() {
        let server = start(NEWEST, "port: 4222\n");
        let address = server.url().strip_prefix("nats://").unwrap().to_owned();
        drop(server);
        assert!(TcpStream::connect(address).is_err());
    }

    #[test]
    fn the_log_is_captured() {
        let server = start(NEWEST, "server_name: here\n");
        assert!(server.logged("Server is ready").contains("[INF]"));
    }

    #[test]
    fn only_loopback_is_bound() {
        let server = start(NEWEST, "host: 0.0.0.0\nport: 4222\nhttp: \"127.0.0.1:-1\"\n");
        assert!(server.url().starts_with("nats://127.0.0.1:"), "{}", server.url());
        assert_ne!(server.url(), "nats://127.0.0.1:4222");
        assert!(server.ports().monitoring[0].starts_with("http://127.0.0.1:"), "{:?}", server.ports());
    }

    #[test]
    fn a_refusal_at_start_comes_with_its_log() {
        let config =
            "authorization { users: [{ user: a, password: b, allowed_connection_types: [MQTT] }] }\nno_auth_user: x\n";
        let Err(log) = try_start(NEWEST, config) else { panic!("the server started") };
        assert!(log.contains("no_auth_user"), "{log}");
    }

    #[test]
    fn relative_folders_lie_in_the_scratch_folder() {
        let server = start(NEWEST, "jetstream { store_dir: store }\n");
        assert!(server.placed.scratch().join("store").is_dir());
    }
}
