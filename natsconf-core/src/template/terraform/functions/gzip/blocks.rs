//! Blocks of deflated text, by RFC 1951, in the form of the three that is the shortest.

use super::code::Code;
use super::matches::{Block, Token};

const END: usize = 256;
const FIRST_LENGTH: usize = 257;
const LITERALS: usize = 286;
const DISTANCES: usize = 30;
/// The most bytes of a block that is stored as it is.
const STORED: usize = 65_535;

/// The order in which the lengths of the code for lengths are written.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// A symbol, and the bits after it that choose among those that share it.
#[derive(Clone, Copy)]
struct Symbol {
    number: usize,
    extra: usize,
    bits: usize,
}

impl Symbol {
    /// The symbol of a value where each power of two is shared by `1 << among` symbols.
    fn of(value: usize, among: u32) -> Symbol {
        let power = value.checked_ilog2().filter(|power| *power > among);
        let Some(power) = power else {
            return Symbol { number: value, extra: 0, bits: 0 };
        };
        let bits = power - among;
        let number = ((bits as usize) << among) + (value >> bits);
        Symbol { number, extra: value & ((1 << bits) - 1), bits: bits as usize }
    }

    fn of_length(length: usize) -> Symbol {
        // The longest has a symbol of its own.
        let Symbol { number, extra, bits } =
            if length == 258 { Symbol { number: 28, extra: 0, bits: 0 } } else { Symbol::of(length - 3, 2) };
        Symbol { number: FIRST_LENGTH + number, extra, bits }
    }

    fn of_distance(distance: usize) -> Symbol {
        Symbol::of(distance - 1, 1)
    }
}

/// Writes bits, from the lowest bit of each byte on.
pub(super) struct Writer {
    bytes: Vec<u8>,
    /// Bits that are no whole byte yet.
    bits: u64,
    count: usize,
}

impl Writer {
    /// Writes behind these bytes.
    pub(super) fn new(bytes: Vec<u8>) -> Writer {
        Writer { bytes, bits: 0, count: 0 }
    }

    /// What was written, with zeros up to the next byte.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.align();
        self.bytes
    }

    fn align(&mut self) {
        self.write(0, (8 - self.count) % 8);
    }

    fn write(&mut self, bits: usize, count: usize) {
        self.bits |= (bits as u64) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.bits.to_le_bytes()[0]);
            self.bits >>= 8;
            self.count -= 8;
        }
    }

    fn symbol(&mut self, symbol: Symbol, code: &Code) {
        self.write(code.words[symbol.number].into(), code.lengths[symbol.number].into());
        self.write(symbol.extra, symbol.bits);
    }

    /// A block of bytes as they are, at most [`STORED`].
    pub(super) fn stored(&mut self, bytes: &[u8], is_last: bool) {
        self.write(is_last.into(), 3);
        self.align();
        self.write(bytes.len(), 16);
        self.write(STORED - bytes.len(), 16);
        self.bytes.extend(bytes);
    }

    pub(super) fn block(&mut self, block: &Block<'_>) {
        let mut literals = [0; LITERALS];
        let mut distances = [0; DISTANCES];
        let mut extra = 0;
        literals[END] = 1;
        for token in &block.tokens {
            match *token {
                Token::Literal(byte) => literals[usize::from(byte)] += 1,
                Token::Match(found) => {
                    let (length, distance) = (Symbol::of_length(found.length), Symbol::of_distance(found.distance));
                    literals[length.number] += 1;
                    distances[distance.number] += 1;
                    extra += length.bits + distance.bits;
                }
            }
        }
        if distances.iter().all(|often| *often == 0) {
            // A code needs a word.
            distances[0] = 1;
        }
        let fixed = Codes::fixed();
        let made = Codes { literals: Code::new(&literals, 15), distances: Code::new(&distances, 15) };
        let header = Header::new(&made);
        let size = |codes: &Codes| codes.literals.size(&literals) + codes.distances.size(&distances) + extra;
        let (as_fixed, as_made) = (3 + size(&fixed), header.size() + size(&made));
        let stored = block.text.filter(|text| text.len() <= STORED);
        if let Some(text) = stored.filter(|text| (text.len() + 5) * 8 < as_fixed.min(as_made)) {
            self.stored(text, false);
        } else if as_made < as_fixed {
            self.header(&header);
            self.tokens(&block.tokens, &made);
        } else {
            self.write(0b010, 3);
            self.tokens(&block.tokens, &fixed);
        }
    }

    fn header(&mut self, header: &Header) {
        self.write(0b100, 3);
        self.write(header.literals - FIRST_LENGTH, 5);
        self.write(header.distances - 1, 5);
        self.write(header.ordered - 4, 4);
        for symbol in &ORDER[..header.ordered] {
            self.write(header.code.lengths[*symbol].into(), 3);
        }
        for symbol in &header.symbols {
            self.symbol(*symbol, &header.code);
        }
    }

    fn tokens(&mut self, tokens: &[Token], codes: &Codes) {
        let literal = |number| Symbol { number, extra: 0, bits: 0 };
        for token in tokens {
            match *token {
                Token::Literal(byte) => self.symbol(literal(byte.into()), &codes.literals),
                Token::Match(found) => {
                    self.symbol(Symbol::of_length(found.length), &codes.literals);
                    self.symbol(Symbol::of_distance(found.distance), &codes.distances);
                }
            }
        }
        self.symbol(literal(END), &codes.literals);
    }
}

/// The codes of a block.
struct Codes {
    /// For bytes, the end of the block, and the lengths of matches.
    literals: Code,
    /// For the distances of matches.
    distances: Code,
}

impl Codes {
    /// Those that are not written.
    fn fixed() -> Codes {
        let lengths = |symbol| match symbol {
            144..256 => 9,
            256..280 => 7,
            _ => 8,
        };
        // Two more words have no symbol.
        Codes { literals: Code::of((0..288).map(lengths).collect()), distances: Code::of(vec![5; 32]) }
    }
}

/// Codes, written as the lengths of their words.
struct Header {
    /// How many lengths of each are written.
    literals: usize,
    distances: usize,
    /// The lengths, with what repeats told by 16 to 18.
    symbols: Vec<Symbol>,
    /// The code for them, and how many of its own lengths are written.
    code: Code,
    ordered: usize,
}

impl Header {
    fn new(codes: &Codes) -> Header {
        let used = |code: &Code| code.lengths.iter().rposition(|length| *length > 0).map_or(0, |last| last + 1);
        let (literals, distances) = (used(&codes.literals), used(&codes.distances));
        let lengths = [&codes.literals.lengths[..literals], &codes.distances.lengths[..distances]].concat();
        let mut symbols = Vec::new();
        for run in lengths.chunk_by(|one, other| one == other) {
            repeated(run[0].into(), run.len(), &mut symbols);
        }
        let mut frequencies = [0; ORDER.len()];
        for symbol in &symbols {
            frequencies[symbol.number] += 1;
        }
        let code = Code::new(&frequencies, 7);
        let ordered = ORDER.iter().rposition(|symbol| frequencies[*symbol] > 0).map_or(4, |last| (last + 1).max(4));
        Header { literals, distances, symbols, code, ordered }
    }

    /// In bits.
    fn size(&self) -> usize {
        let symbol = |symbol: &Symbol| usize::from(self.code.lengths[symbol.number]) + symbol.bits;
        3 + 5 + 5 + 4 + 3 * self.ordered + self.symbols.iter().map(symbol).sum::<usize>()
    }
}

/// The symbols for a length that comes `count` times.
fn repeated(length: usize, mut count: usize, symbols: &mut Vec<Symbol>) {
    let mut push = |number, extra, bits| symbols.push(Symbol { number, extra, bits });
    if length == 0 {
        while count >= 11 {
            let zeros = count.min(138);
            push(18, zeros - 11, 7);
            count -= zeros;
        }
        if count >= 3 {
            push(17, count - 3, 3);
            count = 0;
        }
    } else {
        push(length, 0, 0);
        count -= 1;
        while count >= 3 {
            let copies = count.min(6);
            push(16, copies - 3, 2);
            count -= copies;
        }
    }
    for _ in 0..count {
        push(length, 0, 0);
    }
}
