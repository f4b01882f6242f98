//! natsconf for every WebAssembly host: `natsconf.wasm` imports nothing, so that a host gives it no more than memory.
//!
//! Requests and responses are JSON, see [`call`]. The exports, for a host that knows only numbers:
//!
//! | export | does |
//! |---|---|
//! | `memory` | the memory that host and module share |
//! | `natsconf_abi_version() -> u32` | the version of this table: 1 |
//! | `natsconf_alloc(len: u32) -> u32` | a buffer for the host to write into; 0 when there is none of that length |
//! | `natsconf_call(address: u32, len: u32) -> u64` | answers the request in a buffer: `address << 32 \| len` of the response, which is the host's to free |
//! | `natsconf_free(address: u32, len: u32)` | gives a buffer back |
//!
//! ```text
//! const request = encode({ function: "lint", arguments: { text: "port: 4222" } });
//! const address = natsconf_alloc(request.length);
//! new Uint8Array(memory.buffer).set(request, address);
//! const response = natsconf_call(address, request.length);
//! natsconf_free(address, request.length);
//! // … read the response at response >> 32n, and free it too.
//! ```
//!
//! No address or length that a host can pass does harm: a buffer that does not exist is answered with an error.

#[cfg(all(target_arch = "wasm32", not(feature = "npm")))]
mod abi;
mod answer;
#[cfg(any(all(target_arch = "wasm32", not(feature = "npm")), test))]
mod buffers;
#[cfg(feature = "deployment")]
mod deployment;
mod failure;
#[cfg(feature = "npm")]
mod npm;
mod places;
#[cfg(feature = "reference")]
mod reference;
mod request;
#[cfg(feature = "templates")]
mod template;
#[cfg(feature = "together")]
mod together;
#[cfg(feature = "templates")]
mod world;

pub use answer::call;
