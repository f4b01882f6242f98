//! What a plain scalar is: the core schema of YAML 1.2, and the one form of date-time that a configuration knows.

use crate::value::{DateTime, Value};

/// What a text without quotes stands for.
#[derive(Debug, PartialEq)]
pub(super) enum Plain {
    Value(Value),
    Null,
    /// An integer beyond 64 bits.
    OutOfRange,
    /// `.inf`, `.nan`, or a number that is as good as infinite.
    NotFinite,
}

/// Reads a plain scalar. Digits with a leading zero, which YAML 1.1 and 1.2 read differently, are a string.
pub(super) fn plain(text: &str) -> Plain {
    let integer = |digits: &str, radix| {
        i64::from_str_radix(digits, radix).map_or(Plain::OutOfRange, |n| Plain::Value(Value::Integer(n)))
    };
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Plain::Null,
        "true" | "True" | "TRUE" => Plain::Value(Value::Bool(true)),
        "false" | "False" | "FALSE" => Plain::Value(Value::Bool(false)),
        _ if is_special_float(text) => Plain::NotFinite,
        _ if is_decimal(text) => integer(text, 10),
        _ if prefixed(text, "0o", 8) => integer(&text[2..], 8),
        _ if prefixed(text, "0x", 16) => integer(&text[2..], 16),
        _ if is_float(text) => match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Plain::Value(Value::Float(value)),
            _ => Plain::NotFinite,
        },
        _ => Plain::Value(DateTime::parse(text).map_or_else(|| Value::String(text.to_owned()), Value::DateTime)),
    }
}

fn without_sign(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

fn is_special_float(text: &str) -> bool {
    matches!(without_sign(text), ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

fn is_decimal(text: &str) -> bool {
    let digits = without_sign(text);
    let has_leading_zero = digits.len() > 1 && digits.starts_with('0');
    !digits.is_empty() && !has_leading_zero && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn prefixed(text: &str, prefix: &str, radix: u32) -> bool {
    text.strip_prefix(prefix).is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix)))
}

/// Digits with a point or an exponent, or both.
fn is_float(text: &str) -> bool {
    let number = without_sign(text);
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(without_sign(exponent))),
        None => (number, None),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_point = mantissa.contains('.');
    !(whole.is_empty() && fraction.is_empty())
        && is_digits(whole)
        && is_digits(fraction)
        && (has_point || exponent.is_some())
        && exponent.is_none_or(|digits| !digits.is_empty() && is_digits(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &str, value: Value) {
        assert_eq!(plain(text), Plain::Value(value), "{text}");
    }

    #[test]
    fn scalars_follow_the_core_schema() {
        is("12", Value::Integer(12));
        is("+12", Value::Integer(12));
        is("0", Value::Integer(0));
        is("0o17", Value::Integer(15));
        is("0xfF", Value::Integer(255));
        is("1e5", Value::Float(100_000.0));
        is("-.5", Value::Float(-0.5));
        is("1.", Value::Float(1.0));
        is("True", Value::Bool(true));
        assert_eq!(plain("9223372036854775808"), Plain::OutOfRange);
        assert_eq!(plain("-.INF"), Plain::NotFinite);
        assert_eq!(plain("1e999"), Plain::NotFinite);
        assert_eq!(plain("~"), Plain::Null);
    }

    #[test]
    fn what_older_yaml_reads_differently_is_a_string() {
        for text in ["0123", "-01", "1_000", "yes", "on", "n", "1:30", "2016-05-04", "+", ".", "e5", "0b1", "-", "1e"] {
            is(text, Value::String(text.to_owned()));
        }
        is("2016-05-04T18:53:41Z", Value::DateTime(DateTime::parse("2016-05-04T18:53:41Z").unwrap()));
    }
}
