//! Templates of whole configurations: what is wrong with one is named, line by line, and one that is right gives what a real
//! server starts with.

mod seed_plan;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use natsconf_core::Settings;
use natsconf_core::deployment::spec::Deployment;
use natsconf_core::deployment::{self, Inputs, Kept};
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::diagnostic::{Diagnostic, Severity};
use natsconf_core::identity::certificates::{Authority, CertificateKey, Request, Usage, Validity};
use natsconf_core::preview::{self, Language, Preview, Template, TemplateFiles, Variables};
use natsconf_core::source::disk::Disk;
use natsconf_core::source::{FileId, Memory, Source, Span};
use natsconf_tests::{servers, shared, workspace};
use serde_json::{Value, json};

/// Line and name of all that was found.
fn told(findings: &Findings) -> Vec<(u32, &'static str)> {
    findings.diagnostics.iter().map(|diagnostic| one(diagnostic, findings)).collect()
}

/// Line and name of what is more than a hint.
fn grave(findings: &Findings) -> Vec<(u32, &'static str)> {
    let grave = findings.diagnostics.iter().filter(|diagnostic| diagnostic.severity() != Severity::Hint);
    grave.map(|diagnostic| one(diagnostic, findings)).collect()
}

fn one(diagnostic: &Diagnostic, findings: &Findings) -> (u32, &'static str) {
    let Span { file, start, .. } = diagnostic.primary.span;
    assert_eq!(file, FileId::MAIN, "{}", diagnostic.message);
    (findings.sources.get(file).position(start).line, diagnostic.code.name)
}

/// All of these were found, and maybe more.
fn assert_all_told(findings: &Findings, expected: &[(u32, &'static str)]) {
    let told = told(findings);
    let missing: Vec<_> = expected.iter().filter(|one| !told.contains(one)).collect();
    assert!(missing.is_empty(), "{missing:?} are missing among {told:?}");
}

fn lint(template: &str) -> Findings {
    preview::lint(source(template), Language::Terraform, &Memory::default(), &Settings::default())
}

fn source(template: &str) -> Source {
    Source::new("nats.conf.tftpl", template.as_bytes())
}

fn render(template: &str, variables: &Value) -> Preview {
    let source = source(template);
    let mut read = Variables::none(Language::Terraform).expect("Terraform's templates are rendered");
    let file = Source::new("vars.json", variables.to_string().into_bytes());
    assert!(read.read(&file).is_ok(), "variables in JSON");
    let template = Template { source: &source, variables: &read, host: &TemplateFiles, quotes_values: true };
    template.preview(&Disk::default(), &Settings::default())
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(workspace::root().join("fixtures/templates").join(name)).expect("the fixture is there")
}

/// What an operator and three accounts are to a server: JWTs and public keys, of natsconf's own making.
struct Trust {
    made: Kept,
}

impl Trust {
    fn new() -> Self {
        let text = "cluster: {name: nats-core}\naccounts: {APP: {users: {app: {}}}, AUTH: {users: {callout: {}}}}\n";
        let read = Deployment::read(Source::new("deployment.yaml", text.as_bytes()));
        let described = read.unwrap_or_else(|findings| panic!("{:?}", told(&findings))).deployment;
        let mut number = 0;
        let mut random = |bytes: &mut [u8; 32]| {
            number += 1;
            bytes[0] = number;
        };
        let (kept, sources) = (Kept::default(), Memory::default());
        let mut inputs =
            Inputs { now: 1_750_000_000, kept: &kept, sources: &sources, random: &mut random, trial: None };
        Trust { made: deployment::render(&described, &mut inputs).expect("it can be rendered").made }
    }

    fn jwt(&self, name: &str) -> &str {
        &self.made.tokens[name]
    }

    fn public(&self, name: &str) -> String {
        self.made.seeds[name].public_key().to_string()
    }

    /// The accounts by their public keys, as files hold them: with a line break at the end.
    fn preload(&self) -> BTreeMap<String, String> {
        let accounts = self.made.tokens.iter().filter(|(name, _)| name.starts_with("account/"));
        accounts.map(|(name, jwt)| (self.public(name), format!("{jwt}\n"))).collect()
    }

    /// The variables of a template that is right.
    fn variables(&self, folder: &Path) -> Value {
        let inside = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
        json!({
            "operator_jwt": format!("{}\n", self.jwt("operator")), "system_account": self.public("account/SYS"),
            "resolver_preload": self.preload(), "server_name": "nats-0", "cluster_name": "nats-core",
            "host": "127.0.0.1", "ports": { "client": -1, "monitor": -1, "cluster": -1, "leaf": -1 },
            "routes": ["127.0.0.1:1"], "certs_dir": inside(""), "resolver_dir": inside("jwt"),
            "store_dir": inside("store"), "pid_file": inside("nats.pid"), "max_memory_store": "64Mi",
            "max_file_store": "1Gi",
        })
    }
}

/// A certificate of natsconf's own authority, for this machine.
fn write_certificates(folder: &Path) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let validity = Validity::days(i64::try_from(now).expect("before 292 billion"), 1);
    let authority = Authority::new("test CA", CertificateKey::new(&[1; 32]), validity).expect("an authority");
    let key = CertificateKey::new(&[2; 32]);
    let names = ["127.0.0.1".to_owned()];
    let request = Request { name: "nats", alternative_names: &names, usage: Usage::of(true, true), validity };
    let certificate = authority.issue(&request, &key).expect("a certificate");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("files can be written");
    write("ca.crt", authority.pem());
    write("tls.crt", &certificate);
    write("tls.key", key.to_pem().expect("PEM").expose());
}

/// Nothing is found in the template, nor in what it gives, and a server starts with that.
fn assert_starts(template: &str) {
    assert_eq!(grave(&lint(template)), [], "before it is rendered");
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_certificates(folder.path());
    let preview = render(template, &Trust::new().variables(folder.path()));
    assert_eq!(grave(&preview.findings), [], "rendered");
    let text = preview.rendered.expect("rendered").into_text();
    let server = servers::start(servers::NEWEST, text.as_str());
    server.logged("Server is ready");
    server.logged("Listening for route connections");
}

#[test]
fn a_template_with_every_mistake_is_told_each() {
    let findings = lint(&fixture("operator.conf.tftpl"));
    let expected = [
        (1, "template-code-in-comment"),
        (3, "template-jwt-for-name"),
        (12, "auth-callout-with-operator"),
        (15, "template-jwt-for-name"),
        (22, "template-loop-separator"),
        (22, "template-url-value"),
        (27, "unknown-option"),
        (31, "template-escaped-variable"),
        (32, "bad-value"),
    ];
    assert_all_told(&findings, &expected);
    let helpless = findings.diagnostics.iter().filter(|diagnostic| diagnostic.help.is_none());
    assert_eq!(helpless.map(|found| found.code.name).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_template_without_them_starts_a_server() {
    assert_starts(&fixture("operator-fixed.conf.tftpl"));
}

#[test]
fn the_seed_plan_corrected_starts_a_server() {
    let Some(folder) = shared::folder() else { return };
    let plan = std::fs::read_to_string(folder.join("seed-plan/corrected/nats.conf.tftpl")).expect("the plan is there");
    assert_starts(&plan);
}

/// What people write, and what they are told, with the way out.
#[test]
fn every_trap_of_templates_is_told() {
    let traps = [
        ("authorization { user: a, password: \"$PW\" }", "variable-in-quotes"),
        ("authorization { user: a, password: \"$${PW}\" }", "template-escaped-variable"),
        ("server_name: \"$${NAME}\"", "template-escaped-variable"),
        ("authorization { user: a, password: ${password} }", "template-unquoted-value"),
        ("cluster { name: a, port: 1, routes: [\"nats://u:${password}@b:1\"] }", "template-url-value"),
        ("# was ${old}\nport: 1", "template-code-in-comment"),
        ("# %{ if a }\nport: 1\n# %{ endif }", "template-code-in-comment"),
        (
            "cluster { name: a, port: 1, routes: [%{ for r in routes }nats://${r}:1%{ endfor }] }",
            "template-loop-separator",
        ),
        ("authorization { token: \"${file(\"jwt\")}\" }", "template-trailing-newline"),
        ("mappings { a: ${jsonencode(subject)} }", "template-json-string"),
        ("jetstream { max_file_store: \"100Gi\" }", "bad-value"),
        ("jetstream { max_file_store: \"80%\" }", "bad-value"),
    ];
    for (template, code) in traps {
        assert_told(&lint(template), template, code);
    }
    let finished = [
        ("server_name: \"${name}\"", "unrendered-template"),
        ("authorization { user: a, password: \"${password}\" }", "unrendered-template"),
        ("operator: ${operator_jwt}", "unknown-variable"),
        ("jetstream { store_dir: \"/data\n\" }", "line-break-in-value"),
    ];
    for (text, code) in finished {
        let checked =
            natsconf_core::check(Source::new("nats.conf", text.as_bytes()), &Memory::default(), &Settings::default());
        assert_told(&checked.into_findings(), text, code);
    }
}

/// What people write, and what is right.
#[test]
fn correct_templates_are_told_nothing() {
    let templates = [
        (Language::Terraform, "listen: 127.0.0.1:${port}\nhttp: 127.0.0.1:822${n}"),
        (Language::Terraform, "host: 10.0.0.${n}\ncluster { name: a, listen: 0.0.0.0:${p}, no_advertise: true }"),
        (Language::Terraform, "listen: ${host}:4222\nmax_payload: ${n}MB\nping_interval: ${n}s"),
        (Language::Jinja, "# {{ ansible_managed }}\nlisten: 127.0.0.1:{{ port | default(4222) }}"),
        (Language::Go, "listen: 127.0.0.1:{{ .Values.port }}\nserver_name: {{ .Values.name | quote }}"),
        (Language::Shell, "listen: 127.0.0.1:${PORT}\nserver_name: \"$HOSTNAME\""),
    ];
    for (language, template) in templates {
        let findings = preview::lint(source(template), language, &Memory::default(), &Settings::default());
        assert_eq!(told(&findings), [], "{template}");
    }
}

fn assert_told(findings: &Findings, text: &str, code: &str) {
    let found = findings.diagnostics.iter().find(|found| found.code.name == code && found.severity() != Severity::Hint);
    let found = found.unwrap_or_else(|| panic!("{text}: {:?}", told(findings)));
    assert!(found.help.is_some(), "{text}: {}", found.message);
}
