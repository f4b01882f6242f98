//! The real program, as people and programs run it: what it prints where, and its exit codes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod arguments;
mod bad_input;
mod convert;
mod deployment_secrets;
mod diff;
mod edit;
mod fmt;
mod formats;
mod generated;
mod jwt;
mod lint;
mod lint_cluster;
mod lint_fixes;
mod lint_project;
mod lint_template;
mod parity;
mod readme;
mod render;
mod render_deployment;
mod run;
mod sarif;
mod secrets;
mod terraform_external;
mod terraform_recipes;
mod verify;
mod write;
