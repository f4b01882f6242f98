//! Round-trip times between which the compression changes.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Compression;
use crate::option::types::CompressionMode;

static CODE: Code = code!("invalid-rtt-thresholds", Error, "invalid_rtt_thresholds.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateAndNormalizeCompressionOption`, which looks at them for `s2_auto` alone: the mode of leaf nodes where none is set,
/// while routes then take what the other side asks for.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let cluster = config.cluster.iter().filter_map(|cluster| cluster.compression.as_ref());
    let leafnodes = config.leafnodes.iter().filter_map(|leafnodes| leafnodes.compression.as_ref());
    let leafnodes = leafnodes.chain(config.leafnode_remotes().filter_map(|remote| remote.compression.as_ref()));
    let is_auto = |block: &&Compression| block.mode.as_deref() == Some(&CompressionMode::Auto);
    // `on` is the best for the kind of connection: for leaf nodes, `s2_auto`.
    let may_be_auto = |block: &&Compression| {
        block.mode.as_deref().is_none_or(|mode| matches!(mode, CompressionMode::Auto | CompressionMode::On))
    };
    let cluster = cluster.filter_map(|compression| compression.block()).filter(is_auto);
    let leafnodes = leafnodes.filter_map(|compression| compression.block()).filter(may_be_auto);
    cluster.chain(leafnodes).for_each(|block| look_at(block, report));
}

fn look_at(block: &Compression, report: &mut Report<'_>) {
    let Some(thresholds) = block.rtt_thresholds.as_ref() else { return };
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
