//! Configurations shaped like the file of a large multi-tenant server, for benches and for whole-process figures.
//! They grow by users, and are the same bytes every time.

use std::io::{self, Write};

/// Users per account.
const ACCOUNT: usize = 100;

/// The users of a small file: about 22 KB.
pub const SMALL: usize = 96;
/// The users of a medium file: about 2.3 MB.
pub const MEDIUM: usize = 10_000;
/// The users of a large file: about 23 MB.
pub const LARGE: usize = 100_000;

/// A configuration with this many users.
pub fn text(users: usize) -> Vec<u8> {
    let mut text = Vec::new();
    write(&mut text, users).expect("writing to memory does not fail");
    text
}

/// Writes a configuration with this many users, account by account, so that it is never in memory as a whole.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write(out: &mut impl Write, users: usize) -> io::Result<()> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    out.write_all(HEAD.as_bytes())?;
    for first in (0..users).step_by(ACCOUNT) {
        write_account(out, first / ACCOUNT, ACCOUNT.min(users - first), &mut random)?;
    }
    out.write_all(b"}\n")
}

const HEAD: &str = "\
# Generated: one account per tenant.
server_name: tenants
listen: 127.0.0.1:4222
max_payload: 1MB
write_deadline: \"10s\"

accounts {
";

fn write_account(out: &mut impl Write, account: usize, users: usize, random: &mut Random) -> io::Result<()> {
    writeln!(out, "  # tenant {account}\n  T{account:04} {{\n    users = [")?;
    for user in 0..users {
        let password = random.bcrypt();
        writeln!(
            out,
            "      {{user: t{account:04}-u{user:02}, password: \"{password}\", permissions: \
             {{publish: {{allow: [\"t{account}.u{user}.>\", \"events.shared.*.in\"], deny: [\"$SYS.>\"]}}, \
             subscribe: [\"t{account}.u{user}.>\", _INBOX.>]}}}}"
        )?;
    }
    writeln!(out, "    ]\n  }}")
}

/// Marsaglia's 64-bit xorshift: every byte of a file follows from the seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A text that has the form of a bcrypt hash, and is no hash of anything.
    fn bcrypt(&mut self) -> String {
        const DIGITS: &[u8; 64] = b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        let digit = |_| char::from(DIGITS[usize::try_from(self.next() >> 58).expect("six bits")]);
        "$2a$11$".chars().chain((0..53).map(digit)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servers::{NEWEST, check};

    #[test]
    fn the_server_takes_every_size() {
        for users in [1, SMALL, MEDIUM] {
            let verdict = check(NEWEST, text(users).as_slice());
            assert!(verdict.accepted, "{users} users: {}", verdict.output);
        }
    }

    #[test]
    fn sizes_are_as_promised() {
        for (users, size) in [(SMALL, 22_000), (MEDIUM, 2_300_000), (LARGE, 23_000_000)] {
            let len = text(users).len();
            assert!(len.abs_diff(size) < size / 20, "{users} users: {len} bytes");
        }
    }

    #[test]
    fn the_same_bytes_come_out() {
        assert_eq!(text(1_000), text(1_000));
    }

    #[test]
    fn passwords_differ() {
        let mut random = Random(1);
        assert_ne!(random.bcrypt(), random.bcrypt());
        assert_eq!(random.bcrypt().len(), 60);
    }
}
