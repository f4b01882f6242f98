//! What criterion has measured last.

use std::fs;

use anyhow::{Context, Result};
use natsconf_tests::workspace;
use serde_json::Value;

/// The time of one iteration in the best sample: on a machine with other work, the mean says more about that.
pub fn seconds(group: &str, parameter: &str) -> Result<f64> {
    let file = workspace::root().join("target/criterion").join(group).join(parameter).join("new/sample.json");
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let sample: Value = serde_json::from_str(&text)?;
    let (times, iterations) = (numbers(&sample["times"]), numbers(&sample["iters"]));
    let best = times.zip(iterations).map(|(time, iterations)| time / iterations).reduce(f64::min);
    Ok(best.with_context(|| format!("{} has no sample", file.display()))? / 1e9)
}

fn numbers(list: &Value) -> impl Iterator<Item = f64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_f64)
}
