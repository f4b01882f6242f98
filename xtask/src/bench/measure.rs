//! Time and memory of whole processes.
//!
//! The kernel counts a process's peak memory from before it becomes another program, so no child seems smaller than
//! xtask itself, which therefore keeps nothing large.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use wait4::Wait4;

/// How often each program runs.
const RUNS: usize = 10;

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// From before the start until after the end.
    pub time: Duration,
    /// Peak resident memory in bytes.
    pub memory: f64,
}

/// The shortest time and the smallest peak of several runs, which take turns so that all meet the same machine.
pub fn best<const N: usize>(mut programs: [&mut Command; N]) -> Result<[Figures; N]> {
    let mut best = [Figures { time: Duration::MAX, memory: f64::INFINITY }; N];
    for _ in 0..RUNS {
        for (program, best) in programs.iter_mut().zip(&mut best) {
            let figures = once(program)?;
            best.time = best.time.min(figures.time);
            best.memory = best.memory.min(figures.memory);
        }
    }
    Ok(best)
}

fn once(program: &mut Command) -> Result<Figures> {
    let begin = Instant::now();
    let child = program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let outcome = child.and_then(Wait4::wait4).with_context(|| format!("cannot run {program:?}"))?;
    let time = begin.elapsed();
    ensure!(outcome.status.success(), "{program:?} ended with {}", outcome.status);
    #[expect(clippy::cast_precision_loss, reason = "no machine has 2^52 bytes")]
    let memory = outcome.rusage.maxrss as f64;
    Ok(Figures { time, memory })
}
