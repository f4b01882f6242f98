//! Logarithms, powers and sizes.

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, Value};

use super::{defined, string, wrong};

pub(super) fn add(environment: &mut Environment<'_>) {
    environment.add_filter("filesizeformat", file_size);
    environment.add_filter("float", float);
    environment.add_filter("human_readable", human_readable);
    environment.add_filter("human_to_bytes", human_to_bytes);
    environment.add_filter("log", |value: Value, base: Option<f64>| {
        let value = number(&value)?;
        result(match base {
            _ if value <= 0.0 => f64::NAN,
            None => libm::log(value),
            Some(10.0) => libm::log10(value),
            Some(base) => libm::log(value) / libm::log(base),
        })
    });
    environment.add_filter("pow", |value: Value, power: f64| result(libm::pow(number(&value)?, power)));
    environment.add_filter("round", round);
    environment.add_filter("root", |value: Value, root: Option<f64>| {
        let value = number(&value)?;
        result(match root {
            None | Some(2.0) => libm::sqrt(value),
            Some(root) => libm::pow(value, 1.0 / root),
        })
    });
}

/// A number; `true` is one, too.
fn number(value: &Value) -> Result<f64, Error> {
    if value.kind() == ValueKind::Bool {
        Ok(f64::from(u8::from(value.is_true())))
    } else {
        f64::try_from(value.clone())
    }
}

/// What is no number is the default.
fn float(value: Value, default: Option<f64>, kwargs: Kwargs) -> Result<f64, Error> {
    let default = default.or(kwargs.get("default")?).unwrap_or(0.0);
    kwargs.assert_all_used()?;
    let parsed = match defined(&value)?.as_str() {
        Some(text) => text.trim().replace('_', "").parse().ok(),
        None => number(&value).ok(),
    };
    Ok(parsed.unwrap_or(default))
}

/// To so many digits behind the point: the nearest, and of two of them the even one, or up or down.
fn round(value: Value, precision: Option<i32>, method: Option<String>, kwargs: Kwargs) -> Result<Value, Error> {
    let precision = precision.or(kwargs.get("precision")?).unwrap_or(0);
    let method = method.or(kwargs.get("method")?);
    kwargs.assert_all_used()?;
    let power = libm::pow(10.0, precision.into());
    let exact = number(&value)?;
    Ok(match method.as_deref().unwrap_or("common") {
        "common" if value.is_integer() && precision >= 0 => value,
        "common" if precision >= 0 => {
            // As the shortest digits say, not as the binary number does.
            let precision = usize::try_from(precision.min(30)).unwrap_or(0);
            Value::from(format!("{exact:.precision$}").parse::<f64>().unwrap_or(exact))
        }
        "common" => Value::from((exact * power).round_ties_even() / power),
        "ceil" => Value::from((exact * power).ceil() / power),
        "floor" => Value::from((exact * power).floor() / power),
        _ => return Err(wrong("numbers are rounded to `common`, `ceil` or `floor`")),
    })
}

fn result(value: f64) -> Result<f64, Error> {
    if value.is_finite() { Ok(value) } else { Err(wrong("there is no such number")) }
}

/// The letters of units, each 1024 times the one before it.
const UNITS: [(char, &str); 9] = [
    ('B', ""),
    ('K', "kilo"),
    ('M', "mega"),
    ('G', "giga"),
    ('T', "tera"),
    ('P', "peta"),
    ('E', "exa"),
    ('Z', "zeta"),
    ('Y', "yotta"),
];

/// How many bytes each of [`UNITS`] has.
fn factors() -> impl DoubleEndedIterator<Item = (f64, char, &'static str)> {
    UNITS
        .into_iter()
        .enumerate()
        .map(|(power, (letter, name))| (1024f64.powi(i32::try_from(power).unwrap_or(0)), letter, name))
}

fn human_readable(value: Value, bits: Option<bool>, unit: Option<String>, kwargs: Kwargs) -> Result<String, Error> {
    let bits = bits.or(kwargs.get("isbits")?).unwrap_or(false);
    let unit = unit.or(kwargs.get("unit")?).map(|unit| unit.to_uppercase());
    kwargs.assert_all_used()?;
    let size = number(&value)?;
    let is_it = |factor: f64, letter: char| match &unit {
        Some(unit) => *unit == letter.to_string(),
        None => size >= factor,
    };
    let found = factors().rev().find(|(factor, letter, _)| is_it(*factor, *letter));
    Ok(match found {
        Some((factor, letter, _)) if letter != 'B' => {
            format!("{:.2} {letter}{}", size / factor, if bits { 'b' } else { 'B' })
        }
        _ => format!("{size:.2} {}", if bits { "bits" } else { "Bytes" }),
    })
}

fn human_to_bytes(
    value: Value,
    default_unit: Option<String>,
    bits: Option<bool>,
    kwargs: Kwargs,
) -> Result<i128, Error> {
    let default_unit = default_unit.or(kwargs.get("default_unit")?);
    let bits = bits.or(kwargs.get("isbits")?).unwrap_or(false);
    kwargs.assert_all_used()?;
    let text = string(&value)?;
    let text = text.trim_end();
    let end = text.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(text.len());
    let (number, unit) = (&text[..end], text[end..].trim_start());
    let number = number.parse::<f64>().ok().filter(|_| !number.ends_with('.'));
    let number = number.ok_or_else(|| wrong("a size begins with a number"))?;
    let unit = if unit.is_empty() { default_unit.as_deref().unwrap_or_default() } else { unit };
    let factor = match unit.chars().next() {
        None => Some(1.0),
        Some(letter) => {
            factors().find(|(_, known, _)| letter.eq_ignore_ascii_case(known)).and_then(|(factor, known, name)| {
                let (short, long) = if bits { ('b', "bit") } else { ('B', "byte") };
                let is_short = if known == 'B' { unit == short.to_string() } else { unit == format!("{known}{short}") };
                let is_long = unit.to_lowercase() == format!("{name}{long}");
                (unit.chars().count() == 1 || is_short || is_long).then_some(factor)
            })
        }
    };
    let size = number * factor.ok_or_else(|| wrong("there is no such unit of sizes"))?;
    #[expect(clippy::cast_possible_truncation, reason = "it is a whole number, and below 2^127 or refused")]
    if size < 1e38 { Ok(size.round_ties_even() as i128) } else { Err(wrong("the size is too large")) }
}

fn file_size(value: Value, binary: Option<bool>, kwargs: Kwargs) -> Result<String, Error> {
    let binary = binary.or(kwargs.get("binary")?).unwrap_or(false);
    kwargs.assert_all_used()?;
    let size: f64 = string(&value)?.trim().parse().map_err(|_| wrong("a number is needed"))?;
    let (base, unit) = if binary { (1024.0, "iB") } else { (1000.0, "B") };
    #[expect(clippy::float_cmp, reason = "one byte is one byte")]
    if size == 1.0 {
        return Ok("1 Byte".to_owned());
    }
    if size < base {
        return Ok(format!("{} Bytes", size.trunc()));
    }
    let letters = if binary { "KMGTPEZY" } else { "kMGTPEZY" };
    let mut scaled = size / base;
    let mut chosen = 'Y';
    for letter in letters.chars() {
        chosen = letter;
        if scaled < base || letter == 'Y' {
            break;
        }
        scaled /= base;
    }
    Ok(format!("{scaled:.1} {chosen}{unit}"))
}
