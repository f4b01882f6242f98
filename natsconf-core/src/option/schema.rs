//! JSON Schema from the shapes: what editors complete in the `.json` and `.yaml` forms of a configuration.

use schemars::{Schema, json_schema};
use serde_json::{Map, Value as Json, json};

use super::shape::{Shape, Unit};
use super::spec::{BlockSpec, OptionSpec};

/// The schema of what has `root` at its top level: draft 2020-12, every block once under `$defs`, by the name that `name`
/// gives it.
pub fn schema(title: &str, root: &'static BlockSpec, name: fn(&BlockSpec) -> String) -> Schema {
    let mut definitions = Definitions { blocks: Map::new(), name };
    let mut schema = block(root, &mut definitions);
    schema.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".to_owned(), title.into());
    schema.insert("$defs".to_owned(), Json::Object(definitions.blocks));
    schema
}

/// The blocks that stand under `$defs`.
struct Definitions {
    blocks: Map<String, Json>,
    name: fn(&BlockSpec) -> String,
}

/// An object with the options of a block under all their spellings.
fn block(block: &'static BlockSpec, definitions: &mut Definitions) -> Schema {
    let mut properties = Map::new();
    for option in block.options {
        let schema = self::option(option, definitions);
        for alias in option.aliases() {
            let mut alias_schema = schema.clone();
            alias_schema.insert("description".to_owned(), format!("The same as `{}`.", option.name()).into());
            properties.insert((*alias).to_owned(), alias_schema.into());
        }
        properties.insert(option.name().to_owned(), schema.into());
    }
    json_schema!({
        "type": "object",
        "description": block.doc.trim(),
        "properties": properties,
        "additionalProperties": false,
    })
}

fn option(option: &'static OptionSpec, definitions: &mut Definitions) -> Schema {
    let mut schema = shape(&option.shape, definitions);
    schema.insert("description".to_owned(), option.doc.trim().into());
    if let Some(default) = option.default {
        schema.insert("default".to_owned(), default_value(default));
    }
    if option.deprecated.is_some() {
        schema.insert("deprecated".to_owned(), true.into());
    }
    let number = schema.get("type").is_some_and(|kind| kind == "integer" || kind == "number");
    for (keyword, bound) in [("minimum", option.at_least), ("maximum", option.at_most)] {
        if let Some(bound) = bound.filter(|_| number) {
            schema.insert(keyword.to_owned(), bound.into());
        }
    }
    schema
}

/// A default as JSON: what it says where it is JSON too, else its text.
fn default_value(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| match crate::value::bare_integer(text) {
        Some(number) => number.into(),
        None => text.into(),
    })
}

fn shape(shape: &Shape, definitions: &mut Definitions) -> Schema {
    match shape {
        Shape::Bool => json_schema!({ "type": "boolean" }),
        Shape::Integer(unit) => with_unit(json_schema!({ "type": "integer" }), *unit),
        Shape::Number(unit) => with_unit(json_schema!({ "type": "number" }), *unit),
        Shape::Duration => json_schema!({ "type": "string", "pattern": DURATION, "examples": ["10s"] }),
        Shape::Text(text) => {
            let mut schema = json_schema!({ "type": "string" });
            if let Some(pattern) = text.pattern {
                schema.insert("pattern".to_owned(), pattern.into());
            }
            if text.secret {
                schema.insert("writeOnly".to_owned(), true.into());
            } else {
                schema.insert("examples".to_owned(), json!([text.example]));
            }
            schema
        }
        // The server takes any case; editors complete the usual one.
        Shape::Choice(words) => {
            let usual: Vec<_> = words.iter().filter_map(|spellings| spellings.first()).collect();
            json_schema!({ "anyOf": [{ "enum": usual }, { "type": "string", "pattern": any_case(words) }] })
        }
        Shape::AnyOf(shapes) => {
            let shapes: Vec<Schema> = shapes.iter().map(|alternative| self::shape(alternative, definitions)).collect();
            json_schema!({ "anyOf": shapes })
        }
        Shape::List(of) => json_schema!({ "type": "array", "items": self::shape(of, definitions) }),
        Shape::Map { value, .. } => {
            json_schema!({ "type": "object", "additionalProperties": self::shape(value, definitions) })
        }
        Shape::Block(block) => reference(block, definitions),
    }
}

fn with_unit(mut schema: Schema, unit: Unit) -> Schema {
    if let Some(unit) = unit.name() {
        schema.insert("x-unit".to_owned(), unit.into());
    }
    schema
}

/// A block under `$defs`, made at its first use.
fn reference(spec: &'static BlockSpec, definitions: &mut Definitions) -> Schema {
    let name = (definitions.name)(spec);
    if !definitions.blocks.contains_key(&name) {
        // Stands for it while it is being made.
        definitions.blocks.insert(name.clone(), true.into());
        let schema = block(spec, definitions);
        definitions.blocks.insert(name.clone(), schema.into());
    }
    Schema::new_ref(format!("#/$defs/{name}"))
}

const DURATION: &str = r"^[+-]?(0|([0-9]*\.?[0-9]*(ns|us|µs|μs|ms|s|m|h))+)$";

/// A size in text: what `bare_integer` reads.
const SIZE: &str = r"^-?[0-9]+([kKmMgGtTpPeE]([iI]?[bB])?|[kKmMgGtTpPeE][iI])?$";

/// Lets every size be a text with a suffix as well, in notations that have no numbers with suffixes.
pub(crate) fn with_sizes_as_text(schema: &mut Json) {
    match schema {
        Json::Object(map) => {
            if map.get("x-unit").is_some_and(|unit| unit == "bytes")
                && map.get("type").is_some_and(|kind| kind == "integer")
            {
                map.insert("type".to_owned(), json!(["integer", "string"]));
                map.insert("pattern".to_owned(), SIZE.into());
            }
            map.values_mut().for_each(with_sizes_as_text);
        }
        Json::Array(items) => items.iter_mut().for_each(with_sizes_as_text),
        _ => {}
    }
}

/// A pattern for the words in any case: JSON Schema has no flag for that.
fn any_case(words: &[&[&str]]) -> String {
    let letter = |c: char| match c {
        c if c.is_ascii_alphabetic() => format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase()),
        '.' => r"\.".to_owned(),
        c => c.to_string(),
    };
    let word = |word: &&str| word.chars().map(letter).collect::<String>();
    let words: Vec<_> = words.iter().flat_map(|spellings| spellings.iter().map(word)).collect();
    format!("^({})$", words.join("|"))
}
