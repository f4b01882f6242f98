//! `certs`: the certificates that natsconf made for development.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use natsconf_core::identity::certificates::CertificateFacts;

use crate::keys::KeyFolder;
use crate::keys::certificates::Making;
use crate::{Failure, Outcome, Result, output, surroundings};

/// List and renew the certificates that natsconf made for development
#[derive(Args)]
pub(crate) struct Certs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Print the certificates with the days that they are still valid and the names that they hold
    ///
    /// The exit status is 1 when one has expired.
    List {
        /// The key folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Issue certificates anew, each with a new key
    ///
    /// That of the authority stays. The next `render` writes them.
    Renew {
        /// The key folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Which; without names, all
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
}

impl Certs {
    pub(crate) fn run(self) -> Result<Outcome> {
        match self.action {
            Action::List { folder } => list(&KeyFolder::existing(&folder)?),
            Action::Renew { folder, names } => renew(&KeyFolder::existing(&folder)?, &names),
        }
    }
}

fn list(folder: &KeyFolder) -> Result<Outcome> {
    let now = surroundings::now();
    let facts = folder.certificate_facts()?;
    let lines = facts.iter().map(|(name, facts)| line(name, facts, now));
    output::print(lines.collect::<String>())?;
    let expired = facts.iter().any(|(_, facts)| facts.validity.until <= now);
    Ok(if expired { Outcome::Found } else { Outcome::Fine })
}

fn line(name: &str, facts: &CertificateFacts, now: i64) -> String {
    let days = (facts.validity.until - now).div_euclid(86_400);
    let left = if days < 0 { "expired".to_owned() } else { format!("{days} days left") };
    let usage = match (facts.is_authority, facts.serves, facts.dials) {
        (true, ..) => "authority",
        (_, true, false) => "server",
        (_, false, true) => "client",
        _ => "server and client",
    };
    let names = facts.alternative_names.join(", ");
    format!("{name}  {left}  {usage}  {names}").trim_end().to_owned() + "\n"
}

fn renew(folder: &KeyFolder, names: &[String]) -> Result<Outcome> {
    let facts = folder.certificate_facts()?;
    if let Some(name) =
        names.iter().find(|name| !facts.iter().any(|(known, facts)| known == *name && !facts.is_authority))
    {
        return Err(Failure(format!("there is no certificate `{name}`: `natsconf certs list` shows their names")));
    }
    let wanted = |name: &String| names.is_empty() || names.contains(name);
    let mut random = surroundings::random();
    for (name, facts) in facts.iter().filter(|(name, facts)| !facts.is_authority && wanted(name)) {
        folder.renew(name, facts, &mut Making { now: surroundings::now(), random: &mut random })?;
        output::say(&format!("renewed `{name}`"));
    }
    output::say("render the deployment again to write them");
    Ok(Outcome::Fine)
}
