//! A deployment's description on disk → its files: for the places that it names, or for a trial on this machine.

use std::path::Path;

use natsconf_core::deployment::spec::{Deployment, Spec};
use natsconf_core::deployment::{self, CertificateRequest, Inputs, Kept, Outcome as Rendered, RenderError, Trial};
use natsconf_core::diagnostic::Diagnostic;
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::source::disk::Beside;
use natsconf_core::source::{Source, Sources};

use crate::files::Input;
use crate::folder::Files;
use crate::keys::KeyFolder;
use crate::keys::certificates::Making;
use crate::{Failure, Result, output, surroundings};

/// A description that was read.
pub(crate) struct Description {
    pub(crate) spec: Spec,
    /// The files that it names.
    sources: Box<dyn Sources + Send + Sync>,
}

/// Why a deployment was not rendered.
#[derive(Debug)]
pub enum NotRendered {
    /// The description asks for what cannot be.
    Refused(Findings),
    /// The key folder cannot be used, or what is kept in it: words for the user.
    Failed(String),
}

impl From<Failure> for NotRendered {
    fn from(Failure(words): Failure) -> Self {
        NotRendered::Failed(words)
    }
}

/// The files of a deployment and what was found in its description, as `natsconf render` has them, for a program that
/// shows findings in its own way. `sources` are the files that the description names.
///
/// Keys are found in the folder `keys`, and made there where there are none; they are on disk when this returns. Without
/// a folder nothing is kept.
///
/// # Errors
/// If the description is refused, or the folder cannot be used.
pub fn render_deployment(
    source: Source,
    sources: Box<dyn Sources + Send + Sync>,
    keys: Option<&Path>,
) -> std::result::Result<(Files, Findings), NotRendered> {
    let mut description = Description::of(source, sources).map_err(NotRendered::Refused)?;
    let mut diagnostics = std::mem::take(&mut description.spec.diagnostics);
    let (outcome, files) = match keys {
        Some(keys) => description.try_render(&KeyFolder::open(keys)?, None)?,
        None => description.try_preview(None)?,
    };
    diagnostics.extend(outcome.rendered.diagnostics);
    Ok((files, Findings { sources: description.spec.sources, diagnostics }))
}

impl Description {
    /// Reads a description; nothing where it is refused, which was reported then.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>> {
        let source = Input::named(path).read().map_err(|error| Failure::of(path, error))?;
        match Description::of(source, Box::new(Beside::file(path))) {
            Err(findings) => {
                output::report(&[findings]);
                Ok(None)
            }
            Ok(mut description) => {
                let diagnostics = std::mem::take(&mut description.spec.diagnostics);
                description.report(diagnostics);
                Ok(Some(description))
            }
        }
    }

    /// A description in a text.
    fn of(source: Source, sources: Box<dyn Sources + Send + Sync>) -> std::result::Result<Self, Findings> {
        Ok(Description { spec: Deployment::read(source)?, sources })
    }

    /// How many servers it has.
    pub(crate) fn servers(&self) -> usize {
        deployment::plan::server_count(&self.spec.deployment)
    }

    /// The files for the places that the description names; nothing where it is refused, which was reported then.
    pub(crate) fn render(&self, keys: &KeyFolder, trial: Option<&Trial>) -> Result<Option<Files>> {
        Ok(self.render_with(keys, trial)?.map(|(_, files)| files))
    }

    /// Renders with what is kept. The keys that had to be made are kept, and on disk, when this returns; nothing comes
    /// back where the description is refused, which was reported then.
    pub(crate) fn render_with(&self, keys: &KeyFolder, trial: Option<&Trial>) -> Result<Option<(Rendered, Files)>> {
        self.reported(self.try_render(keys, trial))
    }

    /// As [`render`](Self::render), with keys that are made to be looked at only: nothing is kept.
    pub(crate) fn preview(&self, keys: &Path) -> Result<Option<Files>> {
        Ok(self.reported(self.try_preview(Some(keys)))?.map(|(_, files)| files))
    }

    fn try_render(
        &self,
        keys: &KeyFolder,
        trial: Option<&Trial>,
    ) -> std::result::Result<(Rendered, Files), NotRendered> {
        let mut making = Making { now: surroundings::now(), random: &mut surroundings::random() };
        let mut outcome = self.outcome(&keys.read()?, &mut making, trial)?;
        keys.keep(&outcome.made)?;
        let mut files = std::mem::take(&mut outcome.rendered.files);
        files.extend(keys.certificates(self.own(&outcome.certificates, trial), &mut making)?);
        Ok((outcome, files))
    }

    fn try_preview(&self, keys: Option<&Path>) -> std::result::Result<(Rendered, Files), NotRendered> {
        let mut making = Making { now: surroundings::now(), random: &mut surroundings::random() };
        let keys = keys.filter(|keys| keys.is_dir());
        let kept = keys.map_or_else(|| Ok(Kept::default()), |keys| KeyFolder::open(keys)?.read())?;
        let mut outcome = self.outcome(&kept, &mut making, None)?;
        let mut files = std::mem::take(&mut outcome.rendered.files);
        let requests = self.own(&outcome.certificates, None);
        if !requests.is_empty() {
            let scratch = tempfile::tempdir().map_err(|error| Failure(format!("no temporary folder: {error}")))?;
            let folder = scratch.path().join("keys");
            let folder = keys.map_or_else(|| KeyFolder::open(&folder), |keys| KeyFolder::copy(keys, &folder))?;
            files.extend(folder.certificates(requests, &mut making)?);
        }
        Ok((outcome, files))
    }

    /// What comes out, with what is kept.
    fn outcome(
        &self,
        kept: &Kept,
        making: &mut Making<'_>,
        trial: Option<&Trial>,
    ) -> std::result::Result<Rendered, NotRendered> {
        let mut inputs = Inputs { now: making.now, kept, sources: &*self.sources, random: &mut *making.random, trial };
        deployment::render(&self.spec.deployment, &mut inputs).map_err(|error| match error {
            RenderError::Refused(diagnostics) => NotRendered::Refused(self.spec.findings(diagnostics)),
            RenderError::Configuration(findings) => NotRendered::Refused(*findings),
            error => NotRendered::Failed(error.to_string()),
        })
    }

    /// What was rendered, once its findings are reported; nothing where it was refused, which is reported too.
    fn reported(
        &self,
        rendered: std::result::Result<(Rendered, Files), NotRendered>,
    ) -> Result<Option<(Rendered, Files)>> {
        match rendered {
            Ok((mut outcome, files)) => {
                self.report(std::mem::take(&mut outcome.rendered.diagnostics));
                Ok(Some((outcome, files)))
            }
            Err(NotRendered::Refused(findings)) => {
                output::report(&[findings]);
                Ok(None)
            }
            Err(NotRendered::Failed(words)) => Err(Failure(words)),
        }
    }

    fn report(&self, diagnostics: Vec<Diagnostic>) {
        output::report(&[self.spec.findings(diagnostics)]);
    }

    /// The certificates that natsconf makes: in a trial all of them.
    fn own<'c>(&self, requests: &'c [CertificateRequest], trial: Option<&Trial>) -> &'c [CertificateRequest] {
        let tls = self.spec.deployment.tls.as_ref();
        let others = tls.is_some_and(|tls| tls.files.is_some() || tls.vault.is_some());
        if others && trial.is_none() { &[] } else { requests }
    }
}
