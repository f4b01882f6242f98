//! The variables of a template: from JSON, from a `.tfvars` file, or one by one.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::evaluate::Evaluator;
use super::host::NoFiles;
use super::syntax::{Mentions, Range, parse_body};
use super::value::{Value, decode_json, normalize};
use super::{Report, mistake_diagnostic};
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
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
        let report = Report::new(file, text);
        let text = report.utf8(text, &VARIABLES)?;
        match decode_json(text, limits.depth) {
            Ok(Value::Object(entries)) => Ok(Variables { values: (**entries).clone() }),
            Ok(_) => Err(vec![VARIABLES.at(report.span(whole(text)), "variables must be a JSON object")]),
            Err(error) => {
                let range = Range { start: error.offset, end: error.offset };
                Err(vec![VARIABLES.at(report.span(range), format!("this is no JSON: {}", error.message))])
            }
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

fn whole(text: &str) -> Range {
    Range { start: 0, end: text.len() }
}
