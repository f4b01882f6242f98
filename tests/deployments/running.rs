//! A deployment that runs on this machine.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use natsconf_core::deployment::plan::{Plan, Server};
use natsconf_core::deployment::spec::Deployment;
use natsconf_core::deployment::{Kept, Trial};
use natsconf_tests::servers;
use tempfile::TempDir;

/// How long the deployment may take until it is what is waited for.
const DEADLINE: Duration = Duration::from_mins(1);
/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(50);
/// More ports than any fixture listens on.
const PORTS: usize = 60;

/// Servers that run until this is dropped.
pub struct Running {
    children: Vec<Child>,
    /// What it was planned as.
    pub plan: Plan,
    /// Its keys.
    pub kept: Kept,
    folder: TempDir,
}

/// Renders a deployment for this machine, and starts all its servers.
///
/// # Panics
/// When one does not accept its configuration, or ends.
pub fn start(version: &str, deployment: &Deployment) -> Running {
    start_with(version, deployment, &Kept::default())
}

/// Renders a deployment for this machine, and starts nothing yet.
pub fn place(deployment: &Deployment, kept: &Kept) -> Running {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let root = folder.path().to_str().expect("UTF-8").to_owned();
    let trial = Trial { ports: servers::free_ports(PORTS), folder: root };
    let outcome = super::rendered(deployment, kept, Some(&trial)).expect("it can be rendered");
    for (path, file) in &outcome.rendered.files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("inside")).expect("folders can be made");
        std::fs::write(path, &file.bytes).expect("files can be written");
    }
    super::certificates::write(folder.path(), &outcome.certificates);
    Running { children: Vec::new(), plan: outcome.plan, kept: outcome.made, folder }
}

/// As [`start`], with keys that were made before.
///
/// # Panics
/// When one does not accept its configuration, or ends.
pub fn start_with(version: &str, deployment: &Deployment, kept: &Kept) -> Running {
    let mut running = place(deployment, kept);
    for server in running.plan.servers.clone() {
        running.start(version, &server);
    }
    running
}

impl Running {
    fn start(&mut self, version: &str, server: &Server) {
        let config = format!("config/{}.conf", server.name);
        let mut command = Command::new(servers::binary(version));
        command.current_dir(self.folder.path()).env_clear().args(["-c", &config]);
        let checked = Command::new(servers::binary(version))
            .current_dir(self.folder.path())
            .env_clear()
            .args(["-t", "-c", &config])
            .output()
            .expect("the server can be run");
        assert!(checked.status.success(), "{}: {}", server.name, String::from_utf8_lossy(&checked.stderr));
        let log = std::fs::File::create(self.log_file(&server.name)).expect("the log can be written");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        self.children.push(command.spawn().expect("the server can be run"));
    }

    /// The credentials of a user.
    pub fn creds(&self, account: &str, user: &str) -> PathBuf {
        self.folder.path().join(format!("creds/{account}/{user}.creds"))
    }

    /// A file of the deployment.
    pub fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(file)).expect("the file is there")
    }

    /// A certificate, or its key.
    pub fn certificate(&self, name: &str, end: &str) -> PathBuf {
        self.folder.path().join(format!("certs/{name}.{end}"))
    }

    /// A client with the certificate of clients.
    pub fn tls(&self, options: async_nats::ConnectOptions) -> async_nats::ConnectOptions {
        let options = options.add_root_certificates(self.certificate("ca", "pem")).require_tls(true);
        options.add_client_certificate(self.certificate("client", "pem"), self.certificate("client", "key"))
    }

    /// The configuration of a server.
    pub fn config(&self, server: &str) -> PathBuf {
        self.folder.path().join(format!("config/{server}.conf"))
    }

    fn log_file(&self, server: &str) -> PathBuf {
        self.folder.path().join(format!("{server}.log"))
    }

    /// What a server has logged.
    pub fn log(&self, server: &str) -> String {
        std::fs::read_to_string(self.log_file(server)).unwrap_or_default()
    }

    /// What monitoring of a server answers, once it is what is waited for.
    ///
    /// # Panics
    /// When it never is.
    pub fn monitored(
        &self,
        server: &Server,
        path: &str,
        wanted: impl Fn(&serde_json::Value) -> bool,
    ) -> serde_json::Value {
        let begin = Instant::now();
        loop {
            let found = get(server.ports.monitoring, path);
            if let Some(found) = found.as_ref().filter(|found| wanted(found)) {
                return found.clone();
            }
            let log = || self.log(&server.name);
            assert!(begin.elapsed() < DEADLINE, "{}{path}: {found:?}\n{}", server.name, log());
            std::thread::sleep(PAUSE);
        }
    }

    /// Waits until all servers are healthy.
    pub fn healthy(&self) {
        for server in &self.plan.servers {
            self.monitored(server, "/healthz", |health| health["status"] == "ok");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for child in &mut self.children {
            // It fails for a server that has ended already, which is what is wanted.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Waits until something is so.
///
/// # Panics
/// When it never is.
pub fn until(wanted: impl Fn() -> bool) {
    let begin = Instant::now();
    while !wanted() {
        assert!(begin.elapsed() < DEADLINE, "it never came");
        std::thread::sleep(PAUSE);
    }
}

/// What an attempt gives once it succeeds. A cluster that has just started does not know all of its servers at once, nor the
/// server of a client a new stream and its subjects.
///
/// # Panics
/// When it never does, with its last error.
pub async fn persist<T, E: std::fmt::Debug>(mut attempt: impl AsyncFnMut() -> Result<T, E>) -> T {
    let begin = Instant::now();
    loop {
        match attempt().await {
            Err(_) if begin.elapsed() < DEADLINE => tokio::time::sleep(PAUSE).await,
            outcome => return outcome.expect("it succeeds"),
        }
    }
}

/// The JSON that a server answers by HTTP; none while it does not.
pub fn get(port: u16, path: &str) -> Option<serde_json::Value> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()
}
