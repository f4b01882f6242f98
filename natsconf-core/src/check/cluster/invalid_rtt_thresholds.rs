//! Round-trip times between which the compression changes.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::{Compression, Listens};
use crate::option::types::CompressionMode;

static CODE: Code = code!("invalid-rtt-thresholds", Error, "invalid_rtt_thresholds.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateAndNormalizeCompressionOption`, which looks at them for `s2_auto` alone.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    if let Some(block) = config.cluster.as_ref().and_then(|cluster| cluster.compression.as_deref()?.block()) {
        look_at(block, &[Some(CompressionMode::Auto)], report);
    }
    // `on` is the best for the kind of connection: for leaf nodes, `s2_auto`. It is also what counts where no mode is set, by
    // those who connect only where there is a port (`setBaselineOptions`).
    let auto = [Some(CompressionMode::Auto), Some(CompressionMode::On), None];
    let listens = config.listeners().any(|listener| listener.listens == Listens::LeafNodes);
    if let Some(block) = config.leafnodes.as_ref().and_then(|leafnodes| leafnodes.compression.as_deref()?.block()) {
        look_at(block, if listens { &auto } else { &auto[..2] }, report);
    }
    for block in config.leafnode_remotes().filter_map(|remote| remote.compression.as_deref()?.block()) {
        look_at(block, &auto, report);
    }
}

fn look_at(block: &Compression, modes: &[Option<CompressionMode>], report: &mut Report<'_>) {
    let mode = block.mode.as_deref();
    let Some(thresholds) = block.rtt_thresholds.as_ref().filter(|_| modes.iter().any(|known| known.as_ref() == mode))
    else {
        return;
    };
    // What is below zero counts as zero, and at the end as nothing.
    let amount = |at: usize| thresholds.get(at).map_or(0, |threshold| threshold.nanoseconds().max(0));
    let mut last = 0;
    for (at, threshold) in thresholds.iter().enumerate() {
        if amount(at) != 0 && amount(at) < last {
            let message = format!("{} stands after a longer round-trip time", &**threshold);
            report.add(CODE.at(threshold.span(), message).help("write them in ascending order"));
            return;
        }
        last = last.max(amount(at));
    }
    let used = (0..thresholds.len()).rev().find(|at| amount(*at) != 0).map_or(0, |at| at + 1);
    if used > 4 {
        let message = format!("{used} round-trip times, and no more than 4 are told apart");
        report.add(CODE.at(thresholds[4].span(), message).help("leave out all but 4"));
    } else if used == 0 && !thresholds.is_empty() {
        let message = "none of these round-trip times is above zero";
        report.add(CODE.at(thresholds[0].span(), message).help("leave `rtt_thresholds` out for 10ms, 50ms and 100ms"));
    }
}
