//! Huffman codes.

/// The bits that stand for each symbol.
pub(super) struct Code {
    /// How many bits a symbol takes; 0 when it does not occur.
    pub(super) lengths: Vec<u8>,
    /// The bits, the first one lowest.
    pub(super) words: Vec<u16>,
}

impl Code {
    /// The shortest code for symbols that occur so often, of words that are no longer than `longest` bits.
    pub(super) fn new(frequencies: &[u32], longest: usize) -> Code {
        Code::of(lengths(frequencies, longest))
    }

    /// The code whose words have these lengths: shorter words come first, then those of smaller symbols.
    pub(super) fn of(lengths: Vec<u8>) -> Code {
        let mut words = vec![0; lengths.len()];
        let mut next: u16 = 0;
        for length in 1..16 {
            next <<= 1;
            for (symbol, _) in lengths.iter().enumerate().filter(|(_, of)| **of == length) {
                words[symbol] = next.reverse_bits() >> (16 - length);
                next = next.wrapping_add(1);
            }
        }
        Code { lengths, words }
    }

    /// How many bits symbols take that occur so often.
    pub(super) fn size(&self, frequencies: &[u32]) -> usize {
        frequencies.iter().zip(&self.lengths).map(|(often, length)| *often as usize * usize::from(*length)).sum()
    }
}

/// How many bits each symbol takes in the shortest code, by package-merge: a row holds the symbols, and what two neighbours of
/// the row before it weigh together. Where a symbol and a pair weigh the same, the pair comes first, as in Go.
fn lengths(frequencies: &[u32], longest: usize) -> Vec<u8> {
    let mut symbols: Vec<_> = frequencies.iter().copied().zip(0..).filter(|(often, _)| *often > 0).collect();
    symbols.sort_unstable();
    let mut lengths = vec![0; frequencies.len()];
    if symbols.len() <= 2 {
        for (_, symbol) in symbols {
            lengths[symbol] = 1;
        }
        return lengths;
    }
    let leaves: Vec<_> = symbols.iter().map(|(often, _)| Item { weight: *often, is_leaf: true }).collect();
    let mut rows = vec![leaves.clone()];
    for _ in 1..longest.min(symbols.len() - 1) {
        let pairs = rows[rows.len() - 1].as_chunks::<2>().0.iter();
        let pairs = pairs.map(|[one, other]| Item { weight: one.weight + other.weight, is_leaf: false });
        let mut row: Vec<_> = pairs.chain(leaves.iter().copied()).collect();
        // A stable sort, so that pairs stay first.
        row.sort_by_key(|item| item.weight);
        rows.push(row);
    }
    let mut taken = 2 * symbols.len() - 2;
    for row in rows.iter().rev() {
        let leaves = row.iter().take(taken).filter(|item| item.is_leaf).count();
        for (_, symbol) in &symbols[..leaves] {
            lengths[*symbol] += 1;
        }
        taken = 2 * (taken - leaves);
    }
    lengths
}

#[derive(Clone, Copy)]
struct Item {
    weight: u32,
    is_leaf: bool,
}
