//! The real program, as people and programs run it: what it prints where, and its exit codes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod arguments;
mod bad_input;
mod convert;
mod edit;
mod fmt;
mod formats;
mod generated;
mod lint;
mod run;
mod sarif;
mod secrets;
mod write;
