//! Hashes, of strings and of files, and what is made from them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use sha1::Sha1;
use sha2::digest::Digest;
use sha2::{Sha256, Sha512};

use super::files::read;
use super::{Arguments, Outcome};
use crate::template::terraform::value::Value;
use crate::template::uuid;

fn hexadecimal<D: Digest>(bytes: &[u8]) -> Outcome {
    Ok(Value::string(&HEXLOWER.encode(&D::digest(bytes))))
}

fn base64<D: Digest>(bytes: &[u8]) -> Outcome {
    Ok(Value::string(&STANDARD.encode(D::digest(bytes))))
}

pub(super) fn md5(arguments: &Arguments<'_>) -> Outcome {
    hexadecimal::<md5::Md5>(arguments.text(0).as_bytes())
}

pub(super) fn sha1(arguments: &Arguments<'_>) -> Outcome {
    hexadecimal::<Sha1>(arguments.text(0).as_bytes())
}

pub(super) fn sha256(arguments: &Arguments<'_>) -> Outcome {
    hexadecimal::<Sha256>(arguments.text(0).as_bytes())
}

pub(super) fn sha512(arguments: &Arguments<'_>) -> Outcome {
    hexadecimal::<Sha512>(arguments.text(0).as_bytes())
}

pub(super) fn base64_sha256(arguments: &Arguments<'_>) -> Outcome {
    base64::<Sha256>(arguments.text(0).as_bytes())
}

pub(super) fn base64_sha512(arguments: &Arguments<'_>) -> Outcome {
    base64::<Sha512>(arguments.text(0).as_bytes())
}

pub(super) fn file_md5(arguments: &Arguments<'_>) -> Outcome {
    hexadecimal::<md5::Md5>(&read(arguments)?)
}

pub(super) fn file_sha1(arguments: &Arguments<'_>) -> Outcome {
    hexadecimal::<Sha1>(&read(arguments)?)
}

pub(super) fn file_sha256(arguments: &Arguments<'_>) -> Outcome {
    hexadecimal::<Sha256>(&read(arguments)?)
}

pub(super) fn file_sha512(arguments: &Arguments<'_>) -> Outcome {
    hexadecimal::<Sha512>(&read(arguments)?)
}

pub(super) fn file_base64_sha256(arguments: &Arguments<'_>) -> Outcome {
    base64::<Sha256>(&read(arguments)?)
}

pub(super) fn file_base64_sha512(arguments: &Arguments<'_>) -> Outcome {
    base64::<Sha512>(&read(arguments)?)
}

pub(super) fn uuid_v5(arguments: &Arguments<'_>) -> Outcome {
    let namespace = match arguments.text(0) {
        "dns" => 0x6ba7_b810_9dad_11d1_80b4_00c0_4fd4_30c8_u128,
        "url" => 0x6ba7_b811_9dad_11d1_80b4_00c0_4fd4_30c8,
        "oid" => 0x6ba7_b812_9dad_11d1_80b4_00c0_4fd4_30c8,
        "x500" => 0x6ba7_b814_9dad_11d1_80b4_00c0_4fd4_30c8,
        text => parse_uuid(text).ok_or("there is no such namespace")?,
    };
    Ok(Value::string(&uuid::v5(namespace, arguments.text(1))))
}

/// With or without hyphens, in braces, or with `urn:uuid:` before it.
fn parse_uuid(text: &str) -> Option<u128> {
    let prefix = text.get(..9).filter(|prefix| prefix.eq_ignore_ascii_case("urn:uuid:"));
    let text = match prefix {
        Some(_) => &text[9..],
        None => text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text),
    };
    let digits: String = match text.len() {
        32 => text.into(),
        36 if [8, 13, 18, 23].iter().all(|at| text.as_bytes()[*at] == b'-') => text.replace('-', ""),
        _ => return None,
    };
    let valid = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u128::from_str_radix(&digits, 16).ok().filter(|_| valid)
}
