//! Names and values for a terminal.

use std::fmt;

/// Rows of two columns, a name and a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows.
    pub rows: Vec<(String, String)>,
}

impl Table {
    pub(super) fn row(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.rows.push((name.into(), value.into()));
    }

    /// Adds a row unless the value is empty.
    pub(super) fn row_if_set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.row(name, value);
        }
    }
}

impl fmt::Display for Table {
    /// The names in a column of their own. A value of several lines goes on below itself.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, value) in &self.rows {
            let mut name = name.as_str();
            for line in value.lines() {
                writeln!(f, "{name:width$}  {line}")?;
                name = "";
            }
        }
        Ok(())
    }
}
