//! `keys`: the keys of a deployment.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::keys::KeyFolder;
use crate::{Outcome, Result, output, surroundings};

/// List and rotate the keys of a deployment
#[derive(Args)]
pub(crate) struct Keys {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Print the names of the keys with their public halves
    List {
        /// The key folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Make a new key in the place of one
    ///
    /// The old key is kept as retired. The next `render` writes what names the new one, and revokes the old credentials of a
    /// user. What the old key signed counts until the servers know that it is gone.
    Rotate {
        /// The key folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The name of the key, such as `user/ORDERS/alice`
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Remove a retired key for good
    Forget {
        /// The key folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The public half of the key
        #[arg(value_name = "KEY")]
        public: String,
    },
}

impl Keys {
    pub(crate) fn run(self) -> Result<Outcome> {
        match self.action {
            Action::List { folder } => list(&KeyFolder::existing(&folder)?)?,
            Action::Rotate { folder, name } => {
                let folder = KeyFolder::existing(&folder)?;
                let (old, new) = folder.rotate(&name, &*surroundings::random_bytes()?)?;
                output::say(&format!("`{name}` is {new} now; {old} is kept as retired"));
                if is_account(&name) {
                    output::say(
                        "note: an account is known by its key, so to the servers this is another one: streams stay with the old",
                    );
                }
                output::say("render the deployment again to write what names it");
            }
            Action::Forget { folder, public } => KeyFolder::existing(&folder)?.forget(&public)?,
        }
        Ok(Outcome::Fine)
    }
}

/// Whether a key is that of an account itself.
fn is_account(name: &str) -> bool {
    name.strip_prefix("account/").is_some_and(|rest| !rest.contains('/'))
}

fn list(folder: &KeyFolder) -> Result<()> {
    let lines = folder.list()?.into_iter().map(|key| {
        let retired = if key.is_retired { "  retired" } else { "" };
        format!("{}  {}{retired}\n", key.public, key.name)
    });
    output::print(lines.collect::<String>())
}
