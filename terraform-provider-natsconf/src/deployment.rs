//! `render(deployment, keys, signed_at)`: the files of a deployment.
//!
//! A function keeps nothing, has no clock and no randomness: keys come in, and so does the time at which tokens are signed.
//! The same arguments give the same files.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tf_provider::schema::{Description, FunctionSchema, Parameter, Type};
use tf_provider::{Diagnostics, Function, map};

use crate::argument::Argument;
use crate::module::{Failure, call};
use crate::problem::{Problem, report};
use crate::refusal::refuse;

const SUMMARY: &str = "The files of a NATS deployment";

const DESCRIPTION: &str = "Renders the description of a deployment, as `natsconf render` does: configurations, JWTs, \
    credentials, the resolver's preload. `deployment` is the text of the description, YAML or JSON. `keys` are the files of \
    its key folder, texts by path, as `natsconf render` makes and keeps them: \
    `{ for name in fileset(\"keys\", \"**\") : name => file(\"keys/${name}\") }`. A key that is missing or null fails the plan, \
    since a function could not keep a new one. `signed_at`, in Unix seconds, is when the tokens were signed that are not among the \
    keys or no longer say what the description says; raise it with each change of the description. The result has `files`, \
    by path, each with its `text` and whether it is `secret`; the `certificates` that they name, for you to provide; and \
    `problems`, as `lint` gives them.";

/// The function.
pub(crate) struct Render;

/// The files of the key folder. Terraform refuses to be given no keys, but may give `null` for one.
type Keys = BTreeMap<String, Option<String>>;

/// What the module renders.
#[derive(Deserialize)]
struct Rendered {
    files: Vec<File>,
    made: Made,
    certificates: Vec<Certificate>,
    diagnostics: Vec<Problem>,
}

#[derive(Deserialize)]
struct File {
    path: String,
    text: String,
    secret: bool,
}

/// What had to be made, by name. Tokens are made anew when they have to be; the rest has to be kept.
#[derive(Deserialize)]
struct Made {
    seeds: BTreeMap<String, String>,
    secrets: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Certificate {
    path: String,
    common_name: String,
    names: Vec<String>,
    server: bool,
    client: bool,
}

/// What Terraform gets.
#[derive(Serialize)]
pub(crate) struct Deployment {
    files: BTreeMap<String, Text>,
    certificates: Vec<Certificate>,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Text {
    text: String,
    secret: bool,
}

#[async_trait]
impl Function for Render {
    type Input<'a> = (String, Keys, Argument<i64>);
    type Output<'a> = Deployment;

    fn schema(&self, _: &mut Diagnostics) -> Option<FunctionSchema> {
        let parameter = |name: &str, param_type| Parameter {
            name: name.to_owned(),
            param_type,
            allow_null: false,
            allow_unknown: false,
            ..Parameter::default()
        };
        Some(FunctionSchema {
            parameters: vec![
                parameter("deployment", Type::String),
                parameter("keys", Type::Map(Box::new(Type::String))),
                parameter("signed_at", Type::Number),
            ],
            return_type: shape(),
            summary: SUMMARY.to_owned(),
            description: Description::markdown(DESCRIPTION),
            ..FunctionSchema::default()
        })
    }

    async fn call<'a>(
        &self,
        diagnostics: &mut Diagnostics,
        (deployment, keys, signed_at): (String, Keys, Argument<i64>),
    ) -> Option<Deployment> {
        #[cfg(target_os = "linux")]
        crate::no_delay::ensure();
        render(&deployment, &keys, &signed_at)
            .map_err(|(argument, message)| refuse(diagnostics, argument, message))
            .ok()
    }
}

fn shape() -> Type {
    Type::Object(map! {
        "files" => Type::Map(Box::new(Type::Object(map! { "text" => Type::String, "secret" => Type::Bool }))),
        "certificates" => Type::List(Box::new(Type::Object(map! {
            "path" => Type::String,
            "common_name" => Type::String,
            "names" => Type::List(Box::new(Type::String)),
            "server" => Type::Bool,
            "client" => Type::Bool,
        }))),
        "problems" => Type::List(Box::new(Problem::shape())),
    })
}

/// The files; otherwise which argument is at fault, and why.
fn render(deployment: &str, keys: &Keys, signed_at: &Argument<i64>) -> Result<Deployment, (i64, String)> {
    let Argument(Some(signed_at)) = signed_at else {
        return Err((2, "a whole number of seconds is needed".to_owned()));
    };
    let keys: BTreeMap<_, _> = keys.iter().filter_map(|(path, text)| Some((path, text.as_ref()?))).collect();
    // No key is made of this: whatever had to be made is refused.
    let no_entropy = "0".repeat(64);
    let arguments = json!({ "text": deployment, "kept_files": keys, "now": signed_at, "entropy": no_entropy });
    let rendered: Rendered = call("render", &arguments).map_err(|failure: Failure| {
        let argument = i64::from(failure.diagnostics.is_none());
        (argument, report("this deployment cannot be rendered", &failure))
    })?;
    let seeds = rendered.made.seeds.keys().map(|name| format!("`{name}.nk`"));
    let secrets = rendered.made.secrets.keys().map(|name| format!("`{name}.secret`"));
    let missing: Vec<_> = seeds.chain(secrets).collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        return Err((1, format!("these are missing: {missing}; `natsconf render` makes them in the key folder")));
    }
    let files = rendered.files.into_iter().map(|File { path, text, secret }| (path, Text { text, secret }));
    Ok(Deployment { files: files.collect(), certificates: rendered.certificates, problems: rendered.diagnostics })
}
