//! What criterion has measured last.

use std::fs;

use anyhow::{Context, Result};
use natsconf_tests::workspace;

/// The mean time of one iteration.
pub fn seconds(group: &str, parameter: &str) -> Result<f64> {
    let file = workspace::root().join("target/criterion").join(group).join(parameter).join("new/estimates.json");
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let estimates: serde_json::Value = serde_json::from_str(&text)?;
    let nanoseconds = estimates.pointer("/mean/point_estimate").and_then(serde_json::Value::as_f64);
    Ok(nanoseconds.with_context(|| format!("{} has no mean", file.display()))? / 1e9)
}
