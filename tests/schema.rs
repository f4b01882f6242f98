//! The JSON Schema of a configuration, before a validator that is not ours.

use jsonschema::Validator;
use natsconf_core::model::Config;
use natsconf_core::option::{Block, schema};
use natsconf_core::source::{Memory, Source};
use natsconf_core::value::{Kind, MapRef, ValueRef};
use natsconf_core::{Settings, check};
use natsconf_tests::shared::{self, Case, Status};
use serde_json::{Value, json};

fn document() -> Value {
    serde_json::to_value(schema(Config::SPEC)).expect("a schema is JSON")
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
