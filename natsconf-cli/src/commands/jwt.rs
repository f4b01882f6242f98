//! `jwt`: what tokens say, and whether a server trusts them.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, Subcommand, ValueEnum};
use natsconf_core::identity::import::Imported;
use natsconf_core::identity::inspect::{self, Inspection, Verification};
use natsconf_core::value::DateTime;

use crate::files::Input;
use crate::{Failure, Outcome, Result, output};

/// Look into JWTs, and verify them
#[derive(Args)]
pub(crate) struct Jwt {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Inspect(Inspect),
    Verify(Verify),
}

/// Show what tokens say
///
/// Whether the signature fits is shown; whether anybody trusts the key that made it, `jwt verify` says.
#[derive(Args)]
struct Inspect {
    /// A token; or a file with one or more: a JWT, creds, a configuration that preloads accounts; `-` is standard input
    #[arg(value_name = "FILE|TOKEN")]
    source: PathBuf,

    #[command(flatten)]
    showing: Showing,
}

/// Say whether a server trusts tokens, and why not
///
/// Each user is held against its account, each account against the operators: all are looked for in what is given. The
/// exit status is 1 when one is not trusted.
#[derive(Args)]
struct Verify {
    /// Tokens; and files that hold them, the operator's and the accounts' among them
    #[arg(required = true, value_name = "FILE|TOKEN")]
    sources: Vec<PathBuf>,

    #[command(flatten)]
    showing: Showing,
}

#[derive(Args)]
struct Showing {
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Judge as of this time, such as `2026-01-31T12:00:00Z`, instead of now
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<i64>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table
    Text,
    /// An object for each token
    Json,
}

fn moment(text: &str) -> std::result::Result<i64, &'static str> {
    DateTime::parse(text).map(DateTime::unix).ok_or("expected a time such as 2026-01-31T12:00:00Z")
}

impl Showing {
    /// In Unix seconds.
    fn now(&self) -> i64 {
        let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        self.at.unwrap_or_else(|| i64::try_from(clock()).unwrap_or(i64::MAX))
    }
}

impl Jwt {
    pub(crate) fn run(self) -> Result<Outcome> {
        match self.command {
            Command::Inspect(command) => command.run(),
            Command::Verify(command) => command.run(),
        }
    }
}

impl Inspect {
    fn run(self) -> Result<Outcome> {
        let text = read(&self.source)?;
        let tokens = Inspection::all(&text, self.showing.now()).map_err(|error| failure(&self.source, error))?;
        let names = Imported::read([("", text.as_str())]).names();
        let shown = tokens.iter().map(|token| match self.showing.format {
            Format::Text => token.table(&names).to_string(),
            Format::Json => output::json(&token.json()),
        });
        let between = if self.showing.format == Format::Text { "\n" } else { "" };
        output::print(shown.collect::<Vec<_>>().join(between))?;
        Ok(Outcome::Fine)
    }
}

impl Verify {
    fn run(self) -> Result<Outcome> {
        let mut given = Imported::default();
        for source in &self.sources {
            given.add(&name(source), &read(source)?);
        }
        let nothing = given.ignored.iter().map(|name| Failure(format!("`{name}` holds no token")));
        let problems = given.problems.iter().map(|problem| Failure(problem.to_string()));
        let failures: Vec<_> = problems.chain(nothing).collect();
        failures.iter().for_each(output::complain);
        let chains = Verification::all(&given);
        let now = self.showing.now();
        let links = chains.iter().map(|chain| chain.links(now)).collect::<Vec<_>>();
        let shown = links.iter().map(|links| match self.showing.format {
            Format::Text => inspect::verification_table(links).to_string(),
            Format::Json => output::json(&inspect::verification_json(links)),
        });
        let between = if self.showing.format == Format::Text { "\n" } else { "" };
        output::print(shown.collect::<Vec<_>>().join(between))?;
        let trusted = links.iter().flatten().all(inspect::Link::trusted);
        Ok(match (failures.is_empty(), trusted) {
            (true, true) => Outcome::Fine,
            (true, false) => Outcome::Found,
            (false, _) => Outcome::Failed,
        })
    }
}

/// A token stands for itself.
fn read(source: &Path) -> Result<String> {
    if let Some(token) = token(source) {
        return Ok(token.to_owned());
    }
    let source = Input::named(source).read().map_err(|error| Failure::of(source, error))?;
    Ok(String::from_utf8_lossy(source.text()).into_owned())
}

fn token(source: &Path) -> Option<&str> {
    source.to_str().filter(|text| text.starts_with("eyJ") && text.contains('.'))
}

/// What messages call it: not by the token, which may let its reader in.
fn name(source: &Path) -> String {
    token(source).map_or_else(|| source.display().to_string(), |_| "the token".to_owned())
}

fn failure(source: &Path, reason: impl std::fmt::Display) -> Failure {
    Failure(format!("`{}`: {reason}", name(source)))
}
