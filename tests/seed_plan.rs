//! The template of the plan that the project grew from. Its defects have numbers, and each is told by one: before the template
//! is rendered or with what the plan puts into it, and where neither says it, with what does: `--files` for certificates and
//! creds (A6, B3, B4, B14), `natsconf.toml` for the size of a volume (B11), and `--cluster` for the leaf node that dials (B13),
//! once what stops its hub from starting is mended. A1, A4 and a number as the server's name (B12) are in what the template is
//! given, and nothing tells them before. B15 and B16 are what has to stand in the place of A2, and its way out names them. C are
//! the traps of templates and D more faults of operator mode, each made in this template.

use natsconf_core::diagnostic::render::Findings;
use natsconf_core::identity::certificates::{Authority, CertificateKey, Request, Usage, Validity};
use natsconf_core::preview::{self, Language, Template, Variables};
use natsconf_core::source::volumes::{Volumes, WithVolumes};
use natsconf_core::source::{Memory, Source, Sources};
use natsconf_core::template::terraform::NoFiles;
use natsconf_core::{Settings, check};
use natsconf_tests::shared;
use serde_json::{Value, json};

use super::{Trust, source, told};

const NOW: i64 = 1_750_000_000;

/// A defect by its number, and what tells it: line and name of a finding.
type Told = (&'static str, u32, &'static str);

/// With `--files`.
fn reading_files() -> Settings {
    Settings { reads_named_files: true, now: Some(NOW), ..Settings::default() }
}

fn plan() -> Option<String> {
    let folder = shared::folder()?;
    Some(std::fs::read_to_string(folder.join("seed-plan/nats.conf.tftpl")).expect("the plan is there"))
}

/// What the plan puts into its template.
fn variables(trust: &Trust) -> Value {
    json!({
        "operator_jwt": trust.jwt("operator"), "system_account": trust.jwt("account/SYS"),
        "auth_callout_issuer": trust.public("user/AUTH/callout"), "auth_callout_jwt": trust.jwt("user/AUTH/callout"),
        "auth_callout_account": trust.public("account/AUTH"),
    })
}

fn unrendered(template: &str, sources: &dyn Sources, settings: &Settings) -> Findings {
    preview::lint(source(template), Language::Terraform, sources, settings)
}

fn rendered(template: &str, variables: &Value, sources: &dyn Sources, settings: &Settings) -> Findings {
    let source = source(template);
    let mut read = Variables::none(Language::Terraform).expect("Terraform's templates are rendered");
    assert!(read.read(&Source::new("vars.json", variables.to_string().into_bytes())).is_ok(), "variables in JSON");
    let template = Template { source: &source, variables: &read, host: &NoFiles, quotes_values: true };
    template.preview(sources, settings).findings
}

/// The text with one piece of it replaced, which is there.
fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "the plan has `{old}`");
    text.replacen(old, new, 1)
}

/// Each defect is told, and with each finding what to do.
fn assert_told(findings: &Findings, expected: &[Told]) {
    let missing = expected.iter().filter(|(_, line, code)| !told(findings).contains(&(*line, *code)));
    let missing: Vec<_> = missing.collect();
    assert!(missing.is_empty(), "{missing:?} are missing among {:?}", told(findings));
    let expected_codes = expected.iter().map(|(_, _, code)| *code);
    for code in expected_codes {
        let found = findings.diagnostics.iter().find(|found| found.code.name == code).expect("it was found");
        assert!(found.help.is_some(), "{code}: {}", found.message);
    }
}

#[test]
fn what_the_template_says_is_told_before_and_after_it_is_rendered() {
    let Some(plan) = plan() else { return };
    let in_both = [
        ("A2", 24, "auth-callout-with-operator"),
        ("A5", 8, "folder-below-etc"),
        ("B1", 32, "cluster-without-port"),
        ("B2", 40, "route-through-service"),
        ("B5", 6, "resolver-without-preload"),
        ("B6", 6, "resolver-without-delete"),
        ("B7", 19, "verify-and-map-with-operator"),
        ("B8", 12, "container-without-monitoring"),
        ("B9", 12, "container-without-pid-file"),
        ("B10", 59, "jetstream-folder-twice"),
        ("B12", 12, "unknown-variable"),
    ];
    let (memory, settings) = (Memory::default(), Settings::default());
    let before = unrendered(&plan, &memory, &settings);
    assert_told(&before, &in_both);
    assert_told(&before, &[("A3", 26, "template-jwt-for-name")]);
    let after = rendered(&plan, &variables(&Trust::new()), &memory, &settings);
    assert_told(&after, &in_both);
    assert_told(&after, &[("A1", 3, "system-account-differs"), ("A3", 26, "jwt-for-name"), ("A4", 25, "invalid-nkey")]);
    // B15 and B16 are about what has to stand in the place of A2.
    for findings in [&before, &after] {
        let callout = findings.diagnostics.iter().find(|found| found.code.name == "auth-callout-with-operator");
        let help = callout.and_then(|found| found.help.as_deref()).expect("A2 has a way out");
        let words = ["auth_users", "allowed_accounts", "default_sentinel"];
        assert!(words.iter().all(|word| help.contains(word)), "B15, B16: {help}");
    }
}

/// B5, B8 and B9 are about what is not there, and it may be where nobody looks.
#[test]
fn what_an_include_or_a_variable_may_say_is_not_missed() {
    let Some(plan) = plan() else { return };
    let (memory, settings) = (Memory::default(), Settings::default());
    let missed = |template: &str| {
        let told = told(&unrendered(template, &memory, &settings));
        let codes = told.iter().map(|(_, code)| *code);
        codes.filter(|code| code.starts_with("container-") || *code == "resolver-without-preload").count()
    };
    assert_eq!(missed(&plan), 3);
    for more in ["include ./more.conf", "${more}", "pid_file: \"never ends"] {
        assert_eq!(missed(&format!("{plan}\n{more}\n")), 0, "{more}");
    }
    for more in ["resolver_preload: ${preload}", "http_port: ${port}", "pid_file: \"${folder}/nats.pid\""] {
        assert_eq!(missed(&format!("{plan}\n{more}\n")), 2, "{more}");
    }
}

/// B12: the name of the server in all its forms.
#[test]
fn a_name_from_the_environment_is_told_where_it_is_none() {
    let Some(plan) = plan() else { return };
    let memory = Memory { variables: [("HOSTNAME".to_owned(), "0123".to_owned())].into(), ..Memory::default() };
    let settings = Settings::default();
    assert_told(&unrendered(&plan, &memory, &settings), &[("B12", 12, "wrong-type")]);
    let quoted = with(&plan, "server_name: $HOSTNAME", "server_name: \"$HOSTNAME\"");
    assert_told(&unrendered(&quoted, &memory, &settings), &[("B12", 12, "variable-in-quotes")]);
}

/// The files of the plan: certificates for the names that it gives them.
fn certificates(names: &[&str], usage: Usage) -> Memory {
    let validity = Validity::days(NOW, 300);
    let authority = Authority::new("plan CA", CertificateKey::new(&[1; 32]), validity).expect("an authority");
    let key = CertificateKey::new(&[2; 32]);
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let request = Request { name: "nats", alternative_names: &names, usage, validity };
    let certificate = authority.issue(&request, &key).expect("a certificate");
    let files = [
        ("ca.crt", authority.pem().as_bytes().to_vec()),
        ("tls.crt", certificate.into_bytes()),
        ("tls.key", key.to_pem().expect("PEM").expose().as_bytes().to_vec()),
    ];
    let files = files.into_iter().map(|(name, text)| (format!("/etc/nats-certs/{name}").into(), text));
    Memory::new(files, [("HOSTNAME".to_owned(), "nats-0".to_owned())].into())
}

#[test]
fn what_its_files_say_is_told_with_them() {
    let Some(plan) = plan() else { return };
    let variables = variables(&Trust::new());
    let absent = [16, 17, 18, 35, 36, 37, 50, 51, 52].map(|line| ("A6", line, "tls-file-refused"));
    assert_told(&unrendered(&plan, &Memory::default(), &reading_files()), &absent);
    assert_told(&rendered(&plan, &variables, &Memory::default(), &reading_files()), &absent);

    let names = ["*.nats.nats.svc", "nats-0.nats.nats.svc.cluster.local", "nats-1.nats.nats.svc.cluster.local"];
    let files = certificates(&names, Usage::Server);
    let expected = [("B3", 40, "certificate-without-host"), ("B4", 35, "certificate-without-usage")];
    assert_told(&unrendered(&plan, &files, &reading_files()), &expected);
    assert_told(&rendered(&plan, &variables, &files, &reading_files()), &expected);
    let files = certificates(&["nats-0.nats", "nats-1.nats", "nats-2.nats"], Usage::Both);
    let told = told(&unrendered(&plan, &files, &reading_files()));
    assert!(!told.iter().any(|(_, code)| code.starts_with("certificate-") || code.starts_with("tls-")), "{told:?}");
}

#[test]
fn what_its_volume_holds_is_told_where_its_size_is_known() {
    let Some(plan) = plan() else { return };
    let volumes: Volumes = [("/data".into(), 100 << 30)].into_iter().collect();
    let sources = WithVolumes { sources: &Memory::default(), volumes: &volumes };
    let expected = [("B11", 61, "volume-too-small")];
    let settings = Settings::default();
    assert_told(&unrendered(&plan, &sources, &settings), &expected);
    assert_told(&rendered(&plan, &variables(&Trust::new()), &sources, &settings), &expected);
    let room = with(&plan, "max_file_store: 100Gi", "max_file_store: 90Gi");
    assert!(!told(&unrendered(&room, &sources, &settings)).iter().any(|(_, code)| *code == expected[0].2));
}

/// What the plan gives once A1 to A4 and B1 are mended.
fn mended(plan: &str, trust: &Trust) -> String {
    let from = plan.find("# Auth callout configuration").expect("the plan has a callout");
    let until = plan.find("# Cluster configuration").expect("the plan has a cluster");
    let text = format!("{}{}", &plan[..from], &plan[until..]);
    let text = with(&text, "${operator_jwt}", trust.jwt("operator"));
    let text = with(&text, "${system_account}", &trust.public("account/SYS"));
    let text = with(&text, "name: \"nats-core\"", "name: \"nats-core\"\n  port: 6222");
    with(&text, "$HOSTNAME", "nats-0")
}

/// The leaf node of the plan brings creds that are JSON, with a `ca_file` beside.
#[test]
fn what_its_leaf_node_lacks_is_told_beside_it() {
    let Some(plan) = plan() else { return };
    let leaf = concat!(
        "server_name: edge\nlisten: \"127.0.0.1:4223\"\n",
        "leafnodes: { remotes: [{\n  url: \"tls://nats-0.nats:7422\"\n",
        "  credentials: \"leaf-credentials.json\"\n  tls: { ca_file: \"ca.crt\" }\n}] }\n",
    );
    let hub = mended(&plan, &Trust::new());
    let servers = [("hub.conf", hub.as_str()), ("leaf.conf", leaf)]
        .map(|(name, text)| check(Source::new(name, text.as_bytes()), &Memory::default(), &Settings::default()));
    let refused = servers.iter().map(natsconf_core::Checked::is_refused).collect::<Vec<_>>();
    assert_eq!(refused, [false, false]);
    let together = natsconf_core::check_together(&servers, &Settings::default());
    let found: Vec<_> = together.diagnostics.iter().map(|found| found.code.name).collect();
    assert!(found.contains(&"leafnode-without-certificate"), "B13: {found:?}");

    let files = [("leaf-credentials.json", r#"{"username": "leaf", "password": "secret"}"#), ("ca.crt", "")];
    let files = files.map(|(name, text)| (name.into(), text.as_bytes().to_vec()));
    let checked = check(Source::new("leaf.conf", leaf.as_bytes()), &Memory::new(files, [].into()), &reading_files());
    let findings = checked.into_findings();
    assert_told(&findings, &[("B14", 5, "creds-refused")]);
    let creds = findings.diagnostics.iter().find(|found| found.code.name == "creds-refused").expect("found");
    assert!(creds.message.contains("JSON") && creds.help.as_ref().is_some_and(|help| help.contains(".creds")));
}

#[test]
fn the_traps_of_templates_are_told_in_it() {
    let Some(plan) = plan() else { return };
    let variables = variables(&Trust::new());
    let (memory, settings) = (Memory::default(), Settings::default());
    let made = [
        ("C1", "\"nats-core\"", "${jsonencode(\"x.>\")}", 33),
        ("C3", "# TLS Configuration", "# TLS Configuration ${x}", 14),
        ("C4", "100Gi", "\"100Gi\"", 61),
        ("C4", "100Gi", "\"80%\"", 61),
    ];
    let codes = ["template-json-string", "template-code-in-comment", "bad-value", "bad-value"];
    for ((defect, old, new, line), code) in made.into_iter().zip(codes) {
        let template = with(&plan, old, new);
        assert_told(&unrendered(&template, &memory, &settings), &[(defect, line, code)]);
        let after = rendered(&template, &variables, &memory, &settings);
        assert!(told(&after).iter().any(|(at, _)| *at == line), "{defect}: {:?}", told(&after));
    }
    // C2: the template is taken for the file.
    let checked = check(Source::new("nats.conf", plan.as_bytes()), &memory, &settings).into_findings();
    assert_told(&checked, &[("C2", 2, "unknown-variable")]);
}

/// Faults of operator mode that `nats-server -t` accepts, and those that it does not, in what the plan gives.
#[test]
fn more_faults_of_operator_mode_are_told_in_it() {
    let Some(plan) = plan() else { return };
    let trust = Trust::new();
    let right = mended(&plan, &trust);
    let whole = |line: &str| {
        let at = right.find(line).expect("the plan has it");
        right[at..].split_once("\n}\n").map(|(block, _)| format!("{block}\n}}\n")).expect("it is a block")
    };
    let resolver = whole("resolver: {");
    let preload =
        |key: &str, account: &str| format!("resolver_preload: {{ {}: {} }}\n", trust.public(key), trust.jwt(account));
    let memory = |preload: String| with(&right, &resolver, &format!("resolver: MEMORY\n{preload}"));
    let more = |text: &str| format!("{right}\n{text}\n");
    let made = [
        (with(&right, &resolver, ""), "operator-without-resolver"),
        (with(&right, &resolver, &preload("account/SYS", "account/SYS")), "operator-without-resolver"),
        (more("authorization: { users: [{ user: a, password: b }] }"), "users-with-operator"),
        (more("accounts: { A: {} }"), "accounts-with-operator"),
        (memory(preload("account/APP", "account/APP")), "memory-resolver-without-system-account"),
        (memory(preload("account/SYS", "account/APP")), "system-account-refused"),
        (more("authorization: { token: secret }"), "login-with-operator"),
        (with(&right, "server_name: nats-0\n", ""), "jetstream-cluster-without-server-name"),
        (with(&right, "  type: full\n", ""), "missing-option"),
        (with(&right, "type: full", "type: fully"), "bad-value"),
        (with(&right, "  dir: \"/etc/nats-config/accounts/jwt\"\n", ""), "resolver-without-folder"),
        (memory(format!("resolver_preload: {{ {}: nonsense }}\n", trust.public("account/SYS"))), "bad-value"),
        (with(&right, "server_name: nats-0", "server_name: \"nats 0\""), "bad-value"),
        (with(&right, "\"nats-core\"", "\"nats core\""), "bad-value"),
    ];
    for (text, code) in made {
        let checked = check(Source::new("nats.conf", text.as_bytes()), &Memory::default(), &Settings::default());
        let findings = checked.into_findings();
        let found = findings.diagnostics.iter().find(|found| found.code.name == code);
        let found = found.unwrap_or_else(|| panic!("D: {code} is missing among {:?}", told(&findings)));
        // Of a space, the message says all there is to say.
        assert!(found.help.is_some() || found.message.ends_with("contains a space"), "D: {code}: {}", found.message);
    }
}
