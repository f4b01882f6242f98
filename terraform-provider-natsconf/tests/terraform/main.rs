//! The functions as the real Terraform calls them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod deployment;
mod module;
mod template_file;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use module::Module;
use natsconf_tests::servers::{RELEASES, start};
use serde_json::json;

const EVERY_FUNCTION: &str = r#"
output "clean" { value = provider::natsconf::lint("listen: localhost:4222\n") }
output "found" { value = provider::natsconf::lint("port: 4222\nmax_payload: $${size}\nhost: $size\n") }
output "formatted" { value = provider::natsconf::format("port=4222 # clients\ncluster {\nname:a }") }
output "quoted" { value = provider::natsconf::quote("orders.>") }
output "number" { value = provider::natsconf::quote(4222) }
"#;

fn assert_every_function_answers(module: &Module) {
    let outputs = module.outputs();
    assert_eq!(outputs["clean"], json!([]));
    let found = outputs["found"].as_array().unwrap();
    let places = found.iter().map(|problem| (problem["line"].as_u64(), problem["severity"].as_str()));
    assert!(places.eq([(Some(2), Some("error")), (Some(3), Some("error"))]), "{found:?}");
    assert_eq!(found[1]["code"], "unknown-variable");
    assert_eq!(found[1]["column"], 7);
    assert!(found[1]["message"].as_str().unwrap().contains("size"), "{found:?}");
    assert_eq!(outputs["formatted"], "port: 4222 # clients\ncluster {\n  name: a\n}\n");
    assert_eq!(outputs["quoted"], "\"orders.>\"");
    assert_eq!(outputs["number"], "\"4222\"");
}

#[test]
fn every_function_answers_by_dev_overrides() {
    let module = Module::new(EVERY_FUNCTION);
    assert!(module.plan().contains(r#"+ quoted = "\"orders.>\"""#));
    assert_every_function_answers(&module);
}

#[test]
fn every_function_answers_by_filesystem_mirror() {
    let module = Module::with_mirror(EVERY_FUNCTION);
    let installed = module.succeed(&["init", "-no-color"]);
    assert!(installed.contains(concat!("Installed natsconf/natsconf v", env!("CARGO_PKG_VERSION"))), "{installed}");
    assert_every_function_answers(&module);
    // The zip of a registry has the same in it, so that one lock file does for both.
    let lock = std::fs::read_to_string(module.path(".terraform.lock.hcl")).unwrap();
    module.install_zip();
    module.succeed(&["init", "-no-color"]);
    let checksum = |lock: &str| lock.lines().find(|line| line.contains("\"h1:")).map(str::to_owned);
    assert!(checksum(&lock).is_some(), "{lock}");
    let of_zip = std::fs::read_to_string(module.path(".terraform.lock.hcl")).unwrap();
    assert_eq!(checksum(&of_zip), checksum(&lock));
}

#[test]
fn what_cannot_be_formatted_fails_the_plan_and_says_why() {
    let module = Module::new(r#"output "text" { value = provider::natsconf::format("port: 4222\ncluster {\n") }"#);
    let refusal = module.refusal();
    assert!(refusal.contains(r#"Invalid value for "text" parameter: the server could not read"#), "{refusal}");
    assert!(refusal.contains("line 3, column 1:") && refusal.contains("(unclosed)"), "{refusal}");
}

#[test]
fn null_is_refused() {
    let functions = ["lint", "format", "quote"];
    let output = |name: &&str| format!("output \"{name}\" {{ value = provider::natsconf::{name}(null) }}\n");
    let refusal = Module::new(&functions.iter().map(output).collect::<String>()).refusal();
    assert_eq!(refusal.matches("argument must not be null").count(), functions.len(), "{refusal}");
}

#[test]
fn what_is_not_known_yet_waits() {
    let module = Module::new(
        r#"
        resource "terraform_data" "log" { input = "a b" }
        locals { text = "host: localhost\nlog_file: ${provider::natsconf::quote(terraform_data.log.output)}" }
        output "text" { value = provider::natsconf::format(local.text) }
        output "problems" { value = provider::natsconf::lint(local.text) }
        "#,
    );
    let plan = module.plan();
    assert!(plan.contains("+ problems = (known after apply) + text = (known after apply)"), "{plan}");
    assert_eq!(module.outputs(), json!({ "text": "host: localhost\nlog_file: \"a b\"\n", "problems": [] }));
}

const SECRET: &str = r#"
variable "password" {
  sensitive = true
  default   = "hunter 2,S3CRET}"
}
"#;

fn assert_no_secret(text: &str) {
    assert!(!["hunter", "S3CRET"].iter().any(|part| text.contains(part)), "{text}");
}

#[test]
fn what_is_sensitive_stays_so() {
    let text = r#"locals { text = "authorization { user: a, password: ${provider::natsconf::quote(var.password)} }" }"#;
    let outputs = |sensitive: bool| {
        let output = |function: &str| {
            format!(
                "output \"{function}\" {{\n value = provider::natsconf::{function}(local.text)\n sensitive = {sensitive}\n}}\n"
            )
        };
        format!("{SECRET}{text}\n{}", ["lint", "format", "quote"].map(output).concat())
    };
    let refusal = Module::new(&outputs(false)).refusal();
    assert_eq!(refusal.matches("Output refers to sensitive values").count(), 3, "{refusal}");
    assert_no_secret(&refusal);
    let kept = r#"resource "terraform_data" "kept" { triggers_replace = provider::natsconf::quote(var.password) }"#;
    let module = Module::new(&format!("{}{kept}", outputs(true)));
    let plan = module.plan();
    assert_eq!(plan.matches("= (sensitive value)").count(), 4, "{plan}");
    assert_no_secret(&plan);
    module.outputs();
    let state = module.succeed(&["show", "-no-color"]);
    assert_eq!(state.matches("= (sensitive value)").count(), 4, "{state}");
    assert_no_secret(&state);
}

#[test]
fn what_is_sensitive_is_in_no_message() {
    let keys = ["password", "comment", "url: nats://a", ""];
    let output = |(number, key): (usize, &&str)| {
        format!(
            "output \"x{number}\" {{\n  value = provider::natsconf::format(\"authorization {{ user: a\\n {key}: \
             ${{var.password}}\")\n  sensitive = true\n}}\n"
        )
    };
    let outputs = keys.iter().enumerate().map(output).collect::<String>();
    let refusal = Module::new(&format!("{SECRET}{outputs}")).refusal();
    assert_eq!(refusal.matches("the server could not read").count(), keys.len(), "{refusal}");
    assert_no_secret(&refusal);
}

/// A plan is refused by a condition on what `lint` finds.
const GATE: &str = r#"
variable "text" { type = string }
locals { problems = provider::natsconf::lint(var.text) }
output "text" {
  value = var.text
  precondition {
    condition     = alltrue([for problem in local.problems : problem.severity != "error"])
    error_message = join("\n", [for problem in local.problems : "line ${problem.line}: ${problem.message}"])
  }
}
"#;

#[test]
fn terraform_test_expects_failures() {
    let module = Module::new(GATE);
    std::fs::create_dir(module.path("tests")).unwrap();
    let test = |text: &str| {
        format!(
            "run \"refused\" {{\n  command = plan\n  variables {{ text = {text:?} }}\n  expect_failures = [output.text]\n}}\n"
        )
    };
    module.write("tests/gate.tftest.hcl", &test("port: 4222\ncluster {"));
    let passed = module.succeed(&["test", "-no-color"]);
    assert!(passed.contains("1 passed, 0 failed"), "{passed}");
    module.write("tests/gate.tftest.hcl", &test("port: 4222\ncluster {}"));
    assert!(module.run(&["test", "-no-color"]).text.contains("0 passed, 1 failed"));
}

#[test]
fn the_server_reads_what_was_quoted() {
    let password = "\"'\\ \n\r\t\u{1}\u{7f}é☃𝄞\u{2028}{}[]()#//;,=:$HOME ${x} %{y} <&> include \\x41";
    let module = Module::new(
        r#"
        variable "password" {}
        output "text" { value = "authorization { user: a, password: ${provider::natsconf::quote(var.password)} }\n" }
        "#,
    );
    module.write("terraform.tfvars.json", &json!({ "password": password }).to_string());
    let text = module.outputs()["text"].take();
    for release in RELEASES {
        let server = start(release.version, text.as_str().unwrap());
        assert!(accepts(server.url(), password), "{}: {text}", release.version);
        assert!(!accepts(server.url(), "another"), "{}", release.version);
    }
}

/// Whether the server lets in the user `a` with this password.
fn accepts(url: &str, password: &str) -> bool {
    let mut client = TcpStream::connect(url.strip_prefix("nats://").unwrap()).unwrap();
    let mut lines = BufReader::new(client.try_clone().unwrap()).lines().map(|line| line.unwrap());
    assert!(lines.next().unwrap().starts_with("INFO "));
    let options = json!({ "user": "a", "pass": password, "verbose": true });
    client.write_all(format!("CONNECT {options}\r\n").as_bytes()).unwrap();
    lines.next().unwrap() == "+OK"
}

/// Nagle's algorithm and delayed acknowledgements would make it 25 ms and more.
#[test]
#[cfg(target_os = "linux")]
fn a_call_takes_no_time() {
    const CALLS: u32 = 400;
    let planned = |calls: u32| {
        let module = Module::new(&format!(
            "output \"x\" {{ value = [for i in range({calls}) : provider::natsconf::quote(\"a${{i}}\")] }}"
        ));
        let begin = Instant::now();
        let plan = module.plan();
        assert!(plan.contains(&format!("a{}", calls - 1)));
        begin.elapsed()
    };
    let call = planned(CALLS + 1).saturating_sub(planned(1)) / CALLS;
    println!("a call takes {call:?}");
    assert!(call < Duration::from_millis(10), "{call:?}");
}

#[test]
fn it_says_that_it_is_a_plugin() {
    let run = Command::new(env!("CARGO_BIN_EXE_terraform-provider-natsconf")).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(run.stdout.is_empty());
    assert!(String::from_utf8(run.stderr).unwrap().contains("plugin of Terraform"));
}
