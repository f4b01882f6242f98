//! Calculations with IP networks.

use std::net::{Ipv4Addr, Ipv6Addr};

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{Type, Value};

/// A network, its address as a number without host bits.
#[derive(Debug, Clone, Copy)]
struct Network {
    address: u128,
    prefix: u32,
    /// 32 or 128.
    bits: u32,
}

impl Network {
    fn parse(text: &str) -> Option<Network> {
        let (address, prefix) = text.split_once('/')?;
        let (address, bits) = match parse_v4(address) {
            Some(address) => (address.into(), 32),
            None => (address.parse::<Ipv6Addr>().ok()?.into(), 128),
        };
        let valid = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_digit());
        let prefix = prefix.parse().ok().filter(|prefix| valid && *prefix <= bits)?;
        let network = Network { address, prefix, bits };
        Some(Network { address: address & !network.host_mask(), ..network })
    }

    /// All bits that a prefix of this network leaves to hosts.
    fn host_mask(self) -> u128 {
        low_bits(self.bits - self.prefix)
    }

    /// Whether this is IPv4 in IPv6, `::ffff:0:0/96`, which Go takes for IPv4 in some places and not in others.
    fn is_mapped(self) -> bool {
        self.bits == 128 && self.address >> 32 == 0xffff
    }

    fn address_text(self) -> String {
        match u32::try_from(self.address & low_bits(32)) {
            Ok(address) if self.bits == 32 || self.is_mapped() => Ipv4Addr::from(address).to_string(),
            _ => Ipv6Addr::from(self.address).to_string(),
        }
    }

    fn text(self) -> String {
        let prefix = if self.is_mapped() { self.prefix.saturating_sub(96) } else { self.prefix };
        format!("{}/{prefix}", self.address_text())
    }
}

fn low_bits(count: u32) -> u128 {
    if count >= 128 { u128::MAX } else { (1 << count) - 1 }
}

/// Terraform still reads `010` as ten.
fn parse_v4(text: &str) -> Option<u32> {
    let mut address = 0;
    let mut parts = 0;
    for part in text.split('.') {
        let valid = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let octet: u8 = part.parse().ok().filter(|_| valid)?;
        address = address << 8 | u32::from(octet);
        parts += 1;
    }
    (parts == 4).then_some(address)
}

fn network(arguments: &Arguments<'_>) -> Outcome<Network> {
    Network::parse(arguments.text(0)).ok_or_else(|| "this is no network such as `10.0.0.0/8`".into())
}

pub(super) fn host(arguments: &Arguments<'_>) -> Outcome {
    let number = arguments.number(1).to_integer().ok_or("a whole number is needed")?;
    let network = network(arguments)?;
    let most = network.host_mask();
    let none = "the network has no host of this number";
    let host = if number.sign() == Sign::Minus {
        // It counts from the end.
        let distance = number.magnitude().to_u128().ok_or(none)? - 1;
        most.checked_sub(distance).ok_or(none)?.into()
    } else {
        // Only 64 bits of the number are looked at, as if they had a sign.
        let low = number.iter_u64_digits().next().unwrap_or(0);
        if i64::try_from(low).is_ok_and(|low| low.unsigned_abs() > most.try_into().unwrap_or(u64::MAX)) {
            return Err(none.into());
        }
        number
    };
    let host: BigInt = if network.is_mapped() { host << 96 } else { host };
    let address = (BigInt::from(network.address) | host).to_u128();
    let address = address.filter(|address| *address <= low_bits(network.bits)).ok_or(none)?;
    Ok(Value::string(&Network { address, ..network }.address_text()))
}

pub(super) fn netmask(arguments: &Arguments<'_>) -> Outcome {
    let network = network(arguments)?;
    // IPv4 addresses in IPv6 count as IPv4, though their mask is that of IPv6.
    if network.bits == 128 && !network.is_mapped() {
        return Err("an IPv6 network has no netmask".into());
    }
    let mask = low_bits(network.bits) & !network.host_mask();
    Ok(Value::string(&Network { address: mask, ..network }.address_text()))
}

/// Negative numbers give what they give in Terraform, which does not refuse them: a wider network, or other bits.
pub(super) fn subnet(arguments: &Arguments<'_>) -> Outcome {
    let more = arguments.integer(1)?;
    let number = arguments.number(2).to_integer().ok_or("a whole number is needed")?;
    let network = network(arguments)?;
    let prefix = more.saturating_add(network.prefix.into());
    let room =
        u64::try_from(i64::from(network.bits).saturating_sub(prefix)).map_err(|_| "the prefix would be too long")?;
    let most = if (0..64).contains(&more) { (1u64 << more) - 1 } else { u64::MAX };
    // Only 64 bits of the number are looked at.
    if number.magnitude().iter_u64_digits().next().unwrap_or(0) > most {
        return Err("there is no subnet of this number".into());
    }
    let address = if number == BigInt::ZERO {
        network.address
    } else if room > 128 {
        return Err("there is no subnet of this number".into());
    } else {
        let address = BigInt::from(network.address) | (number << room);
        let address = address.magnitude().to_u128().filter(|address| *address <= low_bits(network.bits));
        address.ok_or("there is no subnet of this number")?
    };
    Ok(match u32::try_from(prefix) {
        Ok(prefix) => Value::string(&Network { address, prefix, ..network }.text()),
        Err(_) => Value::string("<nil>"),
    })
}

/// Networks one after the other, each aligned to its own size.
pub(super) fn subnets(arguments: &Arguments<'_>) -> Outcome {
    let network = network(arguments).map_err(|_| Failure::Argument(0, "this is no network".into()))?;
    let mut texts = Vec::new();
    // The last address that is taken; before the first, the one before the network.
    let mut last = network.address.wrapping_sub(1) & low_bits(network.bits);
    for index in 1..arguments.values.len() {
        let wrong = |message: &str| Failure::Argument(index, message.into());
        let more = u32::try_from(arguments.integer_argument(index)?).ok().filter(|more| (1..=32).contains(more));
        let more = more.ok_or_else(|| wrong("a prefix is extended by 1 to 32 bits"))?;
        let prefix = network.prefix + more;
        if prefix > network.bits {
            return Err(wrong("the prefix would be too long"));
        }
        let size = network.bits - prefix;
        let next = (last >> size).wrapping_add(1).checked_shl(size).unwrap_or(0) & low_bits(network.bits);
        let part = Network { address: next, prefix, ..network };
        if next == 0 || next & !network.host_mask() != network.address || part.is_mapped() {
            return Err(wrong("no room is left for this network"));
        }
        texts.push(part.text());
        last = next | low_bits(size);
    }
    Ok(Value::list(Type::String, texts.iter().map(|text| Value::string(text)).collect()))
}
