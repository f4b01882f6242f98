//! Identities: our tokens in other hands, and other hands' tokens in ours.

mod canary;
mod client;
mod interop;
mod random;
mod reading;
mod server;
mod trust;
mod world;
