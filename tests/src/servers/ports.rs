//! Ports for servers whose configuration has to name them.

use std::net::TcpListener;
use std::sync::{Mutex, PoisonError};

/// Ports that nobody listens on: below those that the system gives to outgoing connections, one of which could be quicker than
/// the server that is to listen there. No port is given twice.
///
/// # Panics
/// When there are not so many.
pub fn free_ports(count: usize) -> Vec<u16> {
    static NEXT: Mutex<u16> = Mutex::new(10_000);
    let mut next = NEXT.lock().unwrap_or_else(PoisonError::into_inner);
    let free: Vec<_> =
        (*next..32_000).filter(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).take(count).collect();
    assert_eq!(free.len(), count, "there are free ports");
    *next = free.last().map_or(*next, |last| last + 1);
    free
}
