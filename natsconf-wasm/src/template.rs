//! Templates: rendered, and what they give checked, so that a mistake is told at the place of the template.

use std::collections::BTreeSet;
use std::path::PathBuf;

use natsconf_core::diagnostic::Diagnostic;
use natsconf_core::diagnostic::render::{Findings, Listing};
use natsconf_core::preview::{Template, Variables};
use natsconf_core::source::{FileId, Source};
use natsconf_core::template::{Limits, terraform};
use serde::Serialize;

use crate::failure::Failure;
use crate::places::listing;
use crate::request::{Rendering, Syntax};
use crate::world::Question;

/// What becomes of a template.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Outcome {
    /// What it gives, and what is wrong with that.
    Rendered {
        text: String,
        #[serde(flatten)]
        listing: Listing,
    },
    /// What the host has to say before there is anything else.
    Asked { asks: BTreeSet<Question> },
}

/// Renders a template and checks the configuration.
pub(crate) fn render(mut rendering: Rendering) -> Result<Outcome, Failure> {
    let (settings, columns) = (rendering.settings()?, rendering.columns);
    let source = Source::new(named(rendering.name.take(), natsconf_core::UNNAMED), rendering.text.as_bytes());
    let variables = variables(&mut rendering)?;
    let quotes_values = rendering.quotes_values;
    let world = rendering.into_world();
    let template = Template { source: &source, variables: &variables, host: &world, quotes_values };
    let preview = template.preview(&world, &settings);
    let asks = world.open_questions();
    if !asks.is_empty() {
        return Ok(Outcome::Asked { asks });
    }
    match preview.rendered {
        Some(rendered) => {
            Ok(Outcome::Rendered { text: rendered.into_text(), listing: listing(&preview.findings, columns) })
        }
        None => Err(Failure::found(&preview.findings, columns)),
    }
}

fn variables(rendering: &mut Rendering) -> Result<Variables, Failure> {
    let text = rendering.variables.take().unwrap_or_else(|| "{}".to_owned());
    let file = Source::new(named(rendering.variables_name.take(), "<variables>"), text.into_bytes());
    let read = match rendering.syntax {
        Syntax::Terraform => of_terraform(&file, rendering.variables_type.as_ref()),
        #[cfg(feature = "jinja")]
        Syntax::Jinja => {
            natsconf_core::template::jinja::Variables::from_json(file.text(), FileId::MAIN).map(Variables::Jinja)
        }
    };
    read.map_err(|diagnostics| Failure::found(&Findings::of(file, diagnostics), rendering.columns))
}

fn of_terraform(file: &Source, described: Option<&terraform::Type>) -> Result<Variables, Vec<Diagnostic>> {
    let (text, limits) = (file.text(), Limits::default());
    let variables = match described {
        Some(of) => terraform::Variables::from_typed_json(text, of, FileId::MAIN, &limits),
        None if file.name().extension().is_some_and(|end| end == "tfvars") => {
            terraform::Variables::from_tfvars(text, FileId::MAIN, &limits)
        }
        None => terraform::Variables::from_json(text, FileId::MAIN, &limits),
    };
    variables.map(Variables::Terraform)
}

fn named(name: Option<PathBuf>, default: &str) -> PathBuf {
    name.unwrap_or_else(|| default.into())
}
