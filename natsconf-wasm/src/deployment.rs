//! Deployments: the files that a description gives. Time and entropy come with the request.

use natsconf_core::deployment::spec::Deployment;
use natsconf_core::deployment::{self, Inputs, Kept, Outcome, RenderError};
use natsconf_core::diagnostic::render::{Findings, Listing};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::places::listing;
use crate::request::Describing;

/// The files of a deployment, and what was found in its description.
#[derive(Serialize)]
pub(crate) struct Rendered {
    files: Vec<File>,
    made: Kept,
    certificates: Vec<Certificate>,
    #[serde(flatten)]
    listing: Listing,
}

#[derive(Serialize)]
struct File {
    path: String,
    text: String,
    secret: bool,
}

/// A certificate that the files name, for the host to make.
#[derive(Serialize)]
struct Certificate {
    path: String,
    common_name: String,
    names: Vec<String>,
    server: bool,
    client: bool,
}

/// Renders a deployment.
pub(crate) fn render(describing: Describing) -> Result<Rendered, Failure> {
    let columns = describing.columns;
    let now = describing.now;
    let mut kept = describing.kept.clone();
    for (path, text) in describing.kept_files.iter().filter(|(path, _)| Kept::has_file(path)) {
        let failure = |error| Failure::new(format!("`{}`: {error}", path.display()));
        kept.add_file(path, text).map_err(failure)?;
    }
    let mut random = random(&describing.entropy)?;
    let (source, memory) = describing.into_sources();
    let spec = Deployment::read(source).map_err(|findings| Failure::found(&findings, columns))?;
    let mut inputs = Inputs { now, kept: &kept, sources: &memory, random: &mut random, trial: None };
    match deployment::render(&spec.deployment, &mut inputs) {
        Ok(outcome) => {
            let diagnostics = [spec.diagnostics, outcome.rendered.diagnostics.clone()].concat();
            Ok(Rendered::new(outcome, listing(&Findings { sources: spec.sources, diagnostics }, columns)))
        }
        Err(RenderError::Refused(diagnostics)) => {
            Err(Failure::found(&Findings { sources: spec.sources, diagnostics }, columns))
        }
        Err(RenderError::Configuration(findings)) => Err(Failure::found(&findings, columns)),
        Err(error) => Err(Failure::new(error.to_string())),
    }
}

/// Random bytes, as many as are asked for, out of 32 bytes of entropy in hexadecimal.
fn random(entropy: &str) -> Result<impl FnMut(&mut [u8; 32]) + use<>, Failure> {
    let entropy: [u8; 32] =
        hexadecimal(entropy).ok_or_else(|| Failure::new("`entropy` must be 64 hexadecimal digits"))?;
    let mut count = 0_u64;
    Ok(move |bytes: &mut [u8; 32]| {
        count += 1;
        *bytes = Sha256::new().chain_update(entropy).chain_update(count.to_le_bytes()).finalize().into();
    })
}

fn hexadecimal(text: &str) -> Option<[u8; 32]> {
    let digits: Option<Vec<u8>> = text.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect();
    let bytes: Vec<u8> = digits?.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    (text.len() == 64).then_some(())?;
    bytes.try_into().ok()
}

impl Rendered {
    fn new(outcome: Outcome, listing: Listing) -> Self {
        let files = outcome.rendered.files.into_iter().map(|(path, file)| File {
            path,
            text: String::from_utf8_lossy(&file.bytes).into_owned(),
            secret: file.secret,
        });
        let certificates = outcome.certificates.into_iter().map(|asked| Certificate {
            path: asked.path,
            common_name: asked.common_name,
            names: asked.names,
            server: asked.server,
            client: asked.client,
        });
        Rendered { files: files.collect(), made: outcome.made, certificates: certificates.collect(), listing }
    }
}
