//! The mistakes found so far.

use crate::template::terraform::syntax::Range;

/// A mistake found while evaluating.
#[derive(Debug)]
pub(in crate::template::terraform) struct Problem {
    pub(in crate::template::terraform) kind: ProblemKind,
    pub(in crate::template::terraform) range: Range,
    pub(in crate::template::terraform) message: String,
    /// Terraform would go on: `try` must not hide it.
    pub(in crate::template::terraform) is_refusal: bool,
}

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::template::terraform) enum ProblemKind {
    Type,
    Function,
    Variable,
}

/// Mistakes in order. Beyond the first thousand they are only counted: a loop can make the same one many times.
#[derive(Debug, Default)]
pub(super) struct Problems {
    list: Vec<Problem>,
    not_kept: usize,
}

const MOST: usize = 1000;

impl Problems {
    pub(super) fn add(&mut self, problem: Problem) {
        if self.list.len() < MOST { self.list.push(problem) } else { self.not_kept += 1 }
    }

    /// How many there are.
    pub(super) fn mark(&self) -> usize {
        self.list.len() + self.not_kept
    }

    /// Forgets those after a mark.
    pub(super) fn forget_since(&mut self, mark: usize) {
        self.list.truncate(mark);
        self.not_kept = mark.saturating_sub(self.list.len());
    }

    pub(super) fn append(&mut self, others: Problems) {
        self.not_kept += others.not_kept;
        for problem in others.list {
            self.add(problem);
        }
    }

    pub(super) fn refused_since(&self, mark: usize) -> bool {
        self.list.iter().skip(mark).any(|problem| problem.is_refusal)
    }

    pub(super) fn into_list(self) -> Vec<Problem> {
        self.list
    }
}
