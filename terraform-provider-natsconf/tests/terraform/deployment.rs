//! `render`: the files that the core gives, out of keys that are handed in.

use std::collections::BTreeMap;

use natsconf_core::deployment::kept::file_of;
use natsconf_core::deployment::spec::Deployment;
use natsconf_core::deployment::{self, Inputs, Kept, Outcome};
use natsconf_core::identity::creds;
use natsconf_core::source::{Memory, Source};
use serde_json::json;

use crate::module::Module;

const DEPLOYMENT: &str = "cluster: { name: demo, servers: 1 }\naccounts: { APP: { users: { app: {} } } }\n";
/// When the module of the document has tokens signed.
const SIGNED_AT: i64 = 1_767_225_600;

const DOCUMENT: &str = include_str!("../../../docs/terraform.md");

const OUTPUTS: &str = r#"
output "secrets" {
  value     = [for path, file in local.deployment.files : path if file.secret]
  sensitive = true
}
output "others" {
  value     = [local.deployment.certificates, local.deployment.problems]
  sensitive = true
}
"#;

/// The module of the document.
fn module() -> Module {
    let mut blocks = DOCUMENT.split("```hcl\n").skip(1).filter_map(|rest| rest.split("```").next());
    let block = blocks.find(|block| block.contains("provider::natsconf::render(")).unwrap();
    Module::new(&format!("{block}{OUTPUTS}"))
}

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

#[test]
fn no_key_and_half_a_second_are_refused() {
    let module = Module::new(
        r#"
        variable "deployment" {}
        variable "time" {
          sensitive = true
          default   = 1767225600.5
        }
        output "keys" { value = provider::natsconf::render(var.deployment, { "operator.nk" = null }, 1) }
        output "time" {
          value     = provider::natsconf::render(var.deployment, {}, var.time)
          sensitive = true
        }
        output "far" { value = provider::natsconf::render(var.deployment, {}, 1e30) }
        "#,
    );
    module.write("terraform.tfvars.json", &json!({ "deployment": DEPLOYMENT }).to_string());
    let refusal = module.refusal();
    assert!(refusal.contains("`operator.nk`") && refusal.contains("are missing"), "{refusal}");
    let refused = "\"signed_at\" parameter: a whole number of seconds is needed";
    assert_eq!(refusal.matches(refused).count(), 2, "{refusal}");
    assert!(!refusal.contains("1767225600"), "{refusal}");
}

#[test]
fn a_deployment_is_rendered_with_the_keys_that_are_handed_in() {
    let outcome = rendered();
    let module = module();
    let write = |path: &str, text: &str| {
        std::fs::create_dir_all(module.path(path).parent().unwrap()).unwrap();
        module.write(path, text);
    };
    let key = |name: &str| format!("out-keys/{}", file_of(name, "nk").to_string_lossy());
    // The tokens are signed anew.
    for (name, seed) in &outcome.made.seeds {
        write(&key(name), creds::seed_file(seed).expose());
    }
    write("out-keys/certs/ca.pem", "none of it");
    write("deployment.yaml", DEPLOYMENT);
    let outputs = module.outputs();
    let files = &outcome.rendered.files;
    let texts = files.iter().map(|(path, file)| (path.as_str(), String::from_utf8_lossy(&file.bytes)));
    assert_eq!(outputs["files"], json!(texts.collect::<BTreeMap<_, _>>()));
    let secrets = files.iter().filter(|(_, file)| file.secret).map(|(path, _)| path);
    assert_eq!(outputs["secrets"], json!(secrets.collect::<Vec<_>>()));
    assert_eq!(outputs["others"], json!([[], []]));
    std::fs::remove_file(module.path(&key("operator"))).unwrap();
    let refusal = module.refusal();
    assert!(refusal.contains("these are missing: `operator.nk`; `natsconf render` makes them"), "{refusal}");
    write(&key("operator"), "S3CRET");
    let refusal = module.refusal();
    assert!(refusal.contains("`operator.nk`: ") && !refusal.contains("S3CRET"), "{refusal}");
    write("deployment.yaml", "cluster: { name: demo }\nacounts: {}\n");
    write(&key("operator"), outcome.made.seeds["operator"].expose());
    let refusal = module.refusal();
    assert!(refusal.contains("cannot be rendered") && refusal.contains("line 2, column 1"), "{refusal}");
    assert!(refusal.contains("\"deployment\" parameter"), "{refusal}");
}
