//! Templates: rendered, and what they give checked, so that a mistake is told at the place of the template.

use std::path::PathBuf;

use natsconf_core::diagnostic::Diagnostic;
use natsconf_core::diagnostic::render::{Finding, Findings, Listing};
use natsconf_core::source::{FileId, Source, SourceMap, Span};
use natsconf_core::template::terraform::{self, NoFiles};
use natsconf_core::template::{Limits, Rendered};
use serde::Serialize;

use crate::failure::Failure;
use crate::places::{Columns, listing, place};
use crate::request::{Rendering, Syntax};

/// What findings call text that no place of the template made.
const RENDERED: &str = "<rendered>";

/// What a template gives, and what is wrong with that.
#[derive(Serialize)]
pub(crate) struct Checked {
    text: String,
    #[serde(flatten)]
    listing: Listing,
}

/// Renders a template and checks the configuration.
pub(crate) fn render(rendering: Rendering) -> Result<Checked, Failure> {
    let (settings, columns) = (rendering.settings()?, rendering.columns);
    let inputs = Inputs::of(&rendering);
    let rendered = inputs
        .render(&rendering.syntax)
        .map_err(|diagnostics| Failure::found(&Findings { sources: inputs.sources.clone(), diagnostics }, columns))?;
    let source = Source::new(RENDERED, rendered.text().as_bytes());
    let findings = natsconf_core::check(source, &rendering.into_memory(), &settings).into_findings();
    let mut listing = listing(&findings, columns);
    for (finding, diagnostic) in listing.diagnostics.iter_mut().zip(&findings.diagnostics) {
        inputs.trace(finding, diagnostic, &rendered, columns);
    }
    Ok(Checked { text: rendered.into_text(), listing })
}

/// The texts that a rendering reads.
struct Inputs {
    sources: SourceMap,
    variables: FileId,
}

impl Inputs {
    fn of(rendering: &Rendering) -> Self {
        let named = |name: &Option<PathBuf>, default: &str| name.clone().unwrap_or_else(|| default.into());
        let mut sources = SourceMap::default();
        sources.add(Source::new(named(&rendering.name, natsconf_core::UNNAMED), rendering.text.as_bytes()));
        let variables = rendering.variables.as_deref().unwrap_or("{}");
        let variables = Source::new(named(&rendering.variables_name, "<variables>"), variables.as_bytes());
        let variables = sources.add(variables).unwrap_or(FileId::MAIN);
        Inputs { sources, variables }
    }

    fn render(&self, syntax: &Syntax) -> Result<Rendered, Vec<Diagnostic>> {
        let template = self.sources.get(FileId::MAIN).text();
        let variables = self.sources.get(self.variables);
        let limits = Limits::default();
        match syntax {
            Syntax::Terraform => {
                let read = match variables.name().extension() {
                    Some(extension) if extension == "tfvars" => terraform::Variables::from_tfvars,
                    _ => terraform::Variables::from_json,
                };
                let variables = read(variables.text(), self.variables, &limits)?;
                terraform::render(template, FileId::MAIN, &variables, &NoFiles, &limits)
            }
            #[cfg(feature = "jinja")]
            Syntax::Jinja => {
                use natsconf_core::template::jinja;
                let variables = jinja::Variables::from_json(variables.text(), self.variables)?;
                jinja::render(template, FileId::MAIN, &variables, &limits)
            }
        }
    }

    /// Moves a finding from the rendered text to the part of the template that made it, where that is known. Its fix
    /// would change what is rendered, not the template, and is left out.
    fn trace(&self, finding: &mut Finding, diagnostic: &Diagnostic, rendered: &Rendered, columns: Columns) {
        let origin = |span: Span| (span.file == FileId::MAIN).then(|| rendered.origin(span.range())).flatten();
        let template = self.sources.get(FileId::MAIN);
        let name = template.name().to_string_lossy().into_owned();
        finding.fix = None;
        if let Some(Span { start, end, .. }) = origin(diagnostic.primary.span) {
            name.clone_into(&mut finding.file);
            (finding.line, finding.column) = place(template, start, columns);
            (finding.end_line, finding.end_column) = place(template, end, columns);
        }
        for (related, label) in finding.related.iter_mut().zip(&diagnostic.related) {
            if let Some(span) = origin(label.span) {
                name.clone_into(&mut related.file);
                (related.line, related.column) = place(template, span.start, columns);
            }
        }
    }
}
