//! The buffers that the host knows about, by address. An address or length that is none of theirs finds nothing.

use std::collections::BTreeMap;

/// All buffers that were handed out and not yet given back.
#[derive(Default)]
pub(crate) struct Buffers(BTreeMap<usize, Vec<u8>>);

impl Buffers {
    /// A new buffer of zeros. `None` for an empty one, or when there is no memory for it.
    pub(crate) fn alloc(&mut self, len: usize) -> Option<usize> {
        let mut buffer = Vec::new();
        buffer.try_reserve_exact(len).ok()?;
        buffer.resize(len, 0);
        (len > 0).then(|| self.keep(buffer))
    }

    /// Takes in a buffer that is not empty.
    pub(crate) fn keep(&mut self, mut buffer: Vec<u8>) -> usize {
        // The host will write there: it is part of the program that the compiler does not see.
        let address = buffer.as_mut_ptr().expose_provenance();
        self.0.insert(address, buffer);
        address
    }

    /// The first `len` bytes of a buffer.
    pub(crate) fn get(&self, address: usize, len: usize) -> Option<&[u8]> {
        self.0.get(&address)?.get(..len)
    }

    /// Forgets a buffer, if there is one.
    pub(crate) fn free(&mut self, address: usize) {
        self.0.remove(&address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_found_until_it_is_freed() {
        let mut buffers = Buffers::default();
        let address = buffers.alloc(3).unwrap();
        assert_eq!(buffers.get(address, 3), Some(&[0, 0, 0][..]));
        assert_eq!(buffers.get(address, 2), Some(&[0, 0][..]));
        buffers.free(address);
        assert_eq!(buffers.get(address, 3), None);
        buffers.free(address);
    }

    #[test]
    fn what_is_no_buffer_is_not_found() {
        let mut buffers = Buffers::default();
        let address = buffers.alloc(3).unwrap();
        assert_eq!(buffers.get(address, 4), None);
        assert_eq!(buffers.get(address + 1, 1), None);
        assert_eq!(buffers.get(0, 0), None);
    }

    #[test]
    fn lengths_that_cannot_be_had_give_none() {
        assert_eq!(Buffers::default().alloc(0), None);
        assert_eq!(Buffers::default().alloc(usize::MAX), None);
    }
}
