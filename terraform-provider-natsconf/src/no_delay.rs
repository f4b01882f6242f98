//! Answers that leave at once.
//!
//! Before the answer to a call, the server acknowledges the ping that gRPC for Go sends with each call. These are two
//! small segments, and the kernel holds the second back until the first is acknowledged (Nagle's algorithm), which
//! the other side delays by 40 ms. The cure, `TCP_NODELAY`, is to be set on the socket, which `tf_provider` keeps to
//! itself. So it is taken from the table of this process, at the first call: Terraform makes all
//! its calls on one connection.

use std::fs;
use std::sync::Once;

use rustix::net::sockopt::set_tcp_nodelay;
use rustix::process::{PidfdFlags, PidfdGetfdFlags, getpid, pidfd_getfd, pidfd_open};

/// Has the answer to this call and to all that follow leave at once. Where that is not allowed, as in some containers,
/// they take longer and nothing else changes.
pub(crate) fn ensure() {
    static FIRST_CALL: Once = Once::new();
    FIRST_CALL.call_once(set_for_all_sockets);
}

fn set_for_all_sockets() {
    let Ok(process) = pidfd_open(getpid(), PidfdFlags::empty()) else { return };
    let Ok(descriptors) = fs::read_dir("/proc/self/fd") else { return };
    let numbers = descriptors.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    for socket in numbers.filter_map(|number| pidfd_getfd(&process, number, PidfdGetfdFlags::empty()).ok()) {
        // Other descriptors say that they are no sockets.
        let _ = set_tcp_nodelay(socket, true);
    }
}
