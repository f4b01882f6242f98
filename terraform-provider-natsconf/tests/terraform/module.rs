//! A Terraform module in a folder of its own, and runs of the real Terraform on it: offline, with this provider alone.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use natsconf_tests::workspace;
use serde_json::Value;
use tempfile::TempDir;

/// What every module begins with.
const REQUIREMENTS: &str = r#"
terraform {
  required_providers {
    natsconf = { source = "natsconf/natsconf" }
  }
}
"#;

/// A module, thrown away at the end.
pub struct Module(TempDir);

/// What a run of Terraform left.
#[derive(Debug)]
pub struct Run {
    pub succeeded: bool,
    /// Standard output and standard error, the lines joined that were broken for the width of a terminal.
    pub text: String,
}

impl Module {
    /// A module that runs the provider where cargo has built it.
    pub fn new(text: &str) -> Self {
        let module = Module::without_provider(text);
        let programs = module.path("programs");
        std::fs::create_dir(&programs).unwrap();
        let link = programs.join("terraform-provider-natsconf");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_terraform-provider-natsconf"), link).unwrap();
        module.install_from(&format!("dev_overrides {{ \"natsconf/natsconf\" = \"{}\" }}", programs.display()));
        module
    }

    /// A module that `terraform init` installs the packaged provider for.
    pub fn with_mirror(text: &str) -> Self {
        let module = Module::without_provider(text);
        let package = module.path("package");
        let mut xtask = Command::new(env!("CARGO"));
        xtask.args(["run", "--quiet", "--package", "xtask", "--", "package"]).current_dir(workspace::root());
        let run = xtask.arg(env!("CARGO_BIN_EXE_terraform-provider-natsconf")).arg(&package).output().unwrap();
        assert!(run.status.success(), "{run:?}");
        module.install_from(&format!("filesystem_mirror {{ path = \"{}\" }}", package.join("mirror").display()));
        module
    }

    /// Has `terraform init` install the zip of the same package, as if it were the first time.
    pub fn install_zip(&self) {
        let (registry, packed) = (self.path("package/registry"), self.path("packed"));
        let folder = packed.join("registry.terraform.io/natsconf/natsconf");
        std::fs::create_dir_all(&folder).unwrap();
        for file in std::fs::read_dir(registry).unwrap().map(|file| file.unwrap()) {
            if file.path().extension().is_some_and(|extension| extension == "zip") {
                std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
            }
        }
        self.install_from(&format!("filesystem_mirror {{ path = \"{}\" }}", packed.display()));
        std::fs::remove_dir_all(self.path(".terraform")).unwrap();
        std::fs::remove_file(self.path(".terraform.lock.hcl")).unwrap();
    }

    fn without_provider(text: &str) -> Self {
        let module = Module(tempfile::tempdir().unwrap());
        module.write("main.tf", &format!("{REQUIREMENTS}{text}"));
        module
    }

    /// Nothing but these methods: no registry is asked.
    fn install_from(&self, method: &str) {
        self.write("terraform.rc", &format!("provider_installation {{\n  {method}\n}}\n"));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// Runs Terraform, with a provider that is asked for backtraces.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut terraform = Command::new(program());
        terraform.args(arguments).current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        terraform.env("TF_CLI_CONFIG_FILE", self.path("terraform.rc")).env("CHECKPOINT_DISABLE", "1");
        let run = terraform.env("TF_IN_AUTOMATION", "1").env("RUST_BACKTRACE", "1").output().unwrap();
        Run { succeeded: run.status.success(), text: unbroken(&run) }
    }

    /// The plan, which succeeds.
    pub fn plan(&self) -> String {
        self.succeed(&["plan", "-no-color"])
    }

    /// Why there is no plan.
    pub fn refusal(&self) -> String {
        let run = self.run(&["plan", "-no-color"]);
        assert!(!run.succeeded, "{}", run.text);
        assert!(!run.text.contains("backtrace") && !run.text.contains("panicked"), "{}", run.text);
        run.text
    }

    pub fn succeed(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert!(run.succeeded, "{}", run.text);
        run.text
    }

    /// The outputs after they are applied, by name.
    pub fn outputs(&self) -> Value {
        self.succeed(&["apply", "-auto-approve", "-no-color"]);
        let state = std::fs::read(self.path("terraform.tfstate")).unwrap();
        let mut state: Value = serde_json::from_slice(&state).unwrap();
        let outputs = state["outputs"].as_object_mut().unwrap();
        outputs.iter_mut().map(|(name, output)| (name.clone(), output["value"].take())).collect()
    }
}

/// Terraform, which has to be there: a test that is left out is not seen.
fn program() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let programs = std::env::split_paths(&path).map(|folder| folder.join("terraform"));
    let found = programs.into_iter().find(|program| Path::is_file(program));
    found.expect("terraform is missing: install Terraform 1.8 or newer, and put it on the PATH")
}

/// Terraform draws a bar before the lines of a message, and breaks them anywhere.
fn unbroken(run: &Output) -> String {
    let text = [&run.stdout[..], &run.stderr].concat();
    let text = String::from_utf8_lossy(&text);
    let words = text.split_whitespace().filter(|word| !matches!(*word, "│" | "╷" | "╵"));
    words.collect::<Vec<_>>().join(" ")
}
