//! What the tests, benches and xtask of this workspace share: real servers to ask, the shared corpus to compare
//! with, generators of configurations large and random.

#![expect(
    clippy::missing_panics_doc,
    reason = "a test that cannot go on panics; only what its reader may cause is said"
)]

pub mod pages;
pub mod random;
pub mod servers;
pub mod shared;
pub mod tenants;
pub mod texts;
pub mod workspace;
