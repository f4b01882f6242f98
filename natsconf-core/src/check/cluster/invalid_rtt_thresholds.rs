//! Round-trip times between which the compression changes.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Compression;
use crate::option::types::CompressionMode;

static CODE: Code = code!("invalid-rtt-thresholds", Error, "invalid_rtt_thresholds.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateAndNormalizeCompressionOption`, which looks at them for `s2_auto` alone.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let cluster = config.cluster.iter().filter_map(|cluster| cluster.compression.as_ref());
    let leafnodes = config.leafnodes.iter().filter_map(|leafnodes| leafnodes.compression.as_ref());
    let remotes = config.leafnode_remotes().filter_map(|remote| remote.compression.as_ref());
    let blocks = cluster.chain(leafnodes).chain(remotes).filter_map(|compression| compression.block());
    for block in blocks.filter(|block| block.mode.as_deref() == Some(&CompressionMode::Auto)) {
        look_at(block, report);
    }
}

fn look_at(block: &Compression, report: &mut Report<'_>) {
    let Some(thresholds) = block.rtt_thresholds.as_ref() else { return };
    // What is not above zero ends the list, or is left out.
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
    if thresholds.len() > 4 {
        let message = format!("{} round-trip times, and no more than 4 are told apart", thresholds.len());
        report.add(CODE.at(thresholds[4].span(), message).help("leave out all but 4"));
    } else if last == 0 && !thresholds.is_empty() {
        let message = "none of these round-trip times is above zero";
        report.add(CODE.at(thresholds[0].span(), message).help("leave `rtt_thresholds` out for 10ms, 50ms and 100ms"));
    }
}
