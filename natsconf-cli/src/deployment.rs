//! A deployment's description on disk → its files: for the places that it names, or for a trial on this machine.

use std::path::Path;

use natsconf_core::deployment::spec::{Deployment, Spec};
use natsconf_core::deployment::{self, CertificateRequest, Inputs, Kept, Outcome as Rendered, RenderError, Trial};
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::source::Source;
use natsconf_core::source::disk::{self, Beside};

use crate::folder::Files;
use crate::keys::KeyFolder;
use crate::keys::certificates::Making;
use crate::{Failure, Result, output, surroundings};

/// A description that was read.
pub(crate) struct Description {
    pub(crate) spec: Spec,
    /// The files that it names.
    sources: Beside,
}

impl Description {
    /// Reads a description; nothing where it is refused, which was reported then.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>> {
        let text = disk::read(path).map_err(|error| Failure::of(path, error))?;
        match Deployment::read(Source::new(path.to_path_buf(), text)) {
            Err(findings) => {
                output::report(&[findings]);
                Ok(None)
            }
            Ok(mut spec) => {
                let diagnostics = std::mem::take(&mut spec.diagnostics);
                output::report(&[Findings { sources: spec.sources.clone(), diagnostics }]);
                Ok(Some(Description { spec, sources: Beside::file(path) }))
            }
        }
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
        let now = surroundings::now();
        let mut making = Making { now, random: &mut surroundings::random() };
        let Some(mut outcome) = self.outcome(&keys.read()?, &mut making, trial)? else { return Ok(None) };
        keys.keep(&outcome.made)?;
        let mut files = std::mem::take(&mut outcome.rendered.files);
        files.extend(keys.certificates(self.own(&outcome.certificates, trial), &mut making)?);
        Ok(Some((outcome, files)))
    }

    /// As [`render`](Self::render), with keys that are made to be looked at only: nothing is kept.
    pub(crate) fn preview(&self, keys: &Path) -> Result<Option<Files>> {
        let now = surroundings::now();
        let mut making = Making { now, random: &mut surroundings::random() };
        let kept = if keys.is_dir() { KeyFolder::open(keys)?.read()? } else { Kept::default() };
        let Some(mut outcome) = self.outcome(&kept, &mut making, None)? else { return Ok(None) };
        let mut files = std::mem::take(&mut outcome.rendered.files);
        let requests = self.own(&outcome.certificates, None);
        if !requests.is_empty() {
            let scratch = tempfile::tempdir().map_err(|error| Failure(format!("no temporary folder: {error}")))?;
            let copy = KeyFolder::copy(keys, &scratch.path().join("keys"))?;
            files.extend(copy.certificates(requests, &mut making)?);
        }
        Ok(Some(files))
    }

    /// What comes out, with what is kept; nothing where the description is refused, which was reported then.
    fn outcome(&self, kept: &Kept, making: &mut Making<'_>, trial: Option<&Trial>) -> Result<Option<Rendered>> {
        let mut inputs = Inputs { now: making.now, kept, sources: &self.sources, random: &mut *making.random, trial };
        let mut outcome = match deployment::render(&self.spec.deployment, &mut inputs) {
            Ok(outcome) => outcome,
            Err(RenderError::Refused(diagnostics)) => {
                output::report(&[Findings { sources: self.spec.sources.clone(), diagnostics }]);
                return Ok(None);
            }
            Err(error) => return Err(Failure(error.to_string())),
        };
        let diagnostics = std::mem::take(&mut outcome.rendered.diagnostics);
        output::report(&[Findings { sources: self.spec.sources.clone(), diagnostics }]);
        Ok(Some(outcome))
    }

    /// The certificates that natsconf makes: in a trial all of them.
    fn own<'c>(&self, requests: &'c [CertificateRequest], trial: Option<&Trial>) -> &'c [CertificateRequest] {
        let tls = self.spec.deployment.tls.as_ref();
        let others = tls.is_some_and(|tls| tls.files.is_some() || tls.vault.is_some());
        if others && trial.is_none() { &[] } else { requests }
    }
}
