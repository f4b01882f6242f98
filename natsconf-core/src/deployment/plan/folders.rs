//! Where servers find and keep their files, as their processes see it.

use super::{Plan, Server, text};
use crate::deployment::spec::{Folders, JetStream};
use crate::option::Spanned;
use crate::option::types::FilePath;

impl Plan {
    fn folder(&self, option: impl Fn(&Folders) -> &Option<Spanned<FilePath>>, default: &str) -> String {
        match (&self.trial, self.deployment.folders.as_ref().map(|folders| option(folders))) {
            (Some(trial), _) => format!("{}/{default}", trial.folder),
            (None, Some(Some(folder))) => folder.trim_end_matches('/').to_owned(),
            (None, _) => default.to_owned(),
        }
    }

    /// The folder for what a server keeps: one of its own, where several share a machine.
    pub fn data_folder(&self, server: &Server) -> String {
        let data = self.folder(|folders| &folders.data, "data");
        if server.shares_address { format!("{data}/{}", server.name) } else { data }
    }

    /// The folder for streams. The server puts a folder `jetstream` into it.
    pub fn store_folder(&self, server: &Server, spec: &JetStream) -> String {
        match text(spec.store_dir.as_ref()).filter(|_| self.trial.is_none()) {
            Some(folder) if server.shares_address => format!("{folder}/{}", server.name),
            Some(folder) => folder.to_owned(),
            None => self.data_folder(server),
        }
    }

    /// The folder for account JWTs.
    pub fn resolver_folder(&self, server: &Server) -> String {
        let given = self.deployment.resolver.as_ref().and_then(|resolver| text(resolver.dir.as_ref()));
        match given.filter(|_| self.trial.is_none()) {
            Some(folder) if server.shares_address => format!("{folder}/{}", server.name),
            Some(folder) => folder.to_owned(),
            None => format!("{}/resolver", self.data_folder(server)),
        }
    }

    /// The file for the process id. Its folder must exist when the server starts: the working folder does, and so does
    /// a volume for data.
    pub fn pid_file(&self, server: &Server) -> String {
        let data = self.folder(|folders| &folders.data, "data");
        let run = self.deployment.folders.as_ref().and_then(|folders| text(folders.run.as_ref()));
        let name = if server.shares_address { server.name.as_str() } else { "nats" };
        match (&self.trial, run) {
            (Some(trial), _) => format!("{}/{name}.pid", trial.folder),
            (None, Some(run)) => format!("{}/{name}.pid", run.trim_end_matches('/')),
            (None, None) if data.starts_with('/') => format!("{data}/{name}.pid"),
            (None, None) => format!("{name}.pid"),
        }
    }

    /// The folder with certificates that natsconf makes.
    pub fn certificates_folder(&self) -> String {
        self.folder(|folders| &folders.certificates, "certs")
    }

    /// Where a server finds credentials that lie at a path of the output folder.
    pub fn credentials_path(&self, file: &str) -> String {
        let folder = self.folder(|folders| &folders.credentials, "creds");
        format!("{folder}/{}", file.strip_prefix("creds/").unwrap_or(file))
    }
}
