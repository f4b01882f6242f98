//! The exports. Their addresses are numbers all the way: only [`Buffers`] turns one into memory.

#![expect(unsafe_code, reason = "an export has a name of its own choice, which could clash with another")]

use std::cell::RefCell;

use crate::buffers::Buffers;
use crate::call;

const ABI_VERSION: u32 = 1;

thread_local! {
    static BUFFERS: RefCell<Buffers> = RefCell::default();
}

#[unsafe(no_mangle)]
extern "C" fn natsconf_abi_version() -> u32 {
    ABI_VERSION
}

#[unsafe(no_mangle)]
extern "C" fn natsconf_alloc(len: usize) -> usize {
    BUFFERS.with_borrow_mut(|buffers| buffers.alloc(len)).unwrap_or_default()
}

#[unsafe(no_mangle)]
extern "C" fn natsconf_free(address: usize, _len: usize) {
    BUFFERS.with_borrow_mut(|buffers| buffers.free(address));
}

#[unsafe(no_mangle)]
extern "C" fn natsconf_call(address: usize, len: usize) -> u64 {
    BUFFERS.with_borrow_mut(|buffers| {
        // No buffer is an empty request, which is answered like any other that is no JSON.
        let response = call(buffers.get(address, len).unwrap_or_default());
        let len = response.len() as u64;
        (buffers.keep(response) as u64) << 32 | len
    })
}
