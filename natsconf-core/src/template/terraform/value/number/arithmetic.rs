//! The operators on numbers. The result has the precision of the more precise operand.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::Zero;

use super::decimal::signed;
use super::{LITERAL_BITS, Number, NumberError, Size};

impl Number {
    /// The sum.
    ///
    /// # Errors
    /// [`NumberError::Undefined`] for opposite infinities.
    pub fn add(&self, other: &Number) -> Result<Number, NumberError> {
        let precision = self.precision.max(other.precision);
        self.add_rounded(other, precision)
    }

    fn add_rounded(&self, other: &Number, precision: u64) -> Result<Number, NumberError> {
        let (Size::Finite { mantissa: a, exponent: ea }, Size::Finite { mantissa: b, exponent: eb }) =
            (&self.size, &other.size)
        else {
            let opposite = self.is_infinite() && other.is_infinite() && self.negative != other.negative;
            let infinite = if self.is_infinite() { self } else { other };
            return if opposite { Err(NumberError::Undefined) } else { Ok(infinite.clone()) };
        };
        let exponent = *ea.min(eb);
        let aligned = |negative, mantissa: &BigUint, from: i64| {
            let sign = if negative { Sign::Minus } else { Sign::Plus };
            BigInt::from_biguint(sign, mantissa << (from - exponent).unsigned_abs())
        };
        let sum = aligned(self.negative, a, *ea) + aligned(other.negative, b, *eb);
        let negative = match sum.sign() {
            Sign::Minus => true,
            Sign::Plus => false,
            Sign::NoSign => self.negative && other.negative,
        };
        Number::round(negative, sum.magnitude(), exponent, precision)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`NumberError::Undefined`] for equal infinities.
    pub fn subtract(&self, other: &Number) -> Result<Number, NumberError> {
        self.add(&other.negate())
    }

    /// The number with the other sign; zero too.
    #[must_use]
    pub fn negate(&self) -> Number {
        Number { negative: !self.negative, ..self.clone() }
    }

    /// The product: up to 512 bits exact, whatever the precisions of the factors.
    ///
    /// # Errors
    /// [`NumberError::Undefined`] for zero times infinity.
    pub fn multiply(&self, other: &Number) -> Result<Number, NumberError> {
        let mut product = self.multiply_rounded(other, LITERAL_BITS)?;
        let needed = match &product.size {
            Size::Finite { mantissa, .. } => mantissa.bits(),
            Size::Infinite => 0,
        };
        product.precision = needed.max(self.precision).max(other.precision);
        Ok(product)
    }

    fn multiply_rounded(&self, other: &Number, precision: u64) -> Result<Number, NumberError> {
        let negative = self.negative != other.negative;
        match (&self.size, &other.size) {
            (Size::Finite { mantissa: a, exponent: ea }, Size::Finite { mantissa: b, exponent: eb }) => {
                Number::round(negative, &(a * b), ea + eb, precision)
            }
            _ if self.is_zero() || other.is_zero() => Err(NumberError::Undefined),
            _ => Ok(Number::infinity(negative)),
        }
    }

    /// The quotient; infinity when only the divisor is zero.
    ///
    /// # Errors
    /// [`NumberError::Undefined`] for zero by zero and infinity by infinity.
    pub fn divide(&self, other: &Number) -> Result<Number, NumberError> {
        let negative = self.negative != other.negative;
        let precision = self.precision.max(other.precision);
        if (self.is_zero() && other.is_zero()) || (self.is_infinite() && other.is_infinite()) {
            return Err(NumberError::Undefined);
        }
        match (&self.size, &other.size) {
            (Size::Infinite, _) => Ok(Number::infinity(negative)),
            (_, Size::Infinite) => Ok(Number::finite(negative, BigUint::zero(), 0, precision)),
            (_, Size::Finite { mantissa, .. }) if mantissa.is_zero() => Ok(Number::infinity(negative)),
            (Size::Finite { mantissa: a, exponent: ea }, Size::Finite { mantissa: b, exponent: eb }) => {
                // Two bits more than asked for, and one for what is left, decide the rounding.
                let shift = (precision + 2 + b.bits()).saturating_sub(a.bits());
                let (quotient, rest) = (a << shift).div_rem(b);
                let quotient = (quotient << 1u8) + u8::from(!rest.is_zero());
                Number::round(negative, &quotient, ea - eb - signed(shift) - 1, precision)
            }
        }
    }

    /// What is left after dividing by `other` a whole number of times, the quotient cut towards zero; the number
    /// itself when `other` is zero.
    ///
    /// # Errors
    /// [`NumberError::Undefined`] when an infinity takes part.
    pub fn modulo(&self, other: &Number) -> Result<Number, NumberError> {
        if self.is_infinite() || other.is_infinite() {
            return Err(NumberError::Undefined);
        }
        if other.is_zero() {
            return Ok(self.clone());
        }
        let whole = self.divide(other)?.truncate().ok_or(NumberError::Undefined)?;
        let times = Number::round(whole.sign() == Sign::Minus, whole.magnitude(), 0, self.precision)?;
        let product = other.multiply_rounded(&times, self.precision)?;
        self.add_rounded(&product.negate(), self.precision)
    }
}
