//! Users, permissions, and from where and when users may connect.

use std::net::IpAddr;

use super::super::claims::{Permission, Permissions, UserClaims, UserLimits};
use super::super::keys::Role;
use super::{Fault, Faults, subject};

/// Connection types that the server knows (`convertAllowedConnectionTypes`).
const CONNECTION_TYPES: [&str; 7] =
    ["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"];

/// What is wrong with the claims of a user.
pub fn user(claims: &UserClaims) -> Vec<Fault> {
    let mut faults = Faults::default();
    let allowed = &claims.body.allowed;
    permissions(&mut faults, "nats", &allowed.permissions);
    limits(&mut faults, &allowed.limits);
    for (n, name) in allowed.allowed_connection_types.iter().enumerate() {
        if !CONNECTION_TYPES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            let path = format!("nats.allowed_connection_types[{n}]");
            faults.warning(path, format!("`{name}` is none of {}", CONNECTION_TYPES.join(", ")));
        }
    }
    if !claims.body.issuer_account.is_empty() {
        faults.key(Role::Account, &claims.body.issuer_account, || "nats.issuer_account".to_owned());
    }
    faults.found
}

pub(super) fn permissions(faults: &mut Faults, path: &str, permissions: &Permissions) {
    permission(faults, &format!("{path}.pub"), &permissions.publish, false);
    permission(faults, &format!("{path}.sub"), &permissions.subscribe, true);
}

fn permission(faults: &mut Faults, path: &str, permission: &Permission, may_have_queue: bool) {
    for (name, subjects) in [("allow", &permission.allow), ("deny", &permission.deny)] {
        for (n, subject) in subjects.iter().enumerate() {
            subject::check_permission(faults, &format!("{path}.{name}[{n}]"), subject, may_have_queue);
        }
    }
}

fn limits(faults: &mut Faults, limits: &UserLimits) {
    for (n, network) in limits.sources.iter().enumerate() {
        if !is_network(network) {
            faults.error(format!("nats.src[{n}]"), format!("expected a network such as 10.0.0.0/8, found `{network}`"));
        }
    }
    for (n, range) in limits.times.iter().enumerate() {
        for (name, time) in [("start", &range.start), ("end", &range.end)] {
            if !is_time(time) {
                let path = format!("nats.times[{n}].{name}");
                faults.error(path, format!("expected a time of day such as 08:30:00, found `{time}`"));
            }
        }
    }
}

/// An address and how many bits of it count.
fn is_network(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else { return false };
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let most = if address.is_ipv4() { 32 } else { 128 };
    bits.bytes().all(|byte| byte.is_ascii_digit()) && bits.parse::<u8>().is_ok_and(|bits| bits <= most)
}

/// Hours, minutes and seconds.
fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let number = |part: &str, most: u8| {
        part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u8>().is_ok_and(|n| n <= most)
    };
    match parts.as_slice() {
        [hours, minutes, seconds] => {
            number(hours, 23) && [minutes, seconds].iter().all(|part| part.len() == 2 && number(part, 59))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_have_an_address_and_bits() {
        assert!(["10.0.0.0/8", "0.0.0.0/0", "::1/128", "192.168.1.7/32"].into_iter().all(is_network));
        assert!(!["10.0.0.0", "10.0.0.0/33", "10.0.0.0/+8", "ten/8", "10.0.0.0/", ""].into_iter().any(is_network));
    }

    #[test]
    fn times_are_of_one_day() {
        assert!(["08:30:00", "8:30:00", "23:59:59"].into_iter().all(is_time));
        assert!(!["24:00:00", "08:30", "08:3:00", "+8:30:00", "", "::"].into_iter().any(is_time));
    }
}
