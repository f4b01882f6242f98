//! Base64, URLs, and text in other encodings.

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::Value;
use crate::template::{url, utf16};

/// Go's standard encoding, which does not mind bits behind the last byte.
pub(super) const STANDARD_BASE64: GeneralPurpose =
    GeneralPurpose::new(&base64::alphabet::STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));

/// Line breaks are skipped.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD_BASE64.decode(text.replace(['\r', '\n'], "")).ok()
}

pub(super) fn base64_decode(arguments: &Arguments<'_>) -> Outcome {
    let bytes = decode(arguments.text(0)).ok_or("this is no base64")?;
    let text = String::from_utf8(bytes).map_err(|_| "what was encoded is not UTF-8")?;
    Ok(Value::string(&text))
}

pub(super) fn base64_encode(arguments: &Arguments<'_>) -> Outcome {
    Ok(Value::string(&STANDARD_BASE64.encode(arguments.text(0))))
}

pub(super) fn url_encode(arguments: &Arguments<'_>) -> Outcome {
    Ok(Value::string(&url::encode(arguments.text(0), true)))
}

/// The encodings that configuration is met in; Terraform knows all that IANA has a name for.
#[derive(Clone, Copy)]
enum Encoding {
    Ascii,
    Utf8,
    Latin1,
    Utf16 { big: bool, mark: bool },
}

/// How the names start of encodings that Terraform knows and natsconf does not.
const STARTS: [&str; 30] = [
    "arabic", "asmo", "big5", "chinese", "cp", "cs", "cyrillic", "ecma", "elot", "euc", "extended", "gb", "greek",
    "hebrew", "hz", "ibm", "iso", "jis", "koi", "korean", "ks", "l", "mac", "ms", "shift", "sjis", "tis", "windows",
    "x-", "866",
];

fn encoding(arguments: &Arguments<'_>) -> Outcome<Encoding> {
    let name = arguments.text(1).trim().to_ascii_lowercase();
    match name.as_str() {
        "us-ascii" | "us" | "csascii" | "iso-ir-6" | "iso646-us" | "iso_646.irv:1991" | "ansi_x3.4-1968"
        | "ansi_x3.4-1986" | "ibm367" | "cp367" => Ok(Encoding::Ascii),
        "utf-8" | "csutf8" => Ok(Encoding::Utf8),
        "iso-8859-1" | "iso_8859-1" | "iso_8859-1:1987" | "iso-ir-100" | "latin1" | "l1" | "ibm819" | "cp819"
        | "csisolatin1" => Ok(Encoding::Latin1),
        "utf-16" | "csutf16" => Ok(Encoding::Utf16 { big: true, mark: true }),
        "utf-16be" | "csutf16be" => Ok(Encoding::Utf16 { big: true, mark: false }),
        "utf-16le" | "csutf16le" => Ok(Encoding::Utf16 { big: false, mark: false }),
        _ if STARTS.iter().any(|start| name.starts_with(start)) => {
            Err(Failure::Refused("only UTF-8, UTF-16, ISO-8859-1 and US-ASCII are supported".into()))
        }
        // Such as `utf8` and `ascii`, which people write.
        _ => Err(Failure::Argument(1, "there is no encoding of this name".into())),
    }
}

pub(super) fn text_encode_base64(arguments: &Arguments<'_>) -> Outcome {
    let text = arguments.text(0);
    let bytes = match encoding(arguments)? {
        Encoding::Utf8 => Some(text.as_bytes().to_vec()),
        Encoding::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
        Encoding::Latin1 => text.chars().map(|char| u8::try_from(u32::from(char)).ok()).collect(),
        Encoding::Utf16 { big, mark } => {
            let mark = if mark { "\u{feff}" } else { "" };
            Some(utf16::encode(&format!("{mark}{text}"), big))
        }
    };
    let bytes = bytes.ok_or_else(|| Failure::Argument(0, "a character has no place in this encoding".into()))?;
    Ok(Value::string(&STANDARD_BASE64.encode(bytes)))
}

pub(super) fn text_decode_base64(arguments: &Arguments<'_>) -> Outcome {
    let wrong = |message: &str| Failure::Argument(0, message.into());
    let encoding = encoding(arguments)?;
    let bytes = decode(arguments.text(0)).ok_or_else(|| wrong("this is no base64"))?;
    let text = match encoding {
        Encoding::Utf8 => String::from_utf8(bytes).ok(),
        Encoding::Ascii => String::from_utf8(bytes).ok().filter(|text| text.is_ascii()),
        Encoding::Latin1 => Some(bytes.into_iter().map(char::from).collect()),
        Encoding::Utf16 { big, mark } => decode_utf16(&bytes, big, mark),
    };
    let text = text.filter(|text| !text.contains(char::REPLACEMENT_CHARACTER));
    Ok(Value::string(&text.ok_or_else(|| wrong("this is no text in that encoding"))?))
}

/// A byte order mark decides where one is looked for.
fn decode_utf16(bytes: &[u8], big: bool, mark: bool) -> Option<String> {
    let (big, bytes) = match bytes {
        [0xff, 0xfe, rest @ ..] if mark => (false, rest),
        [0xfe, 0xff, rest @ ..] if mark => (true, rest),
        _ => (big, bytes),
    };
    utf16::decode(bytes, big)
}
