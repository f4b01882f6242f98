//! The Terraform provider `natsconf`: functions that render, lint, format and quote the configuration of NATS servers.
//!
//! Every function is a call of `natsconf.wasm`, which this program embeds and runs with nothing but memory: it gets text
//! and gives text. No function reads the environment, and only `templatefile` has files read for it, its template and what
//! that names. To the others, an `include` is not found.
//!
//! What Terraform does before it calls a function: it refuses `null`, waits for a value that is not known yet, and
//! marks the result of a sensitive argument as sensitive. It does not tell that an argument is sensitive, so that
//! messages quote no line of a text.

mod argument;
mod deployment;
mod dynamic;
mod functions;
mod module;
#[cfg(target_os = "linux")]
mod no_delay;
mod problem;
mod refusal;
mod template_file;
mod text_function;

use std::collections::HashMap;
use std::process::ExitCode;

use tf_provider::schema::{Block, Description, Schema};
use tf_provider::value::ValueEmpty;
use tf_provider::{Diagnostics, DynamicFunction, Provider, map, serve};

/// What Terraform sets for the plugins that it starts.
const COOKIE: (&str, &str) =
    ("TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2");

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let (variable, value) = COOKIE;
    if std::env::var(variable).is_ok_and(|set| set == value) {
        run().await
    } else {
        eprintln!("This is a plugin of Terraform, which starts it by itself: see `terraform init`.");
        ExitCode::FAILURE
    }
}

async fn run() -> ExitCode {
    match serve("natsconf", Natsconf).await {
        Ok(()) => ExitCode::SUCCESS,
        // Without the error's backtrace, which `Debug` would show.
        Err(error) => {
            eprintln!("terraform-provider-natsconf: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The provider, which has functions only: nothing to configure, no resources.
struct Natsconf;

impl Provider for Natsconf {
    type Config<'a> = ValueEmpty;
    type MetaState<'a> = ValueEmpty;

    fn schema(&self, _: &mut Diagnostics) -> Option<Schema> {
        let description = Description::plain("Functions on the configuration of NATS servers");
        Some(Schema { version: 0, block: Block { description, ..Block::default() } })
    }

    fn get_functions(&self, _: &mut Diagnostics) -> Option<HashMap<String, Box<dyn DynamicFunction>>> {
        Some(map! {
            "format" => functions::FORMAT,
            "lint" => functions::LINT,
            "quote" => functions::QUOTE,
            "render" => deployment::Render,
            "templatefile" => template_file::TemplateFile,
        })
    }
}
