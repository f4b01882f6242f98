//! Decimal digits: what numbers are read from and printed as.

use num_bigint::BigUint;

/// How the digits of a number are laid out.
#[derive(Debug, Clone, Copy)]
pub enum Layout {
    /// As few digits as name the number, without an exponent.
    Plain,
    /// As few digits as name the number, with an exponent when it is large or small.
    General {
        /// `E` rather than `e`.
        upper: bool,
    },
    /// So many digits, with an exponent when it is large or small.
    Significant {
        /// How many digits count.
        digits: usize,
        /// `E` rather than `e`.
        upper: bool,
    },
    /// So many digits after the point.
    Fixed {
        /// How many.
        places: usize,
    },
    /// One digit before the point, so many after it, and an exponent.
    Exponent {
        /// How many.
        places: usize,
        /// `E` rather than `e`.
        upper: bool,
    },
}

/// `0.DIGITS · 10^point`, the digits without zeros at either end.
#[derive(Debug, Clone)]
pub(super) struct Decimal {
    pub(super) digits: Vec<u8>,
    pub(super) point: i64,
}

impl Decimal {
    /// `digits [ "." digits ] [ ( "e" | "E" ) [ sign ] digits ]`, at least one digit before the exponent.
    pub(super) fn parse(text: &str) -> Option<Decimal> {
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], Some(&text[at + 1..])),
            None => (text, None),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let exponent = exponent.map_or(Some(0), parse_exponent)?;
        Some(Decimal { point: signed(whole.len() as u64) + exponent, digits }.trimmed())
    }

    fn trimmed(mut self) -> Decimal {
        let zeros = self.digits.iter().take_while(|digit| **digit == b'0').count();
        self.digits.drain(..zeros);
        self.point -= signed(zeros as u64);
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }

    pub(super) fn from_binary(mantissa: &BigUint, exponent: i64) -> Decimal {
        let power = exponent.unsigned_abs();
        let (digits, places) = if exponent >= 0 {
            (mantissa << power, 0)
        } else {
            (mantissa * BigUint::from(5u8).pow(u32::try_from(power).unwrap_or(0)), signed(power))
        };
        let digits = digits.to_str_radix(10).into_bytes();
        Decimal { point: signed(digits.len() as u64) - places, digits }.trimmed()
    }

    fn digit(&self, index: usize) -> u8 {
        self.digits.get(index).copied().unwrap_or(b'0')
    }

    /// Cuts where both neighbours are told apart: down, up, or to the nearest when either will do.
    pub(super) fn shortest_between(self, lower: &Decimal, upper: &Decimal, inclusive: bool) -> Decimal {
        for (index, digit) in self.digits.iter().enumerate() {
            let (low, high) = (lower.digit(index), upper.digit(index));
            let down = low != *digit || (inclusive && index + 1 == lower.digits.len());
            let up = *digit != high && (inclusive || digit + 1 < high || index + 1 < upper.digits.len());
            match (down, up) {
                (true, true) => return self.rounded(index + 1),
                (true, false) => return self.cut(index + 1, false),
                (false, true) => return self.cut(index + 1, true),
                (false, false) => {}
            }
        }
        self
    }

    /// Keeps so many digits, rounded to the nearest even.
    pub(super) fn rounded(self, keep: usize) -> Decimal {
        if keep >= self.digits.len() {
            return self;
        }
        let half = self.digits[keep] == b'5' && keep + 1 == self.digits.len();
        let up = if half { keep > 0 && self.digits[keep - 1] % 2 == 1 } else { self.digits[keep] >= b'5' };
        self.cut(keep, up)
    }

    fn cut(mut self, keep: usize, up: bool) -> Decimal {
        self.digits.truncate(keep);
        if up {
            let nines = self.digits.iter().rev().take_while(|digit| **digit == b'9').count();
            self.digits.truncate(self.digits.len() - nines);
            if let Some(last) = self.digits.last_mut() {
                *last += 1;
            } else {
                self.digits.push(b'1');
                self.point += 1;
            }
        }
        self.trimmed()
    }

    /// Digits, and after a point so many places, or as many as there are.
    pub(super) fn plain(&self, places: Option<usize>) -> String {
        let places = places.map_or(signed(self.digits.len() as u64) - self.point, |places| signed(places as u64));
        let mut text = String::new();
        if self.point <= 0 {
            text.push('0');
        }
        for position in 0..self.point {
            text.push(self.digit(usize::try_from(position).unwrap_or(usize::MAX)).into());
        }
        if places > 0 {
            text.push('.');
        }
        for position in self.point..self.point + places {
            text.push(usize::try_from(position).map_or('0', |position| self.digit(position).into()));
        }
        text
    }

    /// `d.ddde±dd`.
    pub(super) fn scientific(&self, places: usize, upper: bool) -> String {
        let mut text = String::from(char::from(self.digit(0)));
        if places > 0 {
            text.push('.');
        }
        text.extend((1..=places).map(|index| char::from(self.digit(index))));
        let exponent = if self.digits.is_empty() { 0 } else { self.point - 1 };
        let (mark, sign) = (if upper { 'E' } else { 'e' }, if exponent < 0 { '-' } else { '+' });
        text + &format!("{mark}{sign}{:02}", exponent.unsigned_abs())
    }

    /// Go's `%g`: an exponent below 10⁻⁴, and from 10⁶ on or where the digits asked for end.
    pub(super) fn general(&self, digits: Option<usize>, upper: bool) -> String {
        let length = self.digits.len();
        let limit = match digits {
            None => 6,
            Some(digits) if digits > length && signed(length as u64) >= self.point => signed(length as u64),
            Some(digits) => signed(digits as u64),
        };
        let exponent = self.point - 1;
        if exponent < -4 || exponent >= limit {
            let places = digits.map_or(length, |digits| digits.min(length));
            return self.scientific(places.saturating_sub(1), upper);
        }
        let precision = digits.map_or(length, |digits| digits);
        let kept = if signed(precision as u64) > self.point { length } else { precision };
        let places = (signed(kept as u64) - self.point).max(0);
        self.plain(Some(usize::try_from(places).unwrap_or(0)))
    }
}

/// Digits, which a sign may precede.
pub(super) fn parse_exponent(text: &str) -> Option<i64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let valid = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit());
    // An exponent that does not fit is far outside what is read.
    valid.then(|| text.parse().unwrap_or(if text.starts_with('-') { i64::MIN / 4 } else { i64::MAX / 4 }))
}

/// Lengths and bit counts fit: they are bounded by the size of a number or by memory.
pub(super) fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX / 2)
}
