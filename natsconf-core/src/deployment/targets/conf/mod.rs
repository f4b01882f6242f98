//! A plan → one `nats.conf` for each server, what they share as includes, credentials, and contexts for the nats CLI.

mod contexts;
mod listeners;
mod readme;
mod server;
mod shared;
mod tls;
mod writer;

use std::collections::btree_map::Entry;

use crate::deployment::access::{Access, KnownUser, Login};
use crate::deployment::plan::{Plan, Server};
use crate::deployment::{RenderError, Rendered, RenderedFile};
pub(in crate::deployment) use server::SETTINGS;
pub(in crate::deployment) use shared::SHARED;
use writer::Writer;

/// Adds all files of the target.
pub(in crate::deployment) fn render(plan: &Plan, access: &Access, rendered: &mut Rendered) -> Result<(), RenderError> {
    for server in &plan.servers {
        let file = config_file(plan, server);
        // Where all servers of a cluster have one configuration, it is that of the first.
        if let Entry::Vacant(entry) = rendered.files.entry(file) {
            let config = server::configuration(plan, access, server).map_err(print_error(entry.key()))?;
            entry.insert(config);
        }
    }
    shared::add(plan, access, rendered)?;
    for user in access.users() {
        let Some(file) = login_file(user) else { continue };
        let bytes = match &user.login {
            Login::Creds(creds) => creds.expose().to_owned(),
            Login::Nkey(seed) => format!("{}\n", seed.expose()),
            Login::Password(_) | Login::Token(_) => continue,
        };
        rendered.files.insert(file, RenderedFile::secret(bytes));
    }
    contexts::add(plan, access, rendered);
    rendered.files.insert("README.md".to_owned(), RenderedFile::public(readme::text(plan, access)));
    Ok(())
}

/// Where the configuration of a server lies in the output folder.
pub(in crate::deployment) fn config_file(plan: &Plan, server: &Server) -> String {
    format!("config/{}.conf", plan.file_name(server))
}

/// Where the credentials or the seed of a user lie in the output folder; nowhere for passwords and tokens.
pub(in crate::deployment) fn login_file(user: &KnownUser) -> Option<String> {
    let extension = match user.login {
        Login::Creds(_) => "creds",
        Login::Nkey(_) => "nk",
        Login::Password(_) | Login::Token(_) => return None,
    };
    Some(format!("creds/{}/{}.{extension}", user.account, user.name))
}

fn print_error(file: &str) -> impl Fn(crate::value::PrintError) -> RenderError {
    move |error| RenderError::Print { file: file.to_owned(), error }
}
