//! The variables of a template: from JSON, from a `.tfvars` file, or one by one.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::evaluate::Evaluator;
use super::host::NoFiles;
use super::syntax::{Mentions, Range, parse_body};
use super::value::{Type, Value, convert, decode_json, normalize};
use super::{Report, mistake_diagnostic};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, offset};
use crate::template::codes::{LIMIT, VARIABLES};
use crate::template::limits::Limits;

/// Values by name.
#[derive(Clone, Default)]
pub struct Variables {
    pub(super) values: BTreeMap<Arc<str>, Value>,
}

impl Variables {
    /// Reads a JSON object: arrays become tuples and objects objects, as with `jsondecode`.
    ///
    /// # Errors
    /// The first place where the text is no JSON object.
    pub fn from_json(text: &[u8], file: FileId, limits: &Limits) -> Result<Variables, Vec<Diagnostic>> {
        match json(text, file, limits)? {
            Value::Object(entries) => Ok(Variables { values: (**entries).clone() }),
            _ => Err(vec![VARIABLES.at(whole(text, file), "variables must be a JSON object")]),
        }
    }

    /// Reads a JSON object as a value of this type, an object or a map, so that sets, lists and maps are told from tuples
    /// and objects. A number may be a string of its digits.
    ///
    /// # Errors
    /// The first place where the text is no JSON, or the whole when it is not of this type.
    pub fn from_typed_json(
        text: &[u8],
        of: &Type,
        file: FileId,
        limits: &Limits,
    ) -> Result<Variables, Vec<Diagnostic>> {
        match convert(&json(text, file, limits)?, of) {
            Ok(Value::Object(entries) | Value::Map(_, entries)) => Ok(Variables { values: (**entries).clone() }),
            Ok(_) => Err(vec![VARIABLES.at(whole(text, file), "variables must be an object or a map")]),
            Err(mismatch) => Err(vec![VARIABLES.at(whole(text, file), mismatch)]),
        }
    }

    /// Reads a `.tfvars` file: `name = value` on each line, the values without variables and functions.
    ///
    /// # Errors
    /// Every value that is wrong, or the first mistake in the syntax.
    pub fn from_tfvars(text: &[u8], file: FileId, limits: &Limits) -> Result<Variables, Vec<Diagnostic>> {
        let report = Report::new(file, text);
        report.utf8(text, &VARIABLES)?;
        let attributes = parse_body(&report.normal.text, limits.depth)
            .map_err(|mistake| vec![mistake_diagnostic(&report, &mistake)])?;
        let none = BTreeMap::new();
        let mut values = BTreeMap::new();
        let mut diagnostics = Vec::new();
        for attribute in &attributes {
            let mentions = Mentions::of(&attribute.value);
            let names = mentions.variables.iter().map(|(_, range)| (*range, "variables"));
            let calls = mentions.calls.iter().map(|call| (call.name_range, "functions"));
            let before = diagnostics.len();
            diagnostics.extend(
                names
                    .chain(calls)
                    .map(|(range, what)| VARIABLES.at(report.span(range), format!("{what} cannot be used here"))),
            );
            if diagnostics.len() > before {
                continue;
            }
            let mut evaluator = Evaluator::new(&none, &NoFiles, *limits, false);
            match evaluator.evaluate(&attribute.value) {
                Ok(value) => drop(values.insert(normalize(&attribute.name), value)),
                Err(stop) => return Err(vec![LIMIT.at(report.span(stop.range), stop.message)]),
            }
            diagnostics.extend(report.problems(evaluator.into_problems()));
        }
        if diagnostics.is_empty() { Ok(Variables { values }) } else { Err(diagnostics) }
    }

    /// Sets a variable to a string.
    pub fn set(&mut self, name: &str, value: &str) {
        self.insert(name, Value::string(value));
    }

    /// Sets a variable.
    pub fn insert(&mut self, name: &str, value: Value) {
        self.values.insert(normalize(name), value);
    }

    /// Takes over the variables of another, which win over those that are there.
    pub fn extend(&mut self, others: Variables) {
        self.values.extend(others.values);
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(|name| &**name)
    }

    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }
}

impl fmt::Debug for Variables {
    /// Leaves out the values, which may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

fn json(text: &[u8], file: FileId, limits: &Limits) -> Result<Value, Vec<Diagnostic>> {
    let report = Report::new(file, text);
    decode_json(report.utf8(text, &VARIABLES)?, limits.depth).map_err(|error| {
        let range = Range { start: error.offset, end: error.offset };
        vec![VARIABLES.at(report.span(range), format!("this is no JSON: {}", error.message))]
    })
}

fn whole(text: &[u8], file: FileId) -> Span {
    Span::new(file, 0, offset(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, of: &str) -> Result<Variables, Vec<Diagnostic>> {
        let of = Type::from_json(&serde_json::from_str(of).unwrap()).unwrap();
        Variables::from_typed_json(text.as_bytes(), &of, FileId::MAIN, &Limits::default())
    }

    #[test]
    fn a_type_tells_what_json_cannot() {
        let text =
            r#"{"s": ["b", "a", "b"], "l": [], "m": {"x": null}, "t": [1, null], "n": "12345678901234567890123"}"#;
        let of = r#"["object", {"s": ["set", "string"], "l": ["list", ["object", {"a": "bool"}]], "m": ["map", "number"],
            "t": ["tuple", ["number", "dynamic"]], "n": "number"}]"#;
        let variables = read(text, of).unwrap();
        let types = ["l", "m", "n", "s", "t"].map(|name| variables.get(name).unwrap().type_of());
        assert_eq!(
            types[..3],
            [
                Type::list(Type::Object(std::sync::Arc::new([("a".into(), Type::Bool)].into()))),
                Type::map(Type::Number),
                Type::Number
            ]
        );
        assert_eq!(types[3..], [Type::set(Type::String), Type::Tuple([Type::Number, Type::Dynamic].into())]);
        assert_eq!(variables.get("s").and_then(Value::items).unwrap().len(), 2);
    }

    #[test]
    fn what_is_not_of_the_type_is_refused() {
        assert!(read("[]", r#"["list", "string"]"#).is_err());
        assert!(read("{}", r#"["object", {"a": "string"}]"#).is_err());
        assert!(read("{\"a\": [1]}", r#"["map", "string"]"#).is_err());
        assert!(read("{", r#"["map", "string"]"#).is_err());
    }
}
