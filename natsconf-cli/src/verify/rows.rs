//! What was checked, and how it went.

use std::fmt::Write as _;
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::output;

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    Ok,
    Failed,
    /// It could not be made; the detail says why.
    Skipped,
}

/// One check.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    check: String,
    verdict: Verdict,
    detail: String,
    milliseconds: u64,
}

/// What a check found: what is right, or what is wrong.
pub(crate) type Found = Result<String, String>;

/// All checks so far.
#[derive(Debug)]
pub(crate) struct Rows {
    rows: Vec<Row>,
    progress: bool,
}

impl Default for Rows {
    fn default() -> Self {
        Rows { rows: Vec::new(), progress: stderr().is_terminal() }
    }
}

impl Rows {
    /// Makes a check, and says so while it lasts.
    pub(crate) async fn check(&mut self, check: impl Into<String>, found: impl Future<Output = Found>) {
        let (check, begin) = (check.into(), Instant::now());
        self.show(&check);
        let (verdict, detail) = judged(found.await);
        self.add(check, verdict, detail, begin.elapsed());
    }

    /// Notes what was checked elsewhere.
    pub(crate) fn note(&mut self, check: &str, found: Found) {
        let (verdict, detail) = judged(found);
        self.add(check.to_owned(), verdict, detail, Duration::ZERO);
    }

    /// Notes what is not checked, and why.
    pub(crate) fn skip(&mut self, check: impl Into<String>, why: impl Into<String>) {
        self.add(check.into(), Verdict::Skipped, why.into(), Duration::ZERO);
    }

    fn add(&mut self, check: String, verdict: Verdict, detail: String, time: Duration) {
        let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.rows.push(Row { check, verdict, detail, milliseconds });
    }

    /// On a terminal: one line that is written over.
    fn show(&self, words: &str) {
        if self.progress {
            eprint!("\r\x1b[K{words} …");
        }
    }

    /// Takes the line of progress away.
    pub(crate) fn done(&self) {
        if self.progress {
            eprint!("\r\x1b[K");
        }
    }

    pub(crate) fn has_failures(&self) -> bool {
        self.count(Verdict::Failed) > 0
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == verdict).count()
    }

    /// For people.
    pub(crate) fn table(&self) -> String {
        let width = self.rows.iter().map(|row| row.check.chars().count()).max().unwrap_or_default();
        let mut text = String::new();
        for row in &self.rows {
            let verdict = match row.verdict {
                Verdict::Ok => "ok     ",
                Verdict::Failed => "FAILED ",
                Verdict::Skipped => "skipped",
            };
            let _ = writeln!(text, "{verdict}  {:width$}  {}", row.check, row.detail);
        }
        let (ok, failed, skipped) = self.counts();
        let _ = writeln!(text, "\n{ok} ok, {failed} failed, {skipped} skipped");
        text
    }

    fn counts(&self) -> (usize, usize, usize) {
        (self.count(Verdict::Ok), self.count(Verdict::Failed), self.count(Verdict::Skipped))
    }

    /// For programs.
    pub(crate) fn json(&self, server: &str) -> String {
        let (ok, failed, skipped) = self.counts();
        let summary = serde_json::json!({ "ok": ok, "failed": failed, "skipped": skipped });
        output::json(&serde_json::json!({ "server": server, "checks": self.rows, "summary": summary }))
    }
}

fn judged(found: Found) -> (Verdict, String) {
    match found {
        Ok(detail) => (Verdict::Ok, detail),
        Err(detail) => (Verdict::Failed, detail),
    }
}
