//! The JSON Schema of a configuration, before a validator that is not ours.

use jsonschema::Validator;
use natsconf_core::source::{Memory, Source};
use natsconf_core::value::{Kind, MapRef, ValueRef};
use natsconf_core::{Settings, check, config_schema, convert, deployment_schema};
use natsconf_tests::shared::{self, Case, Status};
use natsconf_tests::workspace;
use serde_json::{Value, json};

fn document() -> Value {
    serde_json::to_value(config_schema()).expect("a schema is JSON")
}

fn validator() -> Validator {
    jsonschema::validator_for(&document()).expect("the schema can be used")
}

fn mistakes(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_schema_is_one() {
    assert!(jsonschema::meta::is_valid(&document()));
}

#[test]
fn mistakes_are_found() {
    let validator = validator();
    let good =
        json!({ "port": 4222, "cluster": { "name": "east", "routes": ["nats://a:6222"] }, "jetstream": "enabled" });
    assert_eq!(mistakes(&validator, &good), [""; 0]);
    for bad in [
        json!({ "prot": 4222 }),
        json!({ "port": true }),
        json!({ "port": 70000 }),
        json!({ "cluster": { "nme": "east" } }),
        json!({ "cluster": [] }),
        json!({ "write_deadline": "10 seconds" }),
        json!({ "accounts": { "A": { "users": [{ "user": 1 }] } } }),
        json!([]),
    ] {
        assert!(!validator.is_valid(&bad), "{bad}");
    }
}

/// Descriptions of deployments among the fixtures, as JSON.
fn descriptions(folder: &str) -> Vec<(String, Value)> {
    let folder = workspace::root().join("fixtures/deployments").join(folder);
    let paths = std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("readable").path());
    let yaml = paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    yaml.map(|path| {
        let text = std::fs::read(&path).expect("the fixture is there");
        let values = convert::read(Source::new(path.clone(), text)).expect("YAML");
        let json = convert::to_json(values.root());
        (path.display().to_string(), serde_json::from_str(&json).expect("JSON"))
    })
    .collect()
}

#[test]
fn the_schema_of_deployments_takes_what_is_rendered() {
    let document = serde_json::to_value(deployment_schema()).expect("a schema is JSON");
    assert!(jsonschema::meta::is_valid(&document));
    let validator = jsonschema::validator_for(&document).expect("the schema can be used");
    let sound = descriptions("");
    assert!(sound.len() >= 8);
    for (name, description) in &sound {
        assert_eq!(mistakes(&validator, description), [""; 0], "{name}");
    }
    // What is wrong with a single value it finds; what is wrong with the whole it does not know.
    let found = descriptions("refused").iter().filter(|(_, description)| !validator.is_valid(description)).count();
    assert!(found >= 8, "{found}");
}

/// Whether a block defines a variable: JSON has none, and the schema no word for it.
fn defines_variables(map: MapRef<'_>) -> bool {
    fn inside(value: ValueRef<'_>) -> bool {
        match value.kind() {
            Kind::Map(map) => defines_variables(map),
            Kind::Array(items) => items.iter().any(inside),
            _ => false,
        }
    }
    map.iter().any(|entry| entry.is_used_as_variable() || inside(entry.value))
}

/// Whether the server starts with the text as it stands.
fn is_taken(case: &Case) -> bool {
    let starts = case.start.as_ref().is_none_or(|start| start.status != Status::Refused);
    case.server.as_ref().is_some_and(|server| server.ok) && starts && !case.env_dependent
}

#[test]
fn what_the_server_takes_is_valid() {
    let Some(cases) = shared::corpus() else { return };
    let validator = validator();
    let (mut seen, mut wrong) = (0, Vec::new());
    for case in cases.iter().filter(|case| is_taken(case)) {
        let checked = check(Source::new("t.conf", case.text.as_bytes()), &Memory::default(), &Settings::default());
        if defines_variables(checked.values.root()) {
            continue;
        }
        let value = serde_json::to_value(checked.values.root()).expect("values are JSON");
        let found = mistakes(&validator, &value);
        seen += 1;
        if !found.is_empty() {
            wrong.push(format!("{}\n{}", case.text, found.join("\n")));
        }
    }
    assert!(seen > 300, "{seen} cases are too few");
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n---\n"));
}
