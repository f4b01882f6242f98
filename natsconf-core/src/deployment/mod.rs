//! One description of a deployment → every file of it.
//!
//! Nothing here reads a clock, a source of randomness or a folder: [`Inputs`] brings in what was made before, the time
//! and random bytes; [`Outcome`] gives back the files and all that had to be made for them, which the caller keeps
//! before it writes the files. The same description and the same kept things give the same bytes.

mod access;
pub(crate) mod check;
mod import;
pub mod kept;
mod keyring;
mod logins;
pub mod plan;
mod settings;
pub mod spec;
mod targets;
mod trust;

use std::collections::BTreeMap;
use std::fmt;

use thiserror::Error;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::Findings;
use crate::identity::KeyError;
use crate::identity::certificates::Usage;
use crate::identity::creds::CredsError;
use crate::identity::jwt::SignError;
use crate::source::Sources;
use crate::value::PrintError;
pub use check::check;

use access::Access;
pub use access::{KnownUser, Login};
pub use kept::Kept;
use keyring::Keyring;
use plan::Plan;
use spec::{Deployment, Mode};

/// What a rendering needs beside the description.
pub struct Inputs<'a> {
    /// The time, in Unix seconds.
    pub now: i64,
    /// What earlier renderings made.
    pub kept: &'a Kept,
    /// Files that the description names, such as imported JWTs, relative to the folder of the description.
    pub sources: &'a dyn Sources,
    /// Fills in bytes from a source that is fit for cryptography.
    pub random: &'a mut dyn FnMut(&mut [u8; 32]),
    /// Renders for a trial on this machine, not for the places that the description names.
    pub trial: Option<&'a Trial>,
}

/// Where the servers of a deployment run when it is tried out: all on 127.0.0.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Free ports, taken in turn. When they do not suffice, that is reported.
    pub ports: Vec<u16>,
    /// Folder for what the servers keep, and for the certificates; the working folder of the servers.
    pub folder: String,
}

/// What a rendering gives.
#[derive(Debug)]
pub struct Outcome {
    /// The files.
    pub rendered: Rendered,
    /// Keys and tokens that had to be made, or have changed. To be kept before the files are written.
    pub made: Kept,
    /// Certificates that the files name and that natsconf is asked to make, in the order of their names.
    pub certificates: Vec<CertificateRequest>,
    /// Every server with its addresses and ports, and the accounts.
    pub plan: Plan,
    /// Every user with what it connects with, in the order of the description.
    pub users: Vec<KnownUser>,
}

/// Renders a deployment.
///
/// # Errors
/// When the description asks for what cannot be, or a key cannot be used.
pub fn render(deployment: &Deployment, inputs: &mut Inputs<'_>) -> Result<Outcome, RenderError> {
    let found = check::check(deployment);
    if crate::is_refused(&found) {
        return Err(RenderError::Refused(found));
    }
    let imported = import::read(deployment, inputs.sources, inputs.kept)?;
    let found = imported.as_ref().map(|imported| import::contradictions(deployment, imported)).unwrap_or_default();
    if !found.is_empty() {
        return Err(RenderError::Refused(found));
    }
    let plan = Plan::new(deployment, imported.as_ref(), inputs.trial)?;
    let mut keyring = Keyring::new(inputs.kept, inputs.random, inputs.now);
    let access = match plan.mode() {
        Mode::Operator => Access::Trust(trust::establish(&plan, imported.as_ref(), &mut keyring)?),
        Mode::Accounts | Mode::Single => Access::Logins(Box::new(logins::establish(&plan, &mut keyring)?)),
    };
    let mut rendered = Rendered::default();
    if let Access::Trust(trust) = &access {
        rendered.diagnostics.clone_from(&trust.diagnostics);
    }
    targets::conf::render(&plan, &access, &mut rendered)?;
    if let Some(findings) = settings::refused(&plan, &rendered) {
        return Err(RenderError::Configuration(Box::new(findings)));
    }
    let (made, certificates, users) = (keyring.made, plan.certificates(), access.into_users());
    Ok(Outcome { rendered, made, certificates, plan, users })
}

/// Why a deployment was not rendered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RenderError {
    /// The description asks for what cannot be.
    #[error("the description of the deployment is refused")]
    Refused(Vec<Diagnostic>),
    /// Servers would refuse the further settings, or accounts: where in a configuration that would have been rendered.
    #[error("servers would refuse the configuration: {}", words(.0))]
    Configuration(Box<Findings>),
    /// A kept key is not of the role that its name says, or one could not be made.
    #[error("the key `{name}`: {error}")]
    Key {
        /// Its name.
        name: String,
        /// What is wrong.
        error: KeyError,
    },
    /// A token could not be signed.
    #[error("the token `{name}`: {error}")]
    Sign {
        /// The name of the key that it is about.
        name: String,
        /// What is wrong.
        error: SignError,
    },
    /// A password is longer than the 72 bytes that bcrypt takes.
    #[error("the password `{name}` cannot be hashed: it has more than 72 bytes, or a NUL")]
    Password {
        /// The name under which its hash would be kept.
        name: String,
    },
    /// Credentials could not be put together.
    #[error("the credentials `{name}`: {error}")]
    Creds {
        /// The name of the user's key.
        name: String,
        /// What is wrong.
        error: CredsError,
    },
    /// A configuration has no text.
    #[error("the file `{file}`: {error}")]
    Print {
        /// The file.
        file: String,
        /// What is wrong.
        error: PrintError,
    },
    /// The trial has fewer ports than the deployment has listeners.
    #[error("there are fewer free ports than the servers listen on")]
    TrialPorts,
    /// So many servers at one address that the ports do not suffice.
    #[error("there are more servers at one address than there are ports")]
    Ports,
}

fn words(findings: &Findings) -> String {
    findings.diagnostics.iter().map(|found| &*found.message).collect::<Vec<_>>().join("; ")
}

/// The files of a deployment.
#[derive(Debug, Default)]
pub struct Rendered {
    /// Files by their path in the output folder, with `/` between its parts.
    pub files: BTreeMap<String, RenderedFile>,
    /// What the user should know about them: nothing here kept them from being rendered.
    pub diagnostics: Vec<Diagnostic>,
}

/// One file of a deployment. `Debug` leaves out the bytes, which may be secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct RenderedFile {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Whether it is only for its owner to read.
    pub secret: bool,
}

impl RenderedFile {
    /// A file that anyone may read.
    pub fn public(text: impl Into<Vec<u8>>) -> Self {
        RenderedFile { bytes: text.into(), secret: false }
    }

    /// A file that is only for its owner to read.
    pub fn secret(text: impl Into<Vec<u8>>) -> Self {
        RenderedFile { bytes: text.into(), secret: true }
    }
}

impl fmt::Debug for RenderedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RenderedFile { bytes, secret } = self;
        f.debug_struct("RenderedFile").field("len", &bytes.len()).field("secret", secret).finish_non_exhaustive()
    }
}

/// A certificate to ask an authority for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CertificateRequest {
    /// Path of the certificate in the output folder: `certs/demo-1.pem`. Its key lies beside it, `certs/demo-1.key`;
    /// the authority's certificate is `certs/ca.pem`.
    pub path: String,
    /// The common name.
    pub common_name: String,
    /// DNS names and IP addresses under which it is reached, sorted, each once.
    pub names: Vec<String>,
    /// For accepting connections.
    pub server: bool,
    /// For dialling. Routes and gateways do both.
    pub client: bool,
}

impl CertificateRequest {
    /// What the certificate is for.
    pub fn usage(&self) -> Usage {
        Usage::of(self.server, self.client)
    }
}
