//! Runs the program in a folder of its own.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than any of these commands takes on a busy machine; only one that hangs gets there.
const PATIENCE: Duration = Duration::from_mins(2);

/// A folder with files, thrown away at the end.
pub struct Folder(tempfile::TempDir);

/// What a run of the program left.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Folder {
    /// With these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    /// In memory, where there is such a place: for runs that are many, and would wait for the disk most of the time.
    pub fn in_memory(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let folder = Folder(folder.unwrap());
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program, to be run in this folder with an environment that is the same everywhere.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_natsconf"));
        command.args(arguments).current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        finish(self.command(arguments), Box::new(std::io::empty()))
    }

    pub fn run_with_input(&self, arguments: &[&str], input: impl Read + Send + 'static) -> Run {
        finish(self.command(arguments), Box::new(input))
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }
}

/// Runs to the end, feeding standard input and draining both outputs.
pub fn finish(mut command: Command, mut input: Box<dyn Read + Send>) -> Run {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // The program may end without having read all.
    let feeder = std::thread::spawn(move || drop(std::io::copy(&mut input, &mut stdin).and_then(|_| stdin.flush())));
    let (stdout, stderr) = (drain(child.stdout.take().unwrap()), drain(child.stderr.take().unwrap()));
    let code = wait(&mut child);
    feeder.join().unwrap();
    Run { code, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() }
}

fn drain(mut stream: impl Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn wait(child: &mut Child) -> Option<i32> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("the program hangs");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}
