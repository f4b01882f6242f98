//! Descriptions of deployments, rendered and started: real servers say whether they are right.

mod certificates;
mod core_cluster;
mod every_fixture;
mod minimal;
mod responder;
mod rotation;
mod running;

use std::path::PathBuf;

use natsconf_core::deployment::spec::Deployment;
use natsconf_core::deployment::{Inputs, Kept, Outcome, RenderError, Trial, render};
use natsconf_core::source::disk::Beside;
use natsconf_core::source::{FileId, Source};

/// A description among the fixtures.
fn fixture(name: &str) -> Deployment {
    let path = natsconf_tests::workspace::root().join("fixtures/deployments").join(name);
    described(name, std::fs::read(&path).expect("the fixture is there"))
}

/// A description that is sound.
fn described(name: &str, text: impl Into<Vec<u8>>) -> Deployment {
    match Deployment::read(Source::new(PathBuf::from(name), text.into())) {
        Ok(spec) => spec.deployment,
        Err(findings) => {
            let place = |found: &natsconf_core::diagnostic::Diagnostic| {
                let position = findings.sources.get(FileId::MAIN).position(found.primary.span.start);
                format!("{}:{}: {}\n", position.line, position.column, found.message)
            };
            panic!("{name}: {}", findings.diagnostics.iter().map(place).collect::<String>())
        }
    }
}

/// Renders with random bytes that are the same each time.
fn rendered(deployment: &Deployment, kept: &Kept, trial: Option<&Trial>) -> Result<Outcome, RenderError> {
    let mut count = 0_u64;
    let mut random = |bytes: &mut [u8; 32]| {
        count += 1;
        bytes[..8].copy_from_slice(&count.to_le_bytes());
    };
    let sources = Beside::new(natsconf_tests::workspace::root().join("fixtures/deployments"));
    let mut inputs = Inputs { now: 1_750_000_000, kept, sources: &sources, random: &mut random, trial };
    render(deployment, &mut inputs)
}
