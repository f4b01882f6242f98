//! What the schema of SARIF 2.1.0 asks of the parts that natsconf writes: no other properties than it has, those that
//! must be there, and the kinds of their values.

use serde_json::{Map, Value};

/// The properties of an object: those that must be there, and those that may.
struct Object(&'static [&'static str], &'static [&'static str]);

const LOG: Object = Object(&["version", "runs"], &["$schema"]);
const RUN: Object = Object(&["tool", "results"], &["columnKind"]);
const DRIVER: Object = Object(&["name"], &["version", "informationUri", "rules"]);
const RULE: Object = Object(&["id"], &["shortDescription", "help", "helpUri", "defaultConfiguration"]);
const RESULT: Object = Object(
    &["message"],
    &["ruleId", "ruleIndex", "level", "locations", "relatedLocations", "partialFingerprints", "fixes"],
);
const LOCATION: Object = Object(&[], &["physicalLocation", "message"]);
const PHYSICAL: Object = Object(&["artifactLocation"], &["region"]);
const REGION: Object = Object(&[], &["startLine", "startColumn", "endLine", "endColumn", "byteOffset", "byteLength"]);
const FIX: Object = Object(&["artifactChanges"], &["description"]);
const CHANGE: Object = Object(&["artifactLocation", "replacements"], &[]);
const REPLACEMENT: Object = Object(&["deletedRegion"], &["insertedContent"]);

pub fn assert_valid(log: &Value) {
    let fields = object(log, &LOG);
    assert_eq!(fields["version"], "2.1.0");
    let run = object(&list(&fields["runs"])[0], &RUN);
    assert!(["utf16CodeUnits", "unicodeCodePoints"].contains(&text(&run["columnKind"])));
    let driver = object(&object(&run["tool"], &Object(&["driver"], &[]))["driver"], &DRIVER);
    uri(&driver["informationUri"]);
    let rules = list(&driver["rules"]);
    rules.iter().for_each(rule);
    assert_unique(rules);
    for result in list(&run["results"]) {
        let result = object(result, &RESULT);
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        level(&result["level"]);
        assert!(!message(&result["message"]).is_empty());
        list(&result["locations"]).iter().for_each(location);
        for related in result.get("relatedLocations").map(list).unwrap_or_default() {
            location(related);
        }
        for (_, fingerprint) in result["partialFingerprints"].as_object().unwrap() {
            assert!(!text(fingerprint).is_empty());
        }
        result.get("fixes").map(list).unwrap_or_default().iter().for_each(fix);
    }
}

fn rule(rule: &Value) {
    let rule = object(rule, &RULE);
    message(&rule["shortDescription"]);
    assert!(text(&rule["help"]["text"]).starts_with("# "));
    uri(&rule["helpUri"]);
    level(&object(&rule["defaultConfiguration"], &Object(&["level"], &[]))["level"]);
}

fn location(location: &Value) {
    let location = object(location, &LOCATION);
    if let Some(physical) = location.get("physicalLocation") {
        let physical = object(physical, &PHYSICAL);
        artifact(&physical["artifactLocation"]);
        region(&physical["region"]);
    }
}

fn artifact(artifact: &Value) {
    let uri = text(&object(artifact, &Object(&["uri"], &[]))["uri"]);
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/:%".contains(c);
    assert!(!uri.is_empty() && uri.chars().all(allowed), "{uri} is no URI reference");
}

fn region(region: &Value) {
    let region = object(region, &REGION);
    let number = |name: &str| region[name].as_u64().unwrap_or_else(|| panic!("{name} is no number"));
    let (start, end) = ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
    assert!(start.0 >= 1 && start.1 >= 1 && end >= start, "{region:?}");
    assert!(region["byteOffset"].is_u64() && region["byteLength"].is_u64());
}

fn fix(fix: &Value) {
    let fix = object(fix, &FIX);
    message(&fix["description"]);
    for change in list(&fix["artifactChanges"]) {
        let change = object(change, &CHANGE);
        artifact(&change["artifactLocation"]);
        assert!(!list(&change["replacements"]).is_empty());
        for replacement in list(&change["replacements"]) {
            let replacement = object(replacement, &REPLACEMENT);
            region(&replacement["deletedRegion"]);
            message(&replacement["insertedContent"]);
        }
    }
}

fn object<'v>(value: &'v Value, Object(required, optional): &Object) -> &'v Map<String, Value> {
    let fields = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    for name in *required {
        assert!(fields.contains_key(*name), "`{name}` is missing: {value}");
    }
    for name in fields.keys() {
        assert!(
            required.contains(&name.as_str()) || optional.contains(&name.as_str()),
            "`{name}` is not in the schema"
        );
    }
    fields
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no string: {value}"))
}

fn message(value: &Value) -> &str {
    text(&object(value, &Object(&["text"], &[]))["text"])
}

fn level(value: &Value) {
    assert!(["none", "note", "warning", "error"].contains(&text(value)));
}

fn uri(value: &Value) {
    assert!(text(value).starts_with("https://"));
}

fn assert_unique(rules: &[Value]) {
    let ids = rules.iter().map(|rule| text(&rule["id"])).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(ids.len(), rules.len());
}
