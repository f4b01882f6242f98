//! Terraform's numbers: binary floating point with a precision of its own for each number (512 bits for a literal, 64
//! for a length, 53 for the result of `pow`), rounded to nearest even, and printed as the shortest decimal that names
//! the same number at that precision. The rules are those of Go's `big.Float`, as cty uses it.

mod arithmetic;
mod decimal;

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

pub use decimal::Layout;
use decimal::{Decimal, parse_exponent, signed};

/// The precision of a literal, and the most that a product has.
const LITERAL_BITS: u64 = 512;
/// The precision of a number that was counted.
const COUNT_BITS: u64 = 64;
/// The largest binary exponent. Terraform goes on to 2³¹; its printed text would then fill the memory.
const MAX_EXPONENT: i64 = 1 << 17;

/// A number of the Terraform language.
#[derive(Debug, Clone)]
pub struct Number {
    negative: bool,
    size: Size,
    /// How many bits of the mantissa count.
    precision: u64,
}

#[derive(Debug, Clone)]
enum Size {
    /// `mantissa · 2^exponent`; zero has the mantissa zero.
    Finite {
        mantissa: BigUint,
        exponent: i64,
    },
    Infinite,
}

/// Why an operation has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Mathematics gives none, as for zero divided by zero.
    Undefined,
    /// It is too large or too close to zero.
    TooLarge,
}

impl Number {
    /// Zero.
    pub fn zero() -> Number {
        Number::from(0i64)
    }

    /// Infinity of the given sign.
    pub fn infinity(negative: bool) -> Number {
        Number { negative, size: Size::Infinite, precision: COUNT_BITS }
    }

    /// A whole number, exact.
    pub fn from_integer(value: &BigInt) -> Number {
        let precision = value.bits().max(COUNT_BITS);
        Number::finite(value.sign() == Sign::Minus, value.magnitude().clone(), 0, precision)
    }

    /// A number as the functions that count in `f64` return it. `None` for a NaN.
    pub fn from_f64(value: f64) -> Option<Number> {
        if value.is_nan() {
            return None;
        }
        if value.is_infinite() {
            return Some(Number::infinity(value < 0.0));
        }
        let bits = value.to_bits();
        let (fraction, scale) = (bits & ((1 << 52) - 1), i64::try_from(bits >> 52 & 0x7ff).unwrap_or(0));
        let (mantissa, exponent) = if scale == 0 { (fraction, -1074) } else { (fraction | 1 << 52, scale - 1075) };
        Some(Number::finite(value.is_sign_negative(), mantissa.into(), exponent, 53))
    }

    /// Reads a decimal, as Go's `big.ParseFloat` with base 10 does; `Inf` is one, white space and `_` are not.
    ///
    /// # Errors
    /// [`NumberError::Undefined`] when it is none.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        let (negative, text) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        if matches!(text, "Inf" | "inf") {
            return Ok(Number { precision: LITERAL_BITS, ..Number::infinity(negative) });
        }
        // Go also reads a binary exponent behind decimal digits.
        let (text, shift) = match text.split_once(['p', 'P']) {
            Some((text, exponent)) if !text.contains(['e', 'E']) => (text, parse_exponent(exponent)),
            Some(_) => (text, None),
            None => (text, Some(0)),
        };
        let decimal = Decimal::parse(text).ok_or(NumberError::Undefined)?;
        Number::from_decimal(&decimal, negative)?.shifted(shift.ok_or(NumberError::Undefined)?)
    }

    fn from_decimal(decimal: &Decimal, negative: bool) -> Result<Number, NumberError> {
        let digits = BigUint::parse_bytes(&decimal.digits, 10).unwrap_or_default();
        let scale = decimal.point - signed(decimal.digits.len() as u64);
        if digits.is_zero() {
            return Ok(Number::finite(negative, digits, 0, LITERAL_BITS));
        }
        // A digit is more than three bits and less than four.
        let len = decimal.digits.len() as u64;
        if decimal.point.saturating_mul(3).abs() > MAX_EXPONENT || len > MAX_EXPONENT.unsigned_abs() {
            return Err(NumberError::TooLarge);
        }
        let power = BigUint::from(10u8).pow(u32::try_from(scale.unsigned_abs()).unwrap_or(0));
        if scale >= 0 {
            return Number::round(negative, &(digits * power), 0, LITERAL_BITS);
        }
        let whole = |value| Number::finite(false, value, 0, LITERAL_BITS);
        Ok(Number { negative, ..whole(digits).divide(&whole(power))? })
    }

    fn finite(negative: bool, mantissa: BigUint, exponent: i64, precision: u64) -> Number {
        let zeros = mantissa.trailing_zeros().unwrap_or(0);
        let (mantissa, exponent) =
            if mantissa.is_zero() { (mantissa, 0) } else { (mantissa >> zeros, exponent + signed(zeros)) };
        Number { negative, size: Size::Finite { mantissa, exponent }, precision }
    }

    /// Rounds `mantissa · 2^exponent` to the nearest even.
    fn round(negative: bool, mantissa: &BigUint, exponent: i64, precision: u64) -> Result<Number, NumberError> {
        let excess = mantissa.bits().saturating_sub(precision);
        let mut kept = mantissa >> excess;
        if excess > 0 {
            let rest = mantissa - (&kept << excess);
            let up = match rest.cmp(&(BigUint::one() << (excess - 1))) {
                Ordering::Less => false,
                Ordering::Greater => true,
                Ordering::Equal => kept.is_odd(),
            };
            kept += u8::from(up);
        }
        let number = Number::finite(negative, kept, exponent + signed(excess), precision);
        if number.magnitude_bits().abs() > MAX_EXPONENT { Err(NumberError::TooLarge) } else { Ok(number) }
    }

    fn shifted(mut self, bits: i64) -> Result<Number, NumberError> {
        if let Size::Finite { mantissa, exponent } = &mut self.size
            && !mantissa.is_zero()
        {
            *exponent = exponent.saturating_add(bits);
        }
        if self.magnitude_bits().saturating_abs() > MAX_EXPONENT { Err(NumberError::TooLarge) } else { Ok(self) }
    }

    /// The binary exponent of the whole number: 1 for 1, 2 for 2 and 3, 0 for ½.
    fn magnitude_bits(&self) -> i64 {
        match &self.size {
            Size::Finite { mantissa, .. } if mantissa.is_zero() => 0,
            Size::Finite { mantissa, exponent } => signed(mantissa.bits()).saturating_add(*exponent),
            Size::Infinite => MAX_EXPONENT,
        }
    }

    /// Whether it is zero, of either sign.
    pub fn is_zero(&self) -> bool {
        matches!(&self.size, Size::Finite { mantissa, .. } if mantissa.is_zero())
    }

    /// Whether it is one of the infinities.
    pub fn is_infinite(&self) -> bool {
        matches!(self.size, Size::Infinite)
    }

    /// Whether it is less than zero; minus zero is not.
    pub fn is_negative(&self) -> bool {
        self.negative && !self.is_zero()
    }

    /// Whether a minus is printed before it; minus zero has one.
    pub fn has_minus(&self) -> bool {
        self.negative
    }

    /// The whole number that it is.
    pub fn to_integer(&self) -> Option<BigInt> {
        match &self.size {
            Size::Finite { exponent, .. } if *exponent >= 0 => self.truncate(),
            _ => None,
        }
    }

    /// The whole part. `None` for infinity.
    pub fn truncate(&self) -> Option<BigInt> {
        let Size::Finite { mantissa, exponent } = &self.size else { return None };
        let magnitude =
            if *exponent >= 0 { mantissa << exponent.unsigned_abs() } else { mantissa >> exponent.unsigned_abs() };
        Some(BigInt::from_biguint(if self.negative { Sign::Minus } else { Sign::Plus }, magnitude))
    }

    /// The whole number that it is, if it fits.
    pub fn to_i64(&self) -> Option<i64> {
        // The size is looked at first: a whole number can have many thousand digits.
        if self.magnitude_bits() > 64 { None } else { self.to_integer()?.to_i64() }
    }

    /// The nearest `f64`. `None` when it is too large for one.
    pub fn to_f64(&self) -> Option<f64> {
        let Size::Finite { mantissa, exponent } = &self.size else {
            return Some(if self.negative { f64::NEG_INFINITY } else { f64::INFINITY });
        };
        // All digits are written out, so `str::parse` rounds the number itself.
        let exact = Decimal::from_binary(mantissa, *exponent);
        let value: f64 = exact.scientific(exact.digits.len().saturating_sub(1), false).parse().ok()?;
        (value.is_finite()).then_some(if self.negative { -value } else { value })
    }

    /// What printing it costs: one for a common number, more for one with thousands of digits.
    pub(super) fn weight(&self) -> u64 {
        1 + self.magnitude_bits().unsigned_abs() / 64
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Number {
        Number { negative: false, ..self.clone() }
    }

    /// The next whole number at or above it, at the same precision.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn ceil(&self) -> Result<Number, NumberError> {
        self.to_whole(!self.negative)
    }

    /// The next whole number at or below it, at the same precision.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn floor(&self) -> Result<Number, NumberError> {
        self.to_whole(self.negative)
    }

    fn to_whole(&self, away_from_zero: bool) -> Result<Number, NumberError> {
        let Some(whole) = self.truncate() else { return Ok(self.clone()) };
        let mut magnitude = whole.magnitude().clone();
        if away_from_zero && self.to_integer().is_none() {
            magnitude += 1u8;
        }
        let negative = self.negative && !magnitude.is_zero();
        Number::round(negative, &magnitude, 0, self.precision)
    }

    /// Whether Terraform calls them equal: whole numbers by value, others by their printed text.
    pub fn equals(&self, other: &Number) -> bool {
        if self.is_zero() || other.is_zero() {
            return self.is_zero() && other.is_zero();
        }
        self.negative == other.negative
            && match (self.to_integer(), other.to_integer()) {
                (Some(a), Some(b)) => a == b,
                (None, None) => self.to_string() == other.to_string(),
                _ => false,
            }
    }

    /// The numeric order; minus zero equals zero.
    pub fn compare(&self, other: &Number) -> Ordering {
        let sign = |number: &Number| match number {
            number if number.is_zero() => 0,
            number if number.negative => -1,
            _ => 1,
        };
        sign(self).cmp(&sign(other)).then_with(|| {
            let magnitude = self.compare_magnitude(other);
            if self.negative { magnitude.reverse() } else { magnitude }
        })
    }

    fn compare_magnitude(&self, other: &Number) -> Ordering {
        match (&self.size, &other.size) {
            (Size::Infinite, Size::Infinite) => Ordering::Equal,
            (Size::Infinite, _) => Ordering::Greater,
            (_, Size::Infinite) => Ordering::Less,
            (Size::Finite { mantissa: a, exponent: ea }, Size::Finite { mantissa: b, exponent: eb }) => {
                let least = ea.min(eb);
                let aligned = |mantissa: &BigUint, from: i64| mantissa << (from - least).unsigned_abs();
                self.magnitude_bits().cmp(&other.magnitude_bits()).then_with(|| aligned(a, *ea).cmp(&aligned(b, *eb)))
            }
        }
    }

    /// The text in a given layout, without a sign.
    pub fn digits_text(&self, layout: Layout) -> String {
        let Size::Finite { mantissa, exponent } = &self.size else { return "Inf".into() };
        let exact = Decimal::from_binary(mantissa, *exponent);
        match layout {
            Layout::Plain => self.shortest(exact, mantissa, *exponent).plain(None),
            Layout::General { upper } => self.shortest(exact, mantissa, *exponent).general(None, upper),
            Layout::Significant { digits, upper } => exact.rounded(digits.max(1)).general(Some(digits.max(1)), upper),
            Layout::Fixed { places } => {
                let keep = exact.point + signed(places as u64);
                exact.rounded(usize::try_from(keep).unwrap_or(0)).plain(Some(places))
            }
            Layout::Exponent { places, upper } => exact.rounded(places + 1).scientific(places, upper),
        }
    }

    /// The decimal with the fewest digits that rounds to this number at its precision.
    fn shortest(&self, exact: Decimal, mantissa: &BigUint, exponent: i64) -> Decimal {
        let bits = mantissa.bits();
        if mantissa.is_zero() || (exponent >= 0 && signed(bits) + exponent <= signed(self.precision)) {
            return exact;
        }
        // Half a unit of the last place to either side still rounds to this number.
        let shift = (self.precision + 1).saturating_sub(bits);
        let (scaled, exponent) = (mantissa << shift, exponent - signed(shift));
        let inclusive = !scaled.bit(1);
        let lower = Decimal::from_binary(&(&scaled - 1u8), exponent);
        let upper = Decimal::from_binary(&(&scaled + 1u8), exponent);
        exact.shortest_between(&lower, &upper, inclusive)
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number::finite(value < 0, value.unsigned_abs().into(), 0, COUNT_BITS)
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Number {
        Number::finite(false, value.into(), 0, COUNT_BITS)
    }
}

impl std::fmt::Display for Number {
    /// As Terraform prints a number in a string.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = match (self.negative, self.is_infinite()) {
            (true, _) => "-",
            (false, true) => "+",
            (false, false) => "",
        };
        write!(f, "{sign}{}", self.digits_text(Layout::Plain))
    }
}
