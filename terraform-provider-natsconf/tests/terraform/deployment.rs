//! `render`: the files that the core gives, out of keys that are handed in.

use std::collections::BTreeMap;

use natsconf_core::deployment::kept::file_of;
use natsconf_core::deployment::spec::Deployment;
use natsconf_core::deployment::{self, Inputs, Kept, Outcome};
use natsconf_core::identity::{Seed, creds};
use natsconf_core::source::{Memory, Source};
use serde_json::json;

use crate::module::Module;

const DEPLOYMENT: &str = "cluster: { name: demo, servers: 1 }\naccounts: { APP: { users: { app: {} } } }\n";
const SIGNED_AT: i64 = 1_750_000_000;

const MODULE: &str = r#"
variable "deployment" {}
variable "keys" {
  type      = map(string)
  sensitive = true
}
locals { rendered = provider::natsconf::render(var.deployment, var.keys, 1750000000) }
output "files" {
  value     = local.rendered.files
  sensitive = true
}
output "others" {
  value     = [local.rendered.certificates, local.rendered.problems]
  sensitive = true
}
"#;

/// What the core makes of the same.
fn rendered() -> Outcome {
    let deployment = Deployment::read(Source::new("deployment.yaml", DEPLOYMENT.as_bytes())).unwrap().deployment;
    let mut number = 0;
    let mut random = |bytes: &mut [u8; 32]| {
        number += 1;
        bytes[0] = number;
    };
    let (kept, sources) = (Kept::default(), Memory::default());
    let mut inputs = Inputs { now: SIGNED_AT, kept: &kept, sources: &sources, random: &mut random, trial: None };
    deployment::render(&deployment, &mut inputs).unwrap()
}

/// The seeds as files of a key folder. The tokens are signed anew.
fn keys(made: &Kept) -> BTreeMap<String, String> {
    let file = |(name, seed): (&String, &Seed)| (path(name, "nk"), creds::seed_file(seed).expose().to_owned());
    let mut keys: BTreeMap<_, _> = made.seeds.iter().map(file).collect();
    keys.insert("certs/ca.pem".to_owned(), "none of it".to_owned());
    keys
}

fn path(name: &str, end: &str) -> String {
    file_of(name, end).to_string_lossy().into_owned()
}

#[test]
fn a_deployment_is_rendered_with_the_keys_that_are_handed_in() {
    let outcome = rendered();
    let mut keys = keys(&outcome.made);
    let module = Module::new(MODULE);
    let set = |deployment: &str, keys: &BTreeMap<_, _>| {
        module.write("terraform.tfvars.json", &json!({ "deployment": deployment, "keys": keys }).to_string());
    };
    set(DEPLOYMENT, &keys);
    let outputs = module.outputs();
    let file = |(path, file): (&String, &deployment::RenderedFile)| {
        (path.clone(), json!({ "text": String::from_utf8_lossy(&file.bytes), "secret": file.secret }))
    };
    let expected: serde_json::Map<_, _> = outcome.rendered.files.iter().map(file).collect();
    assert_eq!(outputs["files"], serde_json::Value::Object(expected));
    assert_eq!(outputs["others"], json!([[], []]));
    let operator = keys.remove("operator.nk").unwrap();
    set(DEPLOYMENT, &keys);
    let refusal = module.refusal();
    assert!(refusal.contains("these are missing: `operator.nk`; `natsconf render` makes them"), "{refusal}");
    keys.insert("operator.nk".to_owned(), "S3CRET".to_owned());
    set(DEPLOYMENT, &keys);
    let refusal = module.refusal();
    assert!(refusal.contains("`operator.nk`: ") && !refusal.contains("S3CRET"), "{refusal}");
    keys.insert("operator.nk".to_owned(), operator);
    set("cluster: { name: demo }\nacounts: {}\n", &keys);
    let refusal = module.refusal();
    assert!(refusal.contains("cannot be rendered") && refusal.contains("line 2, column 1"), "{refusal}");
    assert!(refusal.contains("\"deployment\" parameter"), "{refusal}");
}
