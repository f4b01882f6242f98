//! Marks in the output of a template, each before what a part of the template wrote.

use std::ops::Range;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Object, ObjectRepr};

use crate::template::map::Origins;

/// Unicode keeps this character out of texts that are handed on, so that templates lose nothing when it is refused.
pub(super) const MARK: char = '\u{FDD0}';

/// The parts of a template that write, by the number of their mark.
#[derive(Default)]
pub(super) struct Marks(Vec<Part>);

struct Part {
    range: Range<usize>,
    /// Whether it is written as it stands in the template.
    is_raw: bool,
}

/// A mark, as the program knows it.
#[derive(Debug)]
struct Mark(usize);

impl Object for Mark {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }
}

/// A mark as it is written, if the value is one.
pub(super) fn written(value: &Value) -> Option<String> {
    value.downcast_object_ref::<Mark>().map(|Mark(number)| format!("{MARK}{number}{MARK}"))
}

impl Marks {
    /// The mark of what these bytes of the template write.
    pub(super) fn add(&mut self, range: Range<usize>, is_raw: bool) -> Value {
        self.0.push(Part { range, is_raw });
        Value::from_object(Mark(self.0.len() - 1))
    }

    /// The output without its marks, and where it came from. What a macro or a filter block gave belongs to where it is
    /// called.
    pub(super) fn read(&self, output: &str) -> (String, Origins) {
        let (mut text, mut origins) = (String::with_capacity(output.len()), Origins::default());
        let mut pieces = output.split(MARK).skip(1);
        while let (Some(number), Some(piece)) = (pieces.next(), pieces.next()) {
            let start = text.len();
            text.push_str(piece);
            let Some(part) = number.parse().ok().and_then(|number: usize| self.0.get(number)) else { continue };
            if part.is_raw && piece.len() == part.range.len() {
                copied(&mut origins, start, piece, part.range.start);
            } else {
                origins.push(text.len(), part.range.clone(), false);
            }
        }
        (text, origins)
    }
}

/// Line by line: in the file, the end of a line can be longer.
fn copied(origins: &mut Origins, mut end: usize, text: &str, mut start: usize) {
    for line in text.split_inclusive('\n') {
        end += line.len();
        origins.push(end, start..start + line.len(), true);
        start += line.len();
    }
}
