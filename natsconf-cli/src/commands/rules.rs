//! `rules`: all findings that there are.

use clap::{Args, ValueEnum};
use natsconf_core::diagnostic::Code;

use crate::{Outcome, Result, output};

/// List the findings that lint can report
#[derive(Args)]
pub(crate) struct Rules {
    /// How the list is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line each
    Text,
    /// An array of objects
    Json,
    /// All pages in one document
    Markdown,
}

impl Rules {
    pub(crate) fn run(self) -> Result<Outcome> {
        let codes = natsconf_core::codes().collect::<Vec<_>>();
        output::print(match self.format {
            Format::Text => codes.iter().map(|code| line(code)).collect::<String>(),
            Format::Json => output::json(&codes.iter().map(|code| code.describe()).collect::<Vec<_>>()),
            Format::Markdown => markdown(&codes),
        })?;
        Ok(Outcome::Fine)
    }
}

fn line(code: &Code) -> String {
    let line = format!("{:<26} {:<8} {}", code.name, code.severity.name(), code.summary());
    format!("{}\n", line.trim_end())
}

/// The pages, their headings one level deeper.
fn markdown(codes: &[&Code]) -> String {
    let pages = codes.iter().map(|code| format!("\n#{}\n", code.page.trim_end()));
    std::iter::once("# Findings\n".to_owned()).chain(pages).collect()
}
