//! Identities: our tokens in other hands, and other hands' tokens in ours.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod callout;
mod canary;
mod client;
mod interop;
mod judged;
mod random;
mod reading;
mod same_bytes;
mod server;
mod trust;
mod world;
