//! A plan → one `nats.conf` for each server, what they share as includes, credentials, and contexts for the nats CLI.

mod contexts;
mod listeners;
mod readme;
mod server;
mod shared;
mod tls;
mod writer;

use crate::deployment::plan::Plan;
use crate::deployment::trust::Trust;
use crate::deployment::{RenderError, Rendered, RenderedFile};
use writer::Writer;

/// Adds all files of the target.
pub(in crate::deployment) fn render(plan: &Plan, trust: &Trust, rendered: &mut Rendered) -> Result<(), RenderError> {
    for (index, server) in plan.servers.iter().enumerate() {
        let file = config_file(&server.name);
        let text = server::configuration(plan, trust, index).map_err(print_error(&file))?;
        rendered.files.insert(file, RenderedFile::public(text));
    }
    shared::add(plan, trust, rendered)?;
    for user in &trust.users {
        let file = creds_file(&user.account, &user.name);
        rendered.files.insert(file, RenderedFile::secret(user.creds.expose()));
    }
    contexts::add(plan, trust, rendered);
    rendered.files.insert("README.md".to_owned(), RenderedFile::public(readme::text(plan, trust)));
    Ok(())
}

/// Where the configuration of a server lies in the output folder.
pub(in crate::deployment) fn config_file(server: &str) -> String {
    format!("config/{server}.conf")
}

/// Where the credentials of a user lie in the output folder.
pub(in crate::deployment) fn creds_file(account: &str, user: &str) -> String {
    format!("creds/{account}/{user}.creds")
}

fn print_error(file: &str) -> impl Fn(crate::value::PrintError) -> RenderError {
    move |error| RenderError::Print { file: file.to_owned(), error }
}
