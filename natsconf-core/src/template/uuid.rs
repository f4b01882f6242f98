//! IDs made from names.

use sha1::Sha1;
use sha2::digest::Digest;

/// The UUID that a name has in a namespace, by RFC 9562, section 5.5.
pub(super) fn v5(namespace: u128, name: &str) -> String {
    let digest = Sha1::new_with_prefix(namespace.to_be_bytes()).chain_update(name).finalize();
    let mut bits = digest.iter().take(16).fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    bits = bits & !(0xf << 76) | 5 << 76;
    bits = bits & !(0b11 << 62) | 0b10 << 62;
    let digits = format!("{bits:032x}");
    let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    groups.join("-")
}
