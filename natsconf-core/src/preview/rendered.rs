//! Template and variables → checked configuration. What is found in the rendered text is shown in the template: at the
//! bytes that were copied, or at the expression that gave them.

use super::Variables;
use crate::diagnostic::render::Findings;
use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::source::{FileId, Source, Sources, Span};
#[cfg(feature = "jinja")]
use crate::template::jinja;
use crate::template::terraform::{self, Host};
use crate::template::{Limits, Rendered};
use crate::{Checked, Settings};

/// A template and what it may use.
#[derive(Clone, Copy)]
pub struct Template<'t> {
    /// Its text, under the name that includes of the configuration are relative to.
    pub source: &'t Source,
    /// The values of its variables.
    pub variables: &'t Variables,
    /// The files that it can name.
    pub host: &'t dyn Host,
    /// Whether findings may quote what its expressions give, where that stands in a place that is not secret. Not so
    /// where nobody told which variables are.
    pub quotes_values: bool,
}

/// A rendered template.
#[derive(Debug)]
pub struct Preview {
    /// The configuration. `None` when the template could not be rendered.
    pub rendered: Option<Rendered>,
    /// What is wrong with the template, or with the configuration, in the order of places.
    pub findings: Findings,
}

impl Preview {
    /// Whether there is no configuration, or one that the server would refuse.
    pub fn is_refused(&self) -> bool {
        self.findings.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }
}

impl Template<'_> {
    /// What the template gives, whatever the server makes of it.
    ///
    /// # Errors
    /// What is wrong with the template or its variables.
    pub fn render(&self) -> Result<Rendered, Findings> {
        let (text, limits) = (self.source.text(), Limits::default());
        let rendered = match self.variables {
            Variables::Terraform(variables) => terraform::render(text, FileId::MAIN, variables, self.host, &limits),
            #[cfg(feature = "jinja")]
            Variables::Jinja(variables) => jinja::render(text, FileId::MAIN, variables, &limits),
        };
        rendered.map_err(|diagnostics| self.failed(diagnostics))
    }

    fn failed(&self, diagnostics: Vec<Diagnostic>) -> Findings {
        let mut findings = Findings::of(self.source.clone(), diagnostics);
        if !self.quotes_values {
            let texts = self.variables.texts();
            for diagnostic in &mut findings.diagnostics {
                diagnostic.mask(&findings.sources, texts.clone());
            }
        }
        findings
    }

    /// Renders the template and checks what it gives. `sources` has the files that the configuration can include.
    pub fn preview(&self, sources: &dyn Sources, settings: &Settings) -> Preview {
        match self.render() {
            Err(findings) => Preview { rendered: None, findings },
            Ok(rendered) => {
                let findings = self.check(&rendered, sources, settings);
                Preview { rendered: Some(rendered), findings }
            }
        }
    }

    fn check(&self, rendered: &Rendered, sources: &dyn Sources, settings: &Settings) -> Findings {
        let text = Source::new(self.source.name(), rendered.text().as_bytes());
        let Checked { values, mut diagnostics, .. } = crate::check(text, sources, settings);
        let mut texts = values.into_sources();
        for diagnostic in &mut diagnostics {
            let given = if self.quotes_values { Vec::new() } else { given(diagnostic, rendered) };
            diagnostic.mask(&texts, given);
            move_to_template(diagnostic, rendered);
        }
        texts.replace_main(self.source.clone());
        sort(&mut diagnostics);
        // What is wrong with the body of a loop is wrong in every round.
        diagnostics.dedup();
        Findings { sources: texts, diagnostics }
    }
}

/// What expressions gave at the places of a finding.
fn given(diagnostic: &Diagnostic, rendered: &Rendered) -> Vec<String> {
    let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
    let in_text = labels.map(|label| label.span).filter(|span| span.file == FileId::MAIN);
    in_text.flat_map(|span| rendered.given(span.range())).map(str::to_owned).collect()
}

/// Leads the places of a finding to the template. A change of the rendered text mends no template.
fn move_to_template(diagnostic: &mut Diagnostic, rendered: &Rendered) {
    diagnostic.fix = None;
    for label in std::iter::once(&mut diagnostic.primary).chain(&mut diagnostic.related) {
        label.span = in_template(label.span, rendered);
    }
}

fn in_template(span: Span, rendered: &Rendered) -> Span {
    if span.file == FileId::MAIN { rendered.origin(span.range()).unwrap_or(Span::at(FileId::MAIN, 0)) } else { span }
}
