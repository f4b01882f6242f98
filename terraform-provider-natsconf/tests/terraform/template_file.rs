//! `templatefile`: what Terraform's own gives, when the server would take it.

use serde_json::{Value, json};

use crate::module::Module;

const TEMPLATE: &str = r#"# ${jsonencode(all)}
# ${trimspace(file(file(one(fileset(".", "*.txt")))))} ${fileexists("none") ? file("none") : abspath("none")} ${pathexpand("~")}
include "more.conf"
server_name: ${name}
port: ${port}
authorization { user: a, password: "${password}" }
cluster {
  name: c
  port: 6222
  routes: [
%{ for host in hosts ~}
    "nats://${host}:6222"
%{ endfor ~}
  ]
}
"#;

const OUTPUT: &str = r#"
variable "name" { default = "a" }
variable "port" {
  type = any
  default = 4222
}
variable "password" {
  sensitive = true
  default   = "hunter 2,S3CRET}"
}
locals {
  path = "${path.module}/nats.conf.tftpl"
  vars = {
    name = var.name, port = var.port, password = var.password, hosts = toset(["h2", "h1"])
    all = [0.1, 1e30, 12345678901234567890123, true, null, tomap({ a = 1 }), { b = [1, "x"] }]
  }
}
output "text" {
  value     = provider::natsconf::templatefile(local.path, local.vars)
  sensitive = true
}
"#;

const OWN: &str = r#"
output "own" {
  value     = templatefile(local.path, local.vars)
  sensitive = true
}
"#;

fn module() -> Module {
    with_template(Module::new(OUTPUT))
}

fn with_template(module: Module) -> Module {
    module.write("nats.conf.tftpl", TEMPLATE);
    module.write("more.conf", "max_payload: 2MB\n");
    module.write("name.txt", "note.text");
    module.write("note.text", "a note\n");
    // Too deep for whom goes through all folders.
    std::fs::create_dir_all(module.path(&"d/".repeat(70))).unwrap();
    module
}

fn set(module: &Module, variables: &Value) {
    module.write("terraform.tfvars.json", &variables.to_string());
}

fn shows_secret(text: &str) -> bool {
    text.contains("hunter") || text.contains("S3CRET")
}

#[test]
fn it_gives_what_terraform_gives() {
    let outputs = with_template(Module::new(&format!("{OUTPUT}{OWN}"))).outputs();
    assert_eq!(outputs["text"], outputs["own"]);
    assert!(outputs["text"].as_str().unwrap().contains("\"nats://h1:6222\"\n    \"nats://h2:6222\"\n"), "{outputs}");
}

#[test]
fn a_configuration_that_the_server_refuses_fails_the_plan_at_the_line_of_the_template() {
    let module = module();
    set(&module, &json!({ "port": "x" }));
    let refusal = module.refusal();
    assert!(refusal.contains("the server would refuse what this template gives"), "{refusal}");
    assert!(refusal.contains("nats.conf.tftpl:5:9: expected a number"), "{refusal}");
    assert!(!refusal.contains("more.conf"), "{refusal}");
    set(&module, &json!({ "port": 4223 }));
    module.plan();
    module.write("more.conf", "port: 1\nmax_payload: lots\n");
    let refusal = module.refusal();
    assert!(refusal.contains("more.conf:2:14: expected a size"), "{refusal}");
}

#[test]
fn what_only_the_server_has_is_left_to_the_user() {
    let document = include_str!("../../../docs/terraform.md");
    let mut blocks = document.split("```hcl\n").skip(1).filter_map(|rest| rest.split("```").next());
    let block = blocks.find(|block| block.contains("provider::natsconf::lint(")).unwrap();
    let module = Module::new(
        &format!("variable \"vars\" {{ default = {{ port = 4222 }} }}\n{block}").replace("local.vars", "var.vars"),
    );
    module.write("nats.conf.tftpl", "server_name: $POD_NAME\ninclude \"secrets.conf\"\nport: ${port}\n");
    assert!(module.plan().contains("+ judged = (sensitive value)"));
    set(&module, &json!({ "vars": { "port": "x" } }));
    let refusal = module.refusal();
    assert!(refusal.contains("line 3: expected a number, found the text `x`"), "{refusal}");
}

#[test]
fn a_template_that_fails_names_its_line() {
    let module = module();
    module.write("nats.conf.tftpl", "port: ${port}\nhost: ${hots}\n");
    let refusal = module.refusal();
    assert!(refusal.contains("nats.conf.tftpl:2:9: the variable `hots` is not given"), "{refusal}");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let module = Module::new(r#"output "x" { value = provider::natsconf::templatefile("none.tftpl", {}) }"#);
    let refusal = module.refusal();
    assert!(refusal.contains(r#"Invalid value for "path" parameter: cannot read `none.tftpl`"#), "{refusal}");
}

#[test]
fn variables_that_no_template_can_take_are_refused() {
    let module = Module::new(
        r#"
        output "infinite" { value = provider::natsconf::templatefile("nats.conf.tftpl", { x = -log(0, 10) }) }
        output "list" { value = provider::natsconf::templatefile("nats.conf.tftpl", ["x"]) }
        output "null" { value = provider::natsconf::templatefile("nats.conf.tftpl", null) }
        "#,
    );
    module.write("nats.conf.tftpl", "");
    let refusal = module.refusal();
    for reason in ["a number is infinite", "variables must be an object or a map", "argument must not be null"] {
        assert!(refusal.contains(&format!("Invalid value for \"vars\" parameter: {reason}")), "{refusal}");
    }
}

#[test]
fn a_sensitive_value_is_in_no_message() {
    let module = module();
    assert!(!shows_secret(&module.plan()));
    let lines = [
        "password: ${password}",
        "timeout: \"${password}\"",
        "timeout: ${format(\"%s%0100d\", substr(password, 9, 6), 0)}",
        "token: ${upper([password])}",
        "x: ${tonumber(password)}",
        "x: ${one(fileset(\".\", \"[${upper(password)}\"))}",
    ];
    let output = |number: usize| {
        format!(
            "output \"text{number}\" {{\n  value = provider::natsconf::templatefile(\"{number}.tftpl\", local.vars)\n  \
             sensitive = true\n}}\n"
        )
    };
    let module = with_template(Module::new(&format!("{OUTPUT}{}", (0..lines.len()).map(output).collect::<String>())));
    for (number, line) in lines.iter().enumerate() {
        module.write(&format!("{number}.tftpl"), &format!("authorization {{\n  {line}\n}}\n"));
    }
    let refusal = module.refusal();
    for number in 0..lines.len() {
        assert!(refusal.contains(&format!("{number}.tftpl:2:")), "{refusal}");
    }
    assert!(!shows_secret(&refusal), "{refusal}");
}

#[test]
fn what_is_not_known_yet_waits() {
    let module = Module::new(
        r#"
        resource "terraform_data" "port" { input = 4222 }
        output "text" {
          value = provider::natsconf::templatefile("nats.conf.tftpl", { ports = [terraform_data.port.output] })
        }
        "#,
    );
    module.write("nats.conf.tftpl", "port: ${ports[0]}\n");
    let plan = module.plan();
    assert!(plan.contains("+ text = (known after apply)"), "{plan}");
    assert_eq!(module.outputs()["text"], "port: 4222\n");
}

#[test]
fn terraform_test_expects_failures() {
    let module = Module::new(
        r#"
        variable "port" {
          validation {
            condition     = can(provider::natsconf::templatefile("nats.conf.tftpl", { port = var.port }))
            error_message = "The server would refuse this port."
          }
        }
        output "text" { value = provider::natsconf::templatefile("nats.conf.tftpl", { port = var.port }) }
        "#,
    );
    module.write("nats.conf.tftpl", "port: ${port}\n");
    std::fs::create_dir(module.path("tests")).unwrap();
    let test = |port: &str| {
        format!("run \"x\" {{\n  command = plan\n  variables {{ port = {port} }}\n  expect_failures = [var.port]\n}}\n")
    };
    module.write("tests/port.tftest.hcl", &test("\"x\""));
    let passed = module.succeed(&["test", "-no-color"]);
    assert!(passed.contains("1 passed, 0 failed"), "{passed}");
    module.write("tests/port.tftest.hcl", &test("4222"));
    assert!(module.run(&["test", "-no-color"]).text.contains("0 passed, 1 failed"));
}
