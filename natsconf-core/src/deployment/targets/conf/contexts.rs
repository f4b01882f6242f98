//! Contexts of the nats CLI: how to connect as each user.

use serde_json::{Value, json};

use super::login_file;
use crate::deployment::access::{Access, KnownUser, Login};
use crate::deployment::plan::{CLIENT_CERTIFICATE, Plan, text};
use crate::deployment::{Rendered, RenderedFile};

/// Adds a context for each user. With `XDG_CONFIG_HOME=contexts` the nats CLI finds them, started in the output folder.
pub(super) fn add(plan: &Plan, access: &Access, rendered: &mut Rendered) {
    let url = plan.client_urls().join(",");
    for user in access.users() {
        let mut context = json!({ "description": description(user), "url": url });
        let secret = log_in(user, &mut context);
        if plan.clients_have_tls() {
            let (cert, key, ca) = client_files(plan);
            context["cert"] = cert.into();
            context["key"] = key.into();
            context["ca"] = ca.into();
            if plan.clients_shake_hands_first() {
                context["tls_first"] = true.into();
            }
        }
        // An object of texts can always be written.
        let text = serde_json::to_string_pretty(&context).unwrap_or_default() + "\n";
        let file = if secret { RenderedFile::secret(text) } else { RenderedFile::public(text) };
        rendered.files.insert(format!("contexts/nats/context/{}.json", user.label()), file);
    }
}

fn description(user: &KnownUser) -> String {
    match user.account.as_str() {
        "" => user.name.clone(),
        account => format!("{} of the account {account}", user.name),
    }
}

/// Says what the user connects with. Whether that is a secret.
fn log_in(user: &KnownUser, context: &mut Value) -> bool {
    match &user.login {
        Login::Creds(_) => context["creds"] = login_file(user).into(),
        Login::Nkey(_) => context["nkey"] = login_file(user).into(),
        Login::Token(token) => {
            context["token"] = token.expose().into();
            return true;
        }
        Login::Password(password) => {
            context["user"] = user.name.as_str().into();
            let Some(password) = password else { return false };
            context["password"] = password.expose().into();
            return true;
        }
    }
    false
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
