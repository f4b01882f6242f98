//! Read, check, edit, format and generate the configuration of NATS servers.
//!
//! The layers, each using those before it: [`source`] and [`diagnostic`] name places and findings, [`syntax`] turns
//! text into a tree that covers every byte, [`value`] turns trees into values with includes and variables replaced.

pub mod diagnostic;
pub mod source;
pub mod syntax;
pub mod template;
pub mod value;
