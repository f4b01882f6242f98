//! Functions of numbers.

use num_bigint::BigInt;

use super::{Arguments, Failure, Outcome};
use crate::template::terraform::value::{Number, NumberError, Type, Value, convert};

impl From<NumberError> for Failure {
    fn from(error: NumberError) -> Failure {
        match error {
            NumberError::Undefined => "the result is not defined".into(),
            NumberError::TooLarge => Failure::Limit("a number is too large"),
        }
    }
}

pub(super) fn abs(arguments: &Arguments<'_>) -> Outcome {
    Ok(arguments.number(0).abs().into())
}

pub(super) fn ceil(arguments: &Arguments<'_>) -> Outcome {
    Ok(arguments.number(0).ceil()?.into())
}

pub(super) fn floor(arguments: &Arguments<'_>) -> Outcome {
    Ok(arguments.number(0).floor()?.into())
}

pub(super) fn max(arguments: &Arguments<'_>) -> Outcome {
    extreme(arguments, Number::infinity(true), std::cmp::Ordering::Greater)
}

pub(super) fn min(arguments: &Arguments<'_>) -> Outcome {
    extreme(arguments, Number::infinity(false), std::cmp::Ordering::Less)
}

fn extreme(arguments: &Arguments<'_>, start: Number, wanted: std::cmp::Ordering) -> Outcome {
    if arguments.values.is_empty() {
        return Err("at least one number is needed".into());
    }
    let numbers = (0..arguments.values.len()).map(|index| arguments.number(index));
    Ok(numbers.fold(start, |best, number| if number.compare(&best) == wanted { number } else { best }).into())
}

pub(super) fn signum(arguments: &Arguments<'_>) -> Outcome {
    Ok(Number::from(arguments.integer(0)?.signum()).into())
}

pub(super) fn log(arguments: &Arguments<'_>) -> Outcome {
    from_f64(ln(double(arguments, 0)?) / ln(double(arguments, 1)?))
}

pub(super) fn pow(arguments: &Arguments<'_>) -> Outcome {
    from_f64(power(double(arguments, 0)?, double(arguments, 1)?))
}

fn double(arguments: &Arguments<'_>, index: usize) -> Outcome<f64> {
    arguments.number(index).to_f64().ok_or_else(|| "the number is too large".into())
}

fn from_f64(value: f64) -> Outcome {
    Number::from_f64(value).map(Value::Number).ok_or_else(|| "the result is not a number".into())
}

/// Go's `math.Log`, step by step: other libraries differ in the last digit.
fn ln(x: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const L: [f64; 7] = [
        6.666_666_666_666_735e-1,
        3.999_999_999_940_942e-1,
        2.857_142_874_366_239e-1,
        2.222_219_843_214_978_4e-1,
        1.818_357_216_161_805e-1,
        1.531_383_769_920_937_3e-1,
        1.479_819_860_511_658_6e-1,
    ];
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    let (mut fraction, mut exponent) = libm::frexp(x);
    if fraction < std::f64::consts::SQRT_2 / 2.0 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let (f, k) = (fraction - 1.0, f64::from(exponent));
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let t1 = s2 * (L[0] + s4 * (L[2] + s4 * (L[4] + s4 * L[6])));
    let t2 = s4 * (L[1] + s4 * (L[3] + s4 * L[5]));
    let half_square = 0.5 * f * f;
    k * LN2_HIGH - ((half_square - (s * (half_square + t1 + t2) + k * LN2_LOW)) - f)
}

/// Go's `math.Pow`: the whole part of the exponent by repeated squaring, which is exact where a result is whole.
#[expect(clippy::float_cmp, reason = "exactly these values are special")]
fn power(x: f64, y: f64) -> f64 {
    let is_special = x == 0.0 || !x.is_finite() || !y.is_finite() || (x < 0.0 && y.fract() != 0.0);
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if is_special || y.abs() >= 9.223_372_036_854_776e18 {
        return libm::pow(x, y);
    }
    if y.abs() == 0.5 {
        return if y > 0.0 { x.sqrt() } else { 1.0 / x.sqrt() };
    }
    let (mut whole, mut fraction) = (y.abs().trunc(), y.abs().fract());
    let mut result = 1.0;
    if fraction != 0.0 {
        if fraction > 0.5 {
            fraction -= 1.0;
            whole += 1.0;
        }
        result = libm::exp(fraction * ln(x));
    }
    let (mut base, mut scale) = libm::frexp(x);
    let mut exponent: i64 = 0;
    let mut scale_sum = i64::from(scale);
    while whole >= 1.0 {
        if !(-(1 << 12)..=1 << 12).contains(&scale_sum) {
            // The result over- or underflows.
            exponent += scale_sum;
            break;
        }
        if whole % 2.0 == 1.0 {
            result *= base;
            exponent += scale_sum;
        }
        base *= base;
        scale_sum *= 2;
        if base < 0.5 {
            base += base;
            scale_sum -= 1;
        }
        whole = (whole / 2.0).trunc();
    }
    if y < 0.0 {
        result = 1.0 / result;
        exponent = -exponent;
    }
    scale = i32::try_from(exponent).unwrap_or(if exponent < 0 { -10_000 } else { 10_000 });
    libm::ldexp(result, scale)
}

/// Digits, then lower case, then upper case letters, as far as the base reaches; to base 36 case does not count.
pub(super) fn parse_int(arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.value(0).as_str() else {
        return Err(Failure::Argument(0, "a string is needed".into()));
    };
    let base = arguments.integer_argument(1)?;
    let base = u32::try_from(base).ok().filter(|base| (2..=62).contains(base));
    let base = base.ok_or_else(|| Failure::Argument(1, "the base must be between 2 and 62".into()))?;
    let invalid = || Failure::Argument(0, format!("this is no whole number of base {base}"));
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    // A digit is up to six bits, and a number of more than that is of no use.
    if digits.len() > 20_000 {
        return Err(Failure::Limit("a number is too large"));
    }
    let mut value = BigInt::ZERO;
    for char in digits.chars() {
        let digit = match char {
            '0'..='9' | 'a'..='z' => char.to_digit(36),
            'A'..='Z' if base <= 36 => char.to_digit(36),
            'A'..='Z' => Some(36 + u32::from(char) - u32::from('A')),
            _ => None,
        };
        value = value * base + digit.filter(|digit| *digit < base).ok_or_else(invalid)?;
    }
    if digits.is_empty() {
        return Err(invalid());
    }
    Ok(Number::from_integer(&if text.starts_with('-') { -value } else { value }).into())
}

pub(super) fn sum(arguments: &Arguments<'_>) -> Outcome {
    let wrong = |message: &str| Failure::Argument(0, message.into());
    let items = arguments.value(0).items().ok_or_else(|| wrong("a list, a set or a tuple is needed"))?;
    let mut total: Option<Number> = None;
    for item in items {
        let Ok(Value::Number(number)) = convert(item, &Type::Number) else {
            return Err(wrong("every element must be a number"));
        };
        total = Some(match total {
            Some(total) => total.add(&number)?,
            None => number,
        });
    }
    total.map(Value::Number).ok_or_else(|| wrong("there is nothing to add"))
}

/// Up to 1024 numbers, as in Terraform.
pub(super) fn range(arguments: &Arguments<'_>) -> Outcome {
    let number = |index| arguments.number(index);
    let direction = |from: &Number, to: &Number| Number::from(if to.compare(from).is_lt() { -1 } else { 1i64 });
    let (start, end, step) = match arguments.values.len() {
        1 => (Number::zero(), number(0), direction(&Number::zero(), &number(0))),
        2 => (number(0), number(1), direction(&number(0), &number(1))),
        3 => (number(0), number(1), number(2)),
        _ => return Err("one, two or three numbers are needed".into()),
    };
    let down = step.is_negative();
    let wrong_way = if down { end.compare(&start).is_gt() } else { end.compare(&start).is_lt() };
    if wrong_way {
        return Err(Failure::Argument(1, "the end lies in the other direction than the step".into()));
    }
    let mut numbers = Vec::new();
    let mut next = start;
    while if down { next.compare(&end).is_gt() } else { next.compare(&end).is_lt() } {
        if numbers.len() == 1024 {
            return Err("more than 1024 numbers".into());
        }
        numbers.push(Value::Number(next.clone()));
        next = next.add(&step)?;
    }
    Ok(Value::list(Type::Number, numbers))
}
