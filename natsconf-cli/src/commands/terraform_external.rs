//! `terraform-external`: Terraform's external data source, for those who may not use providers. One JSON object of texts on
//! standard input, one on standard output.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::preview::{Template, TemplateFiles, Variables};
use natsconf_core::source::Source;
use natsconf_core::template::terraform;

use crate::files::Input;
use crate::reading::Reading;
use crate::{Failure, Outcome, Result, output};

/// Answer a query of Terraform's external data source
///
/// The query is a JSON object of texts: `template` is the path of the template, and `vars`, if there, the JSON of an object
/// with its variables (`jsonencode({…})`). The answer is `{"text": …}`, the configuration. When the template fails, or the
/// server would refuse what it gives, the plan fails, and says why.
#[derive(Args)]
pub(crate) struct TerraformExternal {
    #[command(flatten)]
    reading: Reading,
}

impl TerraformExternal {
    pub(crate) fn run(self) -> Result<Outcome> {
        let query = Input::named(Path::new("-")).read().map_err(|error| Failure(error.to_string()))?;
        // What the error would quote may be a secret.
        let mut query: BTreeMap<String, String> = serde_json::from_slice(query.text())
            .map_err(|_| Failure("the query must be a JSON object whose values are texts".to_owned()))?;
        let (path, vars) = (query.remove("template"), query.remove("vars"));
        if let Some(name) = query.keys().next() {
            return Err(Failure(format!("the query takes `template` and `vars`, and no `{name}`")));
        }
        let path = path.ok_or_else(|| Failure("the query has no `template`".to_owned()))?;
        let source = Input::named(Path::new(&path)).read().map_err(|error| Failure::of(Path::new(&path), error))?;
        // Without the line, which may hold secrets.
        let variables =
            variables(&vars.unwrap_or_else(|| "{}".to_owned())).map_err(|findings| Failure(findings.headline()))?;
        let template = Template { source: &source, variables: &variables, host: &TemplateFiles, quotes_values: false };
        let preview = template.preview(&self.reading.disk()?, &self.reading.settings_of(Path::new(&path))?);
        let is_refused = preview.is_refused();
        match preview.rendered {
            Some(rendered) if !is_refused => {
                let answer = BTreeMap::from([("text", rendered.text())]);
                output::print(output::json(&answer)).map(|()| Outcome::Fine)
            }
            _ => Ok(refused(preview.findings)),
        }
    }
}

fn variables(json: &str) -> std::result::Result<Variables, Findings> {
    let mut variables = Variables::Terraform(terraform::Variables::default());
    variables.read(&Source::new("vars", json.as_bytes()))?;
    Ok(variables)
}

fn refused(findings: Findings) -> Outcome {
    output::report(&[findings]);
    Outcome::Found
}
