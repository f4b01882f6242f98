//! Contexts of the nats CLI: how to connect as each user.

use serde_json::json;

use super::creds_file;
use crate::deployment::plan::{CLIENT_CERTIFICATE, Plan, text};
use crate::deployment::trust::Trust;
use crate::deployment::{Rendered, RenderedFile};

/// Adds a context for each user. With `XDG_CONFIG_HOME=contexts` the nats CLI finds them, started in the output folder.
pub(super) fn add(plan: &Plan, trust: &Trust, rendered: &mut Rendered) {
    let url = plan.client_urls().join(",");
    for user in &trust.users {
        let mut context = json!({
            "description": format!("{} of the account {}", user.name, user.account),
            "url": url,
            "creds": creds_file(&user.account, &user.name),
        });
        if plan.clients_have_tls() {
            let (cert, key, ca) = client_files(plan);
            context["cert"] = cert.into();
            context["key"] = key.into();
            context["ca"] = ca.into();
        }
        // An object of texts can always be written.
        let text = serde_json::to_string_pretty(&context).unwrap_or_default() + "\n";
        rendered.files.insert(file(&user.account, &user.name), RenderedFile::public(text));
    }
}

/// Where the context of a user lies in the output folder.
fn file(account: &str, user: &str) -> String {
    format!("contexts/nats/context/{account}-{user}.json")
}

/// Certificate, key and authorities of clients.
pub(super) fn client_files(plan: &Plan) -> (String, String, String) {
    let files = plan.deployment.tls.as_ref().and_then(|tls| tls.files.as_ref()).filter(|_| plan.trial.is_none());
    let folder = plan.certificates_folder();
    match files {
        Some(files) => {
            let path = |text: Option<&str>| text.unwrap_or_default().replace("{name}", CLIENT_CERTIFICATE);
            (
                path(text(files.cert.as_ref())),
                path(text(files.key.as_ref())),
                path(text(files.local_ca.as_ref()).or(text(files.ca.as_ref()))),
            )
        }
        None => (
            format!("{folder}/{CLIENT_CERTIFICATE}.pem"),
            format!("{folder}/{CLIENT_CERTIFICATE}.key"),
            format!("{folder}/ca.pem"),
        ),
    }
}
